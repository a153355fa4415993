//! The question of a study verb: a study file, or a scenario with flags that are equivalent to one.
//!
//! A folder gets a study file in both cases.

use bazaar_figure::study::FLAGS;
use bazaar_report::table::FORMATS;
use bazaar_scenario::asking::quoted;
use bazaar_scenario::{Scenario, Source, Study};

use crate::arguments::SweepDesign;
use crate::failure::Failure;

/// The study that a user names, or one made from flags: `body` gives its table.
///
/// `given` lists the flags that require a scenario, and whether each was given.
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
                message: format!(
                    "{flag} cannot be given: {subject} is a study, which states its own question"
                ),
                help: "edit a copy of the study, or name its scenario and use flags".to_owned(),
            });
        }
        Study::load(subject, sets, FORMATS)?
    } else {
        // First the scenario alone, so that its errors are reported apart from those of the question.
        Scenario::load_with(subject, sets, FORMATS)?;
        let text = format!("scenario = {}\n\n{}", quoted(subject), body()?);
        Study::parse(Source::new(FLAGS, text).in_folder(""), sets, FORMATS)?
    };
    if study.question.verb() == verb {
        return Ok(study);
    }
    Err(Failure::Use {
        message: format!("{} is not a study for `bazaar {verb}`", study.name),
        help: format!("type `bazaar {} {subject}`", study.question.verb()),
    })
}

/// A design with this number of points, in TOML.
pub(crate) fn design(design: SweepDesign, points: u32) -> String {
    match design {
        SweepDesign::Grid => "\"grid\"".to_owned(),
        SweepDesign::LatinHypercube => format!("{{ latin_hypercube = {{ points = {points} }} }}"),
        SweepDesign::Sobol => format!("{{ sobol = {{ points = {points} }} }}"),
    }
}
