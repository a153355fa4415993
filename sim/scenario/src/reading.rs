//! Reads a type from the document, and collects all errors.
//!
//! Serde stops at its first error. So the error is recorded, its node is removed from
//! the tree, and the type is read again: every parameter has a default, which takes
//! the place of the removed one. A table that then lacks a required key is removed as
//! well, without a message: that error is only a consequence.

use bazaar_models::table::Kind;
use serde::Deserialize;

use crate::deserializer::NodeDeserializer;
use crate::diagnostic::{Diagnostic, MOST_ERRORS};
use crate::document::{Document, Value, dotted};
use crate::failure::{Explanation, Failure, Reason};

/// Reads a `T`, and adds every error to the document's diagnostics. `None` if too
/// little is left to make one.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(document: &mut Document) -> Option<T> {
    while document.diagnostics.len() < MOST_ERRORS {
        let failure = match T::deserialize(NodeDeserializer::new(&document.root)) {
            Ok(value) => return Some(value),
            Err(failure) => failure,
        };
        let path = failure.path();
        if let Reason::Sequence(_) = &failure.reason
            && start_sweep(document, &path)
        {
            continue;
        }
        if let Reason::Unread(kind) = failure.reason
            && fetch(document, &path, kind)
        {
            continue;
        }
        if let Some(diagnostic) = diagnose(document, &path, failure) {
            document.diagnostics.push(diagnostic);
        }
        if !remove(document, &path) {
            return None;
        }
    }
    None
}

/// Reads the table that the text at this path names. False if it cannot be used;
/// the reasons are then among the diagnostics.
fn fetch(document: &mut Document, path: &[String], kind: Kind) -> bool {
    let Document { root, library, diagnostics, .. } = document;
    let node = path.iter().try_fold(root, |node, part| node.child_mut(part));
    let Some(node) = node else { return false };
    let Value::Text(file) = &node.value else { return false };
    match library.read(file, &node.place, kind) {
        Ok(table) => node.table = Some(table),
        Err(faults) => diagnostics.extend(faults),
    }
    node.table.is_some()
}

/// Makes a sweep of the array at this path, if one is allowed there.
fn start_sweep(document: &mut Document, path: &[String]) -> bool {
    let inside_sweep = (0..path.len()).any(|depth| {
        let above = document.node(&path[..depth]);
        above.is_some_and(|node| node.swept.is_some())
    });
    let may_be_swept = match path {
        [study, _, ..] if study == "study" => true,
        [model, _, _, ..] if model == "model" => true,
        _ => false,
    };
    if inside_sweep || !may_be_swept {
        return false;
    }
    let Some(node) = document.node_mut(path) else {
        return false;
    };
    let Value::Array(elements) = &node.value else {
        return false;
    };
    node.swept = elements.iter().position(|element| !element.removed);
    node.swept.is_some()
}

/// The failure at its place, unless it is a consequence of an earlier one.
fn diagnose(document: &Document, path: &[String], failure: Failure) -> Option<Diagnostic> {
    let node = document.node(path)?;
    if !failure.at_key && node.is_damaged() {
        return None;
    }
    let place = if failure.at_key { node.name_place() } else { &node.place };
    let Explanation { message, help } = match failure.reason {
        Reason::Sequence(why) => explain_array(document, path, why),
        // The errors of a table have been reported.
        Reason::Unread(_) => return None,
        Reason::Lacking(why) => explain_lack(path, why),
        Reason::Refused(why) => explain_refusal(path, failure.at_key, why),
        Reason::SecondChoice { first, second } => {
            let above = &path[..path.len().saturating_sub(1)];
            let diagnostic = explain_second(above, &first, &second, place.clone());
            let other = document.node(above)?.child(&first)?.name_place().clone();
            return Some(diagnostic.and(other));
        }
    };
    Some(Diagnostic::new(message, help, place.clone()))
}

fn explain_array(document: &Document, path: &[String], why: Explanation) -> Explanation {
    let empty = match document.node(path).map(|node| &node.value) {
        Some(Value::Array(elements)) => elements.is_empty(),
        _ => false,
    };
    let in_sweep =
        (0..path.len()).any(|depth| document.node(&path[..depth]).is_some_and(|node| node.swept.is_some()));
    if empty {
        Explanation {
            message: "an empty list; a sweep needs at least one value".to_owned(),
            help: "type the values, as in [1, 2, 5], or one value without brackets".to_owned(),
        }
    } else if in_sweep {
        Explanation {
            message: "a list within the values of a sweep".to_owned(),
            help: "a value of a sweep cannot be swept itself; give each combination as a value of its own"
                .to_owned(),
        }
    } else {
        Explanation { help: "only parameters under [study] and under a model can be swept".to_owned(), ..why }
    }
}

fn explain_lack(path: &[String], why: Explanation) -> Explanation {
    match path {
        [] if why.message.contains("`scenario`") => Explanation {
            message: "the study names no scenario".to_owned(),
            help: "add scenario = \"marketplace/base\", or the path of a file; `bazaar models` lists those that come with the program".to_owned(),
        },
        [] if why.message.contains("`model`") => Explanation {
            message: "the scenario names no model".to_owned(),
            help: "add a table such as [model.queue]; `bazaar models` lists the models".to_owned(),
        },
        [model] if model == "model" => Explanation {
            message: "no model is named".to_owned(),
            help: format!("type the name in the header, as in [model.queue]. {}", why.help),
        },
        _ => why,
    }
}

fn explain_refusal(path: &[String], at_key: bool, why: Explanation) -> Explanation {
    match path {
        [model, name] if model == "model" && at_key => Explanation {
            message: format!("there is no model `{name}`"),
            help: why.help.replace("The choices are", "The models are"),
        },
        _ => why,
    }
}

fn explain_second(above: &[String], first: &str, second: &str, place: crate::place::Place) -> Diagnostic {
    if dotted(above) == "model" {
        Diagnostic::new(
            format!("a second model, `{second}`, beside `{first}`"),
            "a scenario has exactly one model: remove one of the two tables",
            place,
        )
    } else {
        Diagnostic::new(
            format!("`{second}` is given beside `{first}`"),
            "exactly one can be chosen: remove one of the two",
            place,
        )
    }
}

/// Removes a node. If it was an element of a sweep, the next element becomes current;
/// without a next one the sweep is removed too. False for the root, which must stay.
fn remove(document: &mut Document, path: &[String]) -> bool {
    let Some((last, above)) = path.split_last() else {
        return false;
    };
    let Some(node) = document.node_mut(path) else {
        return false;
    };
    node.removed = true;
    let Some(parent) = document.node_mut(above) else {
        return true;
    };
    if parent.swept.is_some()
        && let Value::Array(elements) = &parent.value
        && last.parse() == Ok(parent.swept.unwrap_or_default())
    {
        parent.swept = elements.iter().position(|element| !element.removed);
        if parent.swept.is_none() {
            return remove(document, above);
        }
    }
    true
}
