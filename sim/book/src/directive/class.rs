//! `class`: a lab with a simulated class, graded while the book is built.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use bazaar_study::Silent;

use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::Shelf;
use bazaar_labs::{FEWEST, Lab, Role, class};
use bazaar_report::cause::Cause;

pub(super) const DIRECTIVE: Directive =
    Directive { name: "class", usage: "{{ class LAB [--students N] }}", place: Place::Block, read };

/// The course key, from which personal values and random numbers derive.
const SECRET: &str = "the key of class 1";

fn read(arguments: &mut Arguments, _: &Shelf) -> Result<Reading, Fault> {
    let students = arguments.flag("--students")?;
    let name = arguments.next("a lab, such as labs/warm-up")?;
    let number = match &students {
        None => 30,
        Some(word) => {
            word.text.parse().ok().filter(|number| (FEWEST..1000).contains(number)).ok_or_else(|| {
                let message = format!("--students must be from {FEWEST} to 999, got `{}`", word.text);
                Fault::new(word.span.clone(), message, format!("type a whole number from {FEWEST} to 999"))
            })?
        }
    };
    let lab = Lab::load(&name.text).map_err(|error| {
        Fault::new(name.span.clone(), error.to_string(), "`bazaar course labs` lists them")
    })?;
    let key = format!("{lab:?}");
    let make = move || {
        let failed = |why: String| Fault::new(name.span.clone(), why, "").because(Cause::Failed);
        let desk = tempfile::tempdir().map_err(|error| failed(error.to_string()))?;
        let out = desk.path().join("class");
        let made = class(&lab, SECRET, number, &out, SystemTime::UNIX_EPOCH, 0, &Silent)
            .map_err(|error| failed(error.to_string()))?;
        let read = |file: &str| {
            fs::read_to_string(out.join("graded").join(Path::new(file)))
                .map_err(|error| failed(error.to_string()))
        };
        let grades = read("grades.csv")?;
        let told = made.students.iter().find(|(_, role)| matches!(role, Role::Mistaken { .. }));
        let mut text = html(&made.students, &grades, &name.text, number);
        if let Some((student, _)) = told {
            let feedback = read(&format!("feedback/{student}.md"))?;
            text.push_str(&page(&format!("Feedback for {student}"), &feedback));
        }
        text.push_str(&page("Debrief of the class, for the lecturer", &read("debrief.md")?));
        Ok(text)
    };
    Ok(Reading::Made(key, Box::new(make)))
}

/// A table of the students, what they did, and their points.
fn html(students: &[(String, Role)], grades: &str, lab: &str, number: usize) -> String {
    let rows = students.iter().map(|(student, role)| {
        let row = grades.lines().find(|line| line.split(',').next() == Some(student));
        let mut cells = row.unwrap_or_default().splitn(4, ',').skip(1);
        let points = cells.next().filter(|points| !points.is_empty()).unwrap_or("-");
        let status = cells.nth(1).and_then(|rest| rest.split('"').nth(1)).unwrap_or_default();
        let told = [student.as_str(), &role.to_string(), points].map(markup::text);
        told.into_iter().chain([markup::prose(status)]).collect()
    });
    let header = [("student", false), ("does", false), ("points", true), ("result", false)];
    format!(
        "<figure class=\"metrics\">{}<figcaption>A simulated class. {}</figcaption></figure>",
        markup::table(&header, rows),
        markup::command(&format!("bazaar course class {lab} --students {number} --out class")),
    )
}

/// A file, in an element that can be unfolded.
fn page(summary: &str, text: &str) -> String {
    format!(
        "\n\n<details><summary>{}</summary>\n\n````text\n{}\n````\n\n</details>",
        markup::text(summary),
        text.trim()
    )
}
