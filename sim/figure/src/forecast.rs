//! Forecasts of the time and memory of runs, printed before they begin.

use std::time::Duration;

use bazaar_study::{Load, Settings};

/// From this time on, a forecast is printed, and not only in a terminal.
pub const LONG: Duration = Duration::from_secs(60);

/// From this number of bytes on, the memory is printed too.
const LARGE: f64 = 1e9;

/// The forecast of runs that take long or need much memory: `reference/mm1 takes about 3 min`; `None` for others.
#[must_use]
pub fn forecast(name: &str, load: &Load, settings: &Settings) -> Option<String> {
    let mut told = Vec::new();
    if load.time(settings) >= LONG {
        let least = if settings.precision.is_some() { "at least " } else { "" };
        told.push(format!("{least}about {}", in_words(load.time(settings))));
    }
    if load.bytes >= LARGE {
        told.push(format!("about {:.0} GB of memory", load.bytes / 1e9));
    }
    (!told.is_empty()).then(|| format!("{name} takes {}", told.join(" and ")))
}

/// An approximate duration in the largest unit that fits.
#[must_use]
pub fn in_words(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        _ if seconds < 90.0 => format!("{:.0} s", seconds.max(1.0)),
        _ if seconds < 90.0 * 60.0 => format!("{:.0} min", seconds / 60.0),
        _ if seconds < 36.0 * 3600.0 => format!("{:.0} h", seconds / 3600.0),
        _ => format!("{:.0} d", seconds / 86400.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_in_the_largest_unit_that_fits() {
        let words = |seconds| in_words(Duration::from_secs(seconds));
        assert_eq!([words(0), words(80), words(100)], ["1 s", "80 s", "2 min"]);
        assert_eq!([words(7200), words(3 * 86400)], ["2 h", "3 d"]);
    }
}
