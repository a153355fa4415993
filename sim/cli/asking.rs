//! What a study verb asks: a study file, or a scenario with flags that say the same.
//!
//! Flags become the text of a study, and that is read like any other. So a flag may say just what a study may, with the same
//! errors, and what is written to a folder is a study file either way.

use bazaar_figure::study::FLAGS;
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Given, Scenario, Source, Study};

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

/// A text as TOML.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Texts as a list in TOML.
pub(crate) fn listed(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// `PATH=LOW..HIGH` or `PATH=V1,V2,V3` as the keys of a factor.
pub(crate) fn factor(flag: &str, text: &str) -> Result<String, Failure> {
    let refuse = |message: String| Failure::Use {
        message,
        help: format!("type a path and a range or a list, as in {flag} 'model.queue.servers=1..3' or =1,2,3"),
    };
    let Some((path, values)) = text.split_once('=') else {
        return Err(refuse(format!("`{text}` has no = between path and values")));
    };
    let value = |text: &str| Given::from_toml(text.trim()).toml();
    let range = match values.split_once("..") {
        Some((low, high)) if !low.trim().is_empty() && !high.trim().is_empty() => {
            format!("low = {}, high = {}", value(low), value(high))
        }
        Some(_) => return Err(refuse(format!("the range `{values}` lacks an end"))),
        None if values.trim().is_empty() => return Err(refuse(format!("`{text}` has no values"))),
        None if values.trim_start().starts_with('[') => format!("values = {}", values.trim()),
        None => format!("values = [{}]", values.split(',').map(value).collect::<Vec<_>>().join(", ")),
    };
    Ok(format!("{{ path = {}, {range} }}", quoted(path.trim())))
}

/// A design of so many points in TOML.
pub(crate) fn design(design: SweepDesign, points: u32) -> String {
    match design {
        SweepDesign::Grid => "\"grid\"".to_owned(),
        SweepDesign::LatinHypercube => format!("{{ latin_hypercube = {{ points = {points} }} }}"),
        SweepDesign::Sobol => format!("{{ sobol = {{ points = {points} }} }}"),
    }
}

/// Factors as a list in TOML.
pub(crate) fn factors(flag: &str, texts: &[String]) -> Result<String, Failure> {
    let all = texts.iter().map(|text| factor(flag, text)).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("factors = [\n  {},\n]\n", all.join(",\n  ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_a_range_or_a_list() {
        let keys = |text: &str| factor("--factor", text).unwrap_or_else(|error| error.to_string());
        assert_eq!(keys("a.b=5 %..30 %"), "{ path = \"a.b\", low = \"5 %\", high = \"30 %\" }");
        assert_eq!(keys("a.b=1..3"), "{ path = \"a.b\", low = 1, high = 3 }");
        assert_eq!(keys("a=0.5..1.5"), "{ path = \"a\", low = 0.5, high = 1.5 }");
        assert_eq!(keys("a=1, 2,many"), "{ path = \"a\", values = [1, 2, \"many\"] }");
        assert_eq!(keys("a=[{ x = 1 }]"), "{ path = \"a\", values = [{ x = 1 }] }");
        for wrong in ["a", "a=", "a=1..", "a=..2"] {
            assert!(factor("--factor", wrong).is_err(), "{wrong}");
        }
    }
}
