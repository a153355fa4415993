//! The verbs that studies are answered by.

use toml::de::DeTable;

/// The verbs that answer studies.
pub(crate) const VERBS: [&str; 6] = ["compare", "sweep", "sensitivity", "threshold", "stress", "evaluate"];

/// The verb that answers a study, as far as its text can be read; empty if it has no question yet.
pub(crate) fn asked(text: &str) -> Option<&'static str> {
    let (table, _) = DeTable::parse_recoverable(text);
    let has = |key: &str| table.get_ref().get(key).is_some();
    if has("model") {
        return None;
    }
    let verb = VERBS.into_iter().find(|verb| has(verb));
    verb.or_else(|| has("scenario").then_some(""))
}
