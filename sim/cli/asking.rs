//! What a study verb asks: a study file, or a scenario with flags that say the same.
//!
//! What is written to a folder is a study file either way.

use bazaar_figure::study::FLAGS;
use bazaar_report::table::FORMATS;
use bazaar_scenario::asking::quoted;
use bazaar_scenario::{Scenario, Source, Study};

use crate::arguments::SweepDesign;
use crate::failure::Failure;

/// The study that a user names, or one made of flags: `body` gives its table.
///
/// `given` says which flags were given that only make sense with a scenario.
pub(crate) fn ask(
    subject: &str,
    sets: &[String],
    verb: &str,
    given: &[(&str, bool)],
    body: impl FnOnce() -> Result<String, Failure>,
) -> Result<Study, Failure> {
    let study = if Study::is_named(subject) {
        if let Some((flag, _)) = given.iter().find(|(_, is_given)| *is_given) {
            return Err(Failure::Use {
                message: format!("{subject} says itself what is asked, so {flag} has nothing to say"),
                help: "edit a copy of the study, or name its scenario and ask by flags".to_owned(),
            });
        }
        Study::load(subject, sets, FORMATS)?
    } else {
        // First the scenario alone, whose errors then have nothing to do with the question.
        Scenario::load_with(subject, sets, FORMATS)?;
        let text = format!("scenario = {}\n\n{}", quoted(subject), body()?);
        Study::parse(Source::new(FLAGS, text).in_folder(""), sets, FORMATS)?
    };
    if study.question.verb() == verb {
        return Ok(study);
    }
    Err(Failure::Use {
        message: format!("{} does not ask for `bazaar {verb}`", study.name),
        help: format!("type `bazaar {} {subject}`", study.question.verb()),
    })
}

/// A design of so many points in TOML.
pub(crate) fn design(design: SweepDesign, points: u32) -> String {
    match design {
        SweepDesign::Grid => "\"grid\"".to_owned(),
        SweepDesign::LatinHypercube => format!("{{ latin_hypercube = {{ points = {points} }} }}"),
        SweepDesign::Sobol => format!("{{ sobol = {{ points = {points} }} }}"),
    }
}
