//! Copying: how often what is right for one student passes for another, in every lab that comes with the program.
//!
//! Keys are sketched from a few runs, with the tolerances that all of them would give, so that all labs take a minute or two.

use bazaar_labs::{Copied, CourseKey, Lab, copies};
use bazaar_study::Silent;

/// Students of each lab, and so 380 answers to each question that are copied.
const STUDENTS: usize = 20;
/// Values of each key.
const VALUES: u32 = 5;
/// The most of them that may pass, of numbers.
const NUMBERS: f64 = 1.0 / 3.0;
/// Where the lab says why answers are alike, more than this share passes.
const ALIKE: f64 = 0.25;
/// The most of them that may pass, of letters: a choice between two is a coin.
const LETTERS: f64 = 0.6;

fn copied(name: &str) -> Vec<Copied> {
    let lab = Lab::load(name).unwrap().sketched(VALUES);
    copies(&lab, &CourseKey::new(b"a promise that is kept"), STUDENTS, 0, &Silent).unwrap()
}

/// The copied number of another student is accepted in at most a third of all cases, unless the lab gives a reason why
/// answers are alike. Where it does, they are alike: a reason does not excuse a range that could be wider.
#[test]
fn a_copied_answer_seldom_passes_where_the_lab_does_not_say_why() {
    let mut wrong = Vec::new();
    for lab in Lab::shipped() {
        for one in copied(lab.name) {
            let passes = one.passed as f64 / one.tried as f64;
            let most = if one.is_number { NUMBERS } else { LETTERS };
            let as_said = if one.alike.is_some() { passes > ALIKE } else { passes <= most };
            if !as_said {
                wrong.push(format!("{} {}: {:.0}%", lab.name, one.question, 100.0 * passes));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The table in the book has all reasons, and no other ones.
#[test]
fn the_book_lists_the_questions_whose_answers_are_alike() {
    let mut expected = Vec::new();
    for lab in bazaar_scenario::shipped_labs() {
        let bare = lab.name.trim_start_matches("labs/");
        let mut question = String::new();
        for line in lab.source().text().lines() {
            if let Some(name) = line.strip_prefix("name = \"") {
                question = name.trim_end_matches('"').to_owned();
            }
            if let Some(why) = line.strip_prefix("alike = \"") {
                expected.push(format!("| `{bare}` | `{question}` | {} |", why.trim_end_matches('"')));
            }
        }
    }
    let book = std::fs::read_to_string("../../book/src/labs.md").unwrap();
    let table = book.split("| why a copied answer passes |\n|---|---|---|\n").nth(1).unwrap();
    let mut listed: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    listed.sort_unstable();
    expected.sort_unstable();
    assert_eq!(listed, expected);
}
