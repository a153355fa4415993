//! Presentation does not depend on models: `sim/figure`, `sim/report` and the book name no model, metric or formula.
//! A model declares its figures in `bazaar_models::shape`.

use std::collections::BTreeSet;

use bazaar_models::catalogue::ModelParameters;

use crate::repository;

/// What is on the other side of the wall.
const FOLDERS: [&str; 3] = ["sim/figure/src", "sim/report/src", "sim/book/src"];

/// Metrics whose name is also that of a table or a layout.
const EVERYDAY: [&str; 1] = ["flows"];

/// The code of a file: without its tests, which come last, and without comments.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What stands in quotes, and all the rest.
fn literals(code: &str) -> (Vec<String>, String) {
    let (mut literals, mut rest) = (Vec::new(), String::new());
    let mut letters =
        code.replace(r#"'"'"#, "").replace(r#"'\"'"#, "").chars().collect::<Vec<_>>().into_iter();
    while let Some(letter) = letters.next() {
        if letter != '"' {
            rest.push(letter);
            continue;
        }
        let mut literal = String::new();
        while let Some(letter) = letters.next().filter(|letter| *letter != '"') {
            literal.push(letter);
            literal.extend(Some(letter).filter(|letter| *letter == '\\').and_then(|_| letters.next()));
        }
        literals.push(literal);
        rest.push(' ');
    }
    (literals, rest)
}

/// What is written together: a scenario's name or a parameter's path is one word, so that examples may have them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && !"_./".contains(letter));
    words.map(|word| word.trim_end_matches('.'))
}

/// The names of models and metrics that code has, in quotes or as a path.
fn known(code: &str, models: &[&str], metrics: &BTreeSet<&str>) -> Vec<String> {
    let (literals, rest) = literals(code);
    let in_backticks =
        |literal: &str| -> Vec<String> { literal.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let quoted = literals.iter().flat_map(|literal| {
        let is_metric = |name: &String| metrics.contains(name.as_str()) && !EVERYDAY.contains(&name.as_str());
        let mut names: Vec<String> =
            [literal.clone()].into_iter().chain(in_backticks(literal)).filter(is_metric).collect();
        names.extend(words(literal).filter(|word| models.contains(word)).map(str::to_owned));
        names
    });
    let is_path = |model: &&&str| {
        let (first, others) = model.split_at(1);
        let variant = first.to_uppercase() + others;
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .any(|word| word == **model || word == variant)
    };
    quoted.chain(models.iter().filter(is_path).map(|model| format!("{model}::"))).collect()
}

fn metrics() -> BTreeSet<&'static str> {
    let models = ModelParameters::defaults();
    models.iter().flat_map(ModelParameters::metrics).map(|metric| metric.name).collect()
}

#[test]
fn whoever_draws_names_no_model_and_no_metric() {
    let metrics = metrics();
    let mut files = 0;
    for path in FOLDERS.iter().flat_map(|folder| repository::files(&repository::root().join(folder))) {
        let text = std::fs::read_to_string(&path).unwrap();
        let known = known(&code(&text), ModelParameters::NAMES, &metrics);
        assert!(known.is_empty(), "{} knows {}", path.display(), known.join(", "));
        files += 1;
    }
    assert!(files > 100, "only {files} files were read");
}

#[test]
fn a_model_or_a_metric_is_found_wherever_code_can_name_it() {
    let metrics = metrics();
    for (code, name) in [
        (r#"const CASH: &str = "cash";"#, "cash"),
        (r#"let help = "choose a scenario of the model `referral` with customers";"#, "referral"),
        (r#"let quote = ('"', "k_factor");"#, "k_factor"),
        (r#"let escaped = "\"\\"; let name = "launched";"#, "launched"),
        (r#"let help = "such as `survival`";"#, "survival"),
        ("use bazaar_models::marketplace::Equilibrium;", "marketplace::"),
        ("let buyers = parameters.marketplace.buyers;", "marketplace::"),
        ("ModelParameters::Referral(parameters) => parameters.progeny(1),", "referral::"),
    ] {
        assert_eq!(known(code, ModelParameters::NAMES, &metrics), [name], "{code}");
    }
    let innocent = r#"let (cash, survival) = ("cash at hand", model.survival, "such as model.queue.servers or queue/base");"#;
    assert_eq!(known(innocent, ModelParameters::NAMES, &metrics), [""; 0]);
    assert_eq!(code("a\n  // \"cash\"\nb\n#[cfg(test)]\nmod tests { \"cash\" }"), "a\nb");
}

#[test]
fn an_everyday_word_is_a_metric_that_is_written_beyond_the_wall() {
    let metrics = metrics();
    let files = FOLDERS.iter().flat_map(|folder| repository::files(&repository::root().join(folder)));
    let all: Vec<String> = files.map(|path| code(&std::fs::read_to_string(path).unwrap())).collect();
    for word in EVERYDAY {
        assert!(metrics.contains(word), "no metric is called {word}");
        assert!(all.iter().any(|code| literals(code).0.iter().any(|literal| literal == word)), "{word}");
    }
}
