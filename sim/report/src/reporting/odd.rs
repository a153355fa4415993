//! The description of the model by the ODD protocol, with what the scenario adds to it.

use bazaar_scenario::Scenario;

use super::parameters;

/// The elements of the protocol, in its order.
pub(super) const ELEMENTS: [&str; 7] = [
    "Purpose and patterns",
    "Entities, state variables and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialization",
    "Input data",
    "Submodels",
];

/// The text of an element in the model's description; `None` if the element is missing.
pub(super) fn element(scenario: &Scenario, name: &str) -> Option<String> {
    let description = scenario.model.description();
    let (_, after) = description.split_once(&format!("\n## {name}\n"))?;
    let end = after.find("\n## ").unwrap_or(after.len());
    Some(after[..end].trim().to_owned())
}

/// All seven elements. Headings within them go one level down.
pub(super) fn description(scenario: &Scenario) -> String {
    let model = scenario.model.name();
    let mut text = format!(
        "## The model `{model}` by the ODD protocol\n\nAfter Grimm et al. (2020), *The ODD protocol for describing agent-based \
         and other simulation models: a second update*, JASSS 23 (2) 7.\n"
    );
    for (number, name) in (1..).zip(ELEMENTS) {
        text.push_str(&format!("\n### {number}. {name}\n\n"));
        match element(scenario, name) {
            Some(element) => text.push_str(&format!("{}\n", deeper(&element))),
            None => text.push_str("**Missing:** the model's description does not have this element.\n"),
        }
        if name == "Input data" {
            let tables = scenario.tables.iter().map(|table| format!("- `{}`\n", table.name));
            let tables: String = tables.collect();
            if !tables.is_empty() {
                text.push_str(&format!("\nTables of this scenario:\n\n{tables}"));
            }
            let all = parameters::table(&scenario.parameters());
            text.push_str(&format!("\nAll parameters of this scenario:\n\n{all}"));
        }
    }
    text
}

/// Headings of Markdown one level further down; code blocks are unchanged.
fn deeper(text: &str) -> String {
    let mut is_code = false;
    let line = |line: &str| {
        is_code ^= line.trim_start().starts_with("```");
        if line.starts_with('#') && !is_code { format!("#{line}") } else { line.to_owned() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
