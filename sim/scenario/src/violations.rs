//! Violations of rules across parameters, from paths to places.

use bazaar_models::violation::Violation;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::place::Place;

/// The violations at their places, without those that may be a consequence of an
/// earlier error.
pub(crate) fn locate(document: &Document, above: &[&str], violations: Vec<Violation>) -> Vec<Diagnostic> {
    violations
        .into_iter()
        .filter_map(|violation| {
            let place = place_of(document, above, &violation.path)?;
            let others: Option<Vec<Place>> =
                violation.others.iter().map(|path| place_of(document, above, path)).collect();
            let diagnostic = Diagnostic::new(violation.message, violation.help, place);
            Some(others?.into_iter().fold(diagnostic, Diagnostic::and))
        })
        .collect()
}

/// The place of a path, or of the table that would contain it; `None` if there is
/// already an error there.
fn place_of(document: &Document, above: &[&str], path: &str) -> Option<Place> {
    let path: Vec<String> = above
        .iter()
        .copied()
        .chain(path.split('.').filter(|part| !part.is_empty()))
        .map(str::to_owned)
        .collect();
    document.nearest(&path).map(|node| node.place.clone())
}
