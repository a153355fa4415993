//! Tables of parameters in Markdown.

use bazaar_scenario::{Parameter, Scenario};

/// A table of parameters, a row for each.
pub(super) fn table(parameters: &[Parameter]) -> String {
    let mut text = "| parameter | value | default | source |\n|---|---|---|---|\n".to_owned();
    for Parameter { path, value, default, source } in parameters {
        let default = default.as_deref().map_or_else(|| "-".to_owned(), code);
        let source = source.as_deref().map_or_else(|| "-".to_owned(), cell);
        text.push_str(&format!("| {} | {} | {default} | {source} |\n", code(path), code(value)));
    }
    text
}

/// The parameters that differ from the model's defaults.
pub(super) fn changed(scenario: &Scenario) -> Vec<Parameter> {
    scenario.parameters().into_iter().filter(Parameter::is_changed).collect()
}

/// Code in a cell of a table.
fn code(text: &str) -> String {
    let text = cell(text);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A text for a table cell: on one line, with special characters escaped.
pub(super) fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
