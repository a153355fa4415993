//! Notebooks for Python and R: a few cells of text from templates, in Jupyter's format 4.5.
//!
//! A template is a program with cells between `# %%` lines, a convention of many editors;
//! `# %% [markdown]` begins a cell of prose. `{{name}}` is a placeholder.

use bazaar_models::metric::Metric;
use bazaar_numerics::student_quantile;
use bazaar_study::Outcome;
use serde::Serialize;
use serde_json::Value;

use super::Subject;

const HEAD: &str = include_str!("pages/head.md");

/// A language of notebooks.
struct Language {
    path: &'static str,
    title: &'static str,
    head: &'static str,
    over_time: &'static str,
    replications: &'static str,
    kernel: Kernel,
}

#[derive(Clone, Copy, Serialize)]
struct Kernel {
    display_name: &'static str,
    language: &'static str,
    name: &'static str,
}

const LANGUAGES: [Language; 2] = [
    Language {
        path: "notebook-python.ipynb",
        title: "Notebook for Python",
        head: include_str!("pages/head.py"),
        over_time: include_str!("pages/over_time.py"),
        replications: include_str!("pages/replications.py"),
        kernel: Kernel { display_name: "Python 3", language: "python", name: "python3" },
    },
    Language {
        path: "notebook-r.ipynb",
        title: "Notebook for R",
        head: include_str!("pages/head.R"),
        over_time: include_str!("pages/over_time.R"),
        replications: include_str!("pages/replications.R"),
        kernel: Kernel { display_name: "R", language: "R", name: "ir" },
    },
];

#[derive(Serialize)]
struct Notebook {
    cells: Vec<Cell>,
    metadata: Metadata,
    nbformat: u32,
    nbformat_minor: u32,
}

#[derive(Serialize)]
struct Metadata {
    kernelspec: Kernel,
    language_info: Info,
}

#[derive(Serialize)]
struct Info {
    name: &'static str,
}

#[derive(Serialize)]
struct Cell {
    cell_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    execution_count: Option<Value>,
    id: String,
    metadata: Empty,
    #[serde(skip_serializing_if = "Option::is_none")]
    outputs: Option<[(); 0]>,
    source: Vec<String>,
}

#[derive(Serialize)]
struct Empty {}

/// The notebooks of a package: their paths, titles and texts.
pub(super) fn notebooks(
    subject: &Subject<'_>,
    outcome: &Outcome,
    shown: &Metric,
) -> impl Iterator<Item = (&'static str, &'static str, String)> {
    let is_followed =
        outcome.observations.iter().any(|one| one.series.iter().any(|of| of.metric == shown.name));
    let values = values(subject, outcome, shown);
    LANGUAGES.iter().map(move |language| {
        let drawn = if is_followed { language.over_time } else { language.replications };
        let text = format!("# %% [markdown]\n{HEAD}{}{drawn}", language.head);
        let notebook = Notebook {
            cells: cells(&text, &values),
            metadata: Metadata {
                kernelspec: language.kernel,
                language_info: Info { name: language.kernel.language },
            },
            nbformat: 4,
            nbformat_minor: 5,
        };
        // Structs of texts and numbers can always be serialised.
        let text = serde_json::to_string_pretty(&notebook).unwrap_or_default() + "\n";
        (language.path, language.title, text)
    })
}

/// The values of the templates' placeholders.
fn values(subject: &Subject<'_>, outcome: &Outcome, shown: &Metric) -> Vec<(&'static str, String)> {
    let unit = if shown.unit.is_empty() || shown.unit == "share" {
        String::new()
    } else {
        format!(" ({})", shown.unit)
    };
    let quantile = |n: u32| format!("{:.3}", student_quantile(0.975, f64::from(n - 1)));
    let runs = u32::try_from(outcome.observations.len()).unwrap_or(u32::MAX).max(2);
    let quantiles: Vec<String> = (2..=runs).map(|n| format!("{n}: {}", quantile(n))).collect();
    // R has no notation for control characters in a text.
    let seen = |text: &str| {
        text.chars().filter(|letter| !letter.is_control() || letter.is_whitespace()).collect::<String>()
    };
    let one_line = |text: &str| seen(text).split_whitespace().collect::<Vec<_>>().join(" ");
    vec![
        ("name", subject.name.to_owned()),
        ("title", one_line(subject.title)),
        ("description", one_line(subject.description)),
        ("metric", shown.name.to_owned()),
        ("label", format!("{}{unit}", shown.label)),
        ("definition", shown.about.to_owned()),
        ("quantiles", quantiles.join(", ")),
    ]
}

/// One line of a template with its placeholders filled, each once: a value is not searched for
/// placeholders. In a program a placeholder in quotes becomes a literal, in the common syntax of
/// Python, R and JSON.
fn filled(line: &str, values: &[(&'static str, String)]) -> String {
    let mut filled = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        let found = after.split_once("}}").and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        match found {
            Some((value, after)) => match (before.strip_suffix('"'), after.strip_prefix('"')) {
                (Some(before), Some(after)) => {
                    filled += before;
                    filled += &literal(value);
                    rest = after;
                }
                _ => {
                    filled += before;
                    filled += value;
                    rest = after;
                }
            },
            // A placeholder may begin one brace later: a set in Python has braces of its own.
            None => {
                let (passed, ahead) = rest.split_at(before.len() + 1);
                filled += passed;
                rest = ahead;
            }
        }
    }
    filled + rest
}

/// A text between double quotes, in the common syntax of JSON, Python and R.
fn literal(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// The cells of a program, each with the lines of its source.
fn cells(text: &str, values: &[(&'static str, String)]) -> Vec<Cell> {
    let mut cells: Vec<(bool, Vec<String>)> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("# %%") {
            Some(kind) => cells.push((kind.trim() == "[markdown]", Vec::new())),
            None => cells.last_mut().into_iter().for_each(|(_, lines)| lines.push(filled(line, values))),
        }
    }
    let numbered = (1..).zip(cells);
    let made = numbered.map(|(number, (is_prose, lines))| {
        let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
        let last = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
        let lines = &lines[first..last];
        let source = (1..)
            .zip(lines)
            .map(|(at, line)| if at == lines.len() { line.clone() } else { format!("{line}\n") });
        Cell {
            cell_type: if is_prose { "markdown" } else { "code" },
            // Jupyter requires an explicit null for a cell that has not run.
            execution_count: (!is_prose).then_some(Value::Null),
            id: format!("cell-{number}"),
            metadata: Empty {},
            outputs: (!is_prose).then_some([]),
            source: source.collect(),
        }
    });
    made.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_value_says_is_no_place_and_no_program() {
        let values = [("title", r#"C:\Users\x "{{metric}}" \"#.to_owned()), ("metric", "wait".to_owned())];
        let quoted = filled(r#"plot(main = "{{title}}", sub = "{{metric}}") # {{nothing}} {{title"#, &values);
        assert_eq!(
            quoted,
            r#"plot(main = "C:\\Users\\x \"{{metric}}\" \\", sub = "wait") # {{nothing}} {{title"#
        );
        assert_eq!(filled("# {{title}}: {{metric}}", &values), r#"# C:\Users\x "{{metric}}" \: wait"#);
        assert_eq!(filled("map({{{metric}}})", &values), "map({wait})");
    }

    #[test]
    fn a_template_is_cut_into_cells_of_prose_and_of_code() {
        let cells = cells("# %% [markdown]\n# A title\n\n# %%\n\nx = 1\ny = 2\n# %%\nx\n", &[]);
        let kinds: Vec<&str> = cells.iter().map(|cell| cell.cell_type).collect();
        assert_eq!(kinds, ["markdown", "code", "code"]);
        assert_eq!(cells[0].source, ["# A title"]);
        assert_eq!(cells[1].source, ["x = 1\n", "y = 2"]);
        assert_eq!((cells[2].id.as_str(), cells[2].outputs), ("cell-3", Some([])));
    }
}
