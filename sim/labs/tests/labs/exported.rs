//! A lab's questions in the formats of learning-management systems.

use std::collections::BTreeSet;

use bazaar_labs::{CourseKey, Exported, Format, Lab, Roster, export};
use bazaar_scenario::Source;
use bazaar_study::Silent;

/// Texts with everything that one of the formats would take for its own.
const ODD: &str = r#"title = "<Odd> & \"title\" / a = {b}"
objectives = ["look"]
scenario = "reference/mm1"
set = ["study.horizon=100 h", "study.warm_up=0 h"]
key_replications = 20

[[personal]]
path = "model.queue.service.exponential.mean"
label = "mean ~ of {a} call"
values = ["0.5 h", "0.6 h"]

[[questions]]
name = "wait"
text = "A ~ tilde, {braces}, a # hash, a = sign, a : colon, a \\\\ backslash, <b>HTML</b>, ]]> and `code & more`?"
points = 2
hints = ["A {hint}."]
[questions.numeric]
metric = "wait"
replications = 20
decimals = 2
[[questions.numeric.mistakes]]
name = "two"
set = ["model.queue.servers=3"]
feedback = "Three = {one} too ~many."
credit = 0.31

[[questions]]
name = "guess"
text = "Guess."
prediction = true
[questions.numeric]
metric = "wait"
decimals = 1

[[questions]]
name = "order"
text = "Order."
[questions.ranking]
metric = "wait"
best = "highest"
replications = 20
[[questions.ranking.options]]
text = "yours = one"
[[questions.ranking.options]]
text = "three"
set = ["model.queue.servers=3"]

[[questions]]
name = "why"
text = "Why?"
[questions.free]
words = 50
"#;

fn made(format: Format, threads: usize) -> Exported {
    let lab = Lab::parse("odd", Source::new("lab.toml", ODD)).unwrap();
    let roster = Roster::parse("student\ns1\ns2\ns3\ns4\ns5\ns6\n").unwrap();
    export(&lab, &CourseKey::new(b"0123456789abcdef"), &roster, format, threads, &Silent).unwrap()
}

fn text(format: Format) -> String {
    String::from_utf8(made(format, 0).bytes).unwrap()
}

#[test]
fn students_with_the_same_values_share_a_form_that_says_whose_it_is() {
    let made = made(Format::Moodle, 0);
    assert_eq!((made.forms, made.questions, made.left_out.len()), (2, 8, 0));
    let text = String::from_utf8(made.bytes).unwrap();
    let whose: Vec<&str> =
        text.split("The values of ").skip(1).map(|part| part.split('.').next().unwrap()).collect();
    let named: BTreeSet<&str> = whose.iter().flat_map(|students| students.split(", ")).collect();
    assert_eq!(named.len(), 6, "{whose:?}");
    assert!(!text.contains("0123456789abcdef"));
}

#[test]
fn moodle_has_the_right_answer_first_then_mistakes_with_their_share_and_feedback() {
    let text = text(Format::Moodle);
    let wait = text.split("<question type=\"numerical\">").nth(1).unwrap();
    let fractions: Vec<&str> =
        wait.split("<answer fraction=\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
    assert_eq!(fractions, ["100", "30", "0"], "{wait}");
    assert!(wait.contains("Three = {one} too ~many."), "{wait}");
    assert!(
        wait.contains("<defaultgrade>2</defaultgrade>") && wait.contains("<hint format=\"html\">"),
        "{wait}"
    );
    // HTML within XML: escaped once in Markdown's HTML, and once more as text.
    assert!(wait.contains("&amp;lt;b&amp;gt;HTML") && wait.contains("]]&amp;gt;"), "{wait}");
    assert!(text.contains("$course$/top/&lt;Odd&gt; &amp; &quot;title&quot; // a = {b}/"), "{text}");
}

#[test]
fn gift_has_nothing_of_its_own_in_a_text() {
    let text = text(Format::Gift);
    assert!(text.contains("A \\~ tilde, \\{braces\\}, a \\# hash, a \\= sign, a \\: colon"), "{text}");
    assert!(text.contains("=%30%") && text.contains("#<p>Three \\= \\{one\\} too \\~many.</p>"), "{text}");
    // A question ends at an empty line, so none may have one within.
    let questions = text.split("\n\n").filter(|block| block.starts_with("::")).count();
    assert_eq!(questions, 8, "{text}");
    for block in text.split("\n\n").filter(|block| block.starts_with("::")) {
        let free = block.replace("\\{", "").replace("\\}", "");
        assert_eq!((free.matches('{').count(), free.matches('}').count()), (1, 1), "{block}");
    }
}

#[test]
fn a_package_names_every_item_that_it_has() {
    let made = made(Format::Qti, 0);
    assert!(made.bytes.starts_with(b"PK\x03\x04"));
    let text = String::from_utf8_lossy(&made.bytes).into_owned();
    assert_eq!(text.matches("<assessmentItem ").count(), 8);
    assert_eq!(text.matches("<resource ").count(), 8);
    for form in 1..=2 {
        for name in ["wait", "guess", "order", "why"] {
            let id = format!("odd-{form}-{name}");
            assert!(text.contains(&format!("identifier=\"{id}\"")), "{id}");
            assert!(text.contains(&format!("href=\"items/{id}.xml\"")), "{id}");
        }
    }
    assert!(text.contains("<modalFeedback ") && text.contains("<rubricBlock view=\"scorer\">"));
}

/// Between two words, for every time that they follow one another.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|part| Some(part.split_once(to)?.0)).collect()
}

/// What an importer makes of a number that takes the right answer as letters: it must be what a student would type, with the decimals
/// that are asked for and as one that is right.
#[test]
fn the_right_answer_of_a_package_has_the_decimals_that_are_asked_for() {
    let text = String::from_utf8_lossy(&made(Format::Qti, 0).bytes).into_owned();
    let items = between(&text, "<assessmentItem ", "</assessmentItem>");
    let waits: Vec<&&str> = items.iter().filter(|item| item.contains("-wait\"")).collect();
    assert_eq!(waits.len(), 2);
    for item in waits {
        let right = between(item, "<correctResponse><value>", "</value>");
        let [right] = right.as_slice() else { panic!("{item}") };
        assert_eq!(right.split_once('.').unwrap().1.len(), 2, "{right}");
        let ends: Vec<f64> = between(item, "<baseValue baseType=\"float\">", "<")
            .iter()
            .filter_map(|it| it.parse().ok())
            .collect();
        // The first is the score of no answer, the next two are the ends of the right range.
        let number: f64 = right.parse().unwrap();
        assert!(ends[0] <= 0.0 && ends[1] <= number && number <= ends[2], "{right} {ends:?}");
    }
}

/// What an importer makes of a number that reads the first range of an item, where the manifest says that it is numerical (as Canvas does).
#[test]
fn a_package_announces_numbers_and_their_first_range_is_what_is_right() {
    let text = String::from_utf8_lossy(&made(Format::Qti, 0).bytes).into_owned();
    let resources = between(&text, "<resource ", "</resource>");
    for (name, interaction, kind) in [
        ("wait", "extendedTextInteraction", "numerical_question"),
        ("guess", "extendedTextInteraction", "numerical_question"),
        ("order", "choiceInteraction", "multiple_choice_question"),
        ("why", "extendedTextInteraction", "essay_question"),
    ] {
        let of_name: Vec<&&str> =
            resources.iter().filter(|one| one.contains(&format!("-{name}.xml"))).collect();
        assert_eq!(of_name.len(), 2, "{name}");
        for resource in of_name {
            assert_eq!(between(resource, "<interactionType>", "<")[0], interaction, "{resource}");
            assert_eq!(between(resource, "name=\"question_type\" value=\"", "\"")[0], kind, "{resource}");
        }
    }
    let first = |item: &str, word: &str| -> f64 {
        let condition = between(item, &format!("<{word}>"), &format!("</{word}>"))[0];
        between(condition, "<baseValue baseType=\"float\">", "<")[0].parse().unwrap()
    };
    for item in between(&text, "<assessmentItem ", "</assessmentItem>") {
        if item.contains("-wait\"") {
            // In the M/M/1 queue with one call an hour and half an hour each, the wait is half an hour; with .6 hours it is .9.
            let (low, high) = (first(item, "gte"), first(item, "lte"));
            assert!(0.0 < low && low < 0.9 && 0.5 < high && high < 2.0, "{low} to {high}");
        }
        if item.contains("-guess\"") {
            assert!(first(item, "gte") < -1e12 && first(item, "lte") > 1e12, "{item}");
        }
    }
}

#[test]
fn an_export_is_the_same_on_any_number_of_threads() {
    for format in [Format::Moodle, Format::Gift, Format::Qti] {
        assert_eq!(made(format, 1), made(format, 3));
    }
}
