//! Forms: one for each set of personal values in the class.

use std::collections::BTreeMap;

use bazaar_study::Progress;

use super::super::error::LabError;
use super::super::key::CourseKey;
use super::super::loading::Lab;
use super::super::marking::Marking;
use super::super::roster::Roster;
use super::super::variant::{SEEDS, Variant};
use super::item::{Form, Item, item};

/// All questions of a lab in one form.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// The personal values: `mean time of a call 0.72 h`.
    pub(super) label: String,
    /// Its students.
    pub(super) students: Vec<String>,
    pub(super) items: Vec<Item>,
}

/// The forms of a class.
#[derive(Clone, Debug)]
pub(super) struct Sheets {
    pub(super) sheets: Vec<Sheet>,
    /// Questions without a form, and why.
    pub(super) left_out: Vec<(String, String)>,
}

/// The forms of a class, and the questions without a form.
pub(super) fn sheets(
    lab: &Lab,
    key: &CourseKey,
    roster: &Roster,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Sheets, LabError> {
    let mut forms: BTreeMap<Vec<String>, (Variant, Vec<String>)> = BTreeMap::new();
    for student in roster.students() {
        let variant = Variant::new(lab, key, student)?;
        let of_form = forms.entry(variant.edits().to_vec()).or_insert_with(|| (variant, Vec::new()));
        of_form.1.push(student.clone());
    }
    let variants: Vec<Variant> = forms.values().map(|(variant, _)| variant.clone()).collect();
    let markings = Marking::all(lab, key, &variants, &[], threads, progress)?;
    let (mut sheets, mut left_out) = (Vec::new(), BTreeMap::new());
    for (number, ((variant, students), marking)) in forms.into_values().zip(&markings).enumerate() {
        let values = variant.values().iter().map(|(label, value)| format!("{label} {value}"));
        let label = values.collect::<Vec<_>>().join("; ");
        let command = command(lab, key, variant.edits());
        let form = Form { number: number + 1, label: &label, command: &command, variant: &variant };
        let mut items = Vec::new();
        for (index, question) in lab.questions.iter().enumerate() {
            match item(lab, index, marking, &form) {
                Ok(made) => items.push(made),
                Err(why) => {
                    left_out.insert(question.name.clone(), why);
                }
            }
        }
        sheets.push(Sheet { label, students, items });
    }
    // A question that is missing in one form is left out of all.
    for sheet in &mut sheets {
        sheet.items.retain(|item: &Item| !left_out.contains_key(&item.question));
    }
    Ok(Sheets { sheets, left_out: left_out.into_iter().collect() })
}

/// The command that runs the scenario with these values, with a seed derived from them.
fn command(lab: &Lab, key: &CourseKey, edits: &[String]) -> String {
    let mut words: Vec<&str> = vec!["form", &lab.name];
    words.extend(edits.iter().map(String::as_str));
    let seed = 1 + key.number(&words, SEEDS);
    let sets = lab.text.set.iter().chain(edits).map(|edit| format!(" --set '{edit}'"));
    format!("bazaar run {}{} --seed {seed}", lab.text.scenario, sets.collect::<String>())
}
