//! A progress bar with the time left, on standard error, if that is a terminal.

use bazaar_study::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar for work that is counted in `pieces`, such as "checks"; `quiet` hides it.
    pub(crate) fn new(quiet: bool, pieces: &'static str) -> Self {
        // indicatif hides the bar by itself where standard error is no terminal.
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let template = "{bar:40} {pos}/{len} {msg}, {elapsed} gone, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(pieces);
        Bar(bar)
    }

    /// Takes the bar off the screen.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn expect(&self, pieces: u64) {
        self.0.inc_length(pieces);
    }

    fn done(&self) {
        self.0.inc(1);
    }
}
