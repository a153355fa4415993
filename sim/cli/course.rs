//! `bazaar course`: releases labs to a class, packs and grades submissions, and simulates classes.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use bazaar_figure::number::counted;
use bazaar_labs::{
    CourseKey, Format, Grading, Lab, Pages, Roster, class, debrief, export, grade, pack, rehearse, release,
};
use bazaar_play::Engine;
use bazaar_report::folder::{may_save, save};

use crate::arguments::{
    Course, CourseClass, CourseExport, CourseGrade, CourseRehearse, CourseRelease, CourseVerb, QuestionFormat,
};
use crate::failure::Failure;
use crate::output::{bold, print, say};
use crate::progress::Bar;
use crate::table::table as aligned;

pub(crate) fn course(arguments: &Course, quiet: bool) -> Result<(), Failure> {
    match &arguments.verb {
        CourseVerb::Labs => labs(),
        CourseVerb::Key { out } => {
            CourseKey::make(out)?;
            Ok(print(&format!("{}\n", out.display()))?)
        }
        CourseVerb::Release(release) => released(release, quiet),
        CourseVerb::Pack { dir } => packed(dir.clone().unwrap_or_default(), quiet),
        CourseVerb::Grade(grade) => graded(grade, quiet),
        CourseVerb::Debrief { dir } => Ok(print(&debrief(dir)?)?),
        CourseVerb::Rehearse(rehearse) => rehearsed(rehearse, quiet),
        CourseVerb::Class(class) => shown(class, quiet),
        CourseVerb::Export(export) => exported(export, quiet),
    }
}

fn labs() -> Result<(), Failure> {
    let rows =
        Lab::shipped().into_iter().map(|lab| vec![lab.name.to_owned(), lab.minutes.to_string(), lab.title]);
    let headings = [("lab", false), ("minutes", true), ("title", false)];
    Ok(print(&aligned(&headings, rows))?)
}

fn released(arguments: &CourseRelease, quiet: bool) -> Result<(), Failure> {
    let lab = Lab::load(&arguments.lab)?;
    let roster = Roster::open(&arguments.roster)?;
    let key = CourseKey::open(&arguments.key)?;
    let pages = match Engine::find() {
        Ok(engine) if arguments.link => Pages::Linked(engine),
        Ok(engine) => Pages::Files(engine),
        Err(error) if arguments.link => {
            return Err(Failure::Use { message: error.to_string(), help: error.help().to_owned() });
        }
        Err(error) => {
            say(quiet, &format!("no lab.html: {error}; {}", error.help()))?;
            Pages::None
        }
    };
    let bar = Bar::new(quiet, "tables");
    let released = release(&lab, &key, &roster, &pages, &arguments.out, usize::from(arguments.threads), &bar);
    bar.finish();
    released?;
    let folders = counted(roster.students().len() as u64, "folder");
    Ok(say(quiet, &format!("{}: {folders} below {}", lab.name(), arguments.out.display()))?)
}

fn packed(folder: PathBuf, quiet: bool) -> Result<(), Failure> {
    let packed = pack(&folder, SystemTime::now())?;
    if !packed.open.is_empty() {
        say(quiet, &format!("not answered yet: {}", packed.open.join(", ")))?;
    }
    for (question, why) in &packed.doubts {
        say(quiet, &format!("this cannot be right, and would have no points: {question}: {why}"))?;
    }
    Ok(print(&format!("{}\n", packed.path.display()))?)
}

fn graded(arguments: &CourseGrade, quiet: bool) -> Result<(), Failure> {
    let key = CourseKey::open(&arguments.key)?;
    let roster = arguments.roster.as_ref().map(|path| Roster::open(path)).transpose()?.unwrap_or_default();
    let lab = arguments.lab.as_ref().map(|lab| Lab::load(lab)).transpose()?;
    let bar = Bar::new(quiet, "runs");
    let began = Instant::now();
    let grading = Grading {
        submitted: &arguments.submitted,
        key: &key,
        lab: lab.as_ref(),
        roster: &roster,
        uncompared: arguments.uncompared,
        due: arguments.due.as_deref(),
        out: &arguments.out,
        force: arguments.force,
        threads: usize::from(arguments.threads),
    };
    let graded = grade(&grading, &bar);
    bar.finish();
    let graded = graded?;
    for report in &graded.reported {
        say(quiet, &format!("{}: {}", report.what, report.why))?;
    }
    let students = counted(graded.students as u64, "student");
    let seconds = began.elapsed().as_secs_f64();
    say(quiet, &format!("{students} graded in {seconds:.1} s, {} reported", graded.reported.len()))?;
    Ok(print(&format!("{}\n", arguments.out.join("grades.csv").display()))?)
}

fn rehearsed(arguments: &CourseRehearse, quiet: bool) -> Result<(), Failure> {
    let lab = Lab::load(&arguments.lab)?;
    let key = CourseKey::new(format!("a rehearsal from {}", arguments.seed).as_bytes());
    let bar = Bar::new(quiet, "runs");
    let found = rehearse(&lab, &key, arguments.students as usize, usize::from(arguments.threads), &bar);
    bar.finish();
    let found = found?;
    let share = |part: usize, of: usize| match of {
        0 => "-".to_owned(),
        of => format!("{:.1}%", 100.0 * part as f64 / of as f64),
    };
    let rows = found.mistakes.iter().map(|mistake| {
        let apart = share(mistake.apart, found.students);
        let recognised = share(mistake.recognised, mistake.apart);
        vec![mistake.question.clone(), mistake.mistake.clone(), apart, recognised]
    });
    let headings = [
        ("question", false),
        ("known mistake", false),
        ("can be told apart", true),
        ("of those recognised", true),
    ];
    let copied = found.copied.iter().map(|one| {
        let why = one.alike.clone().unwrap_or_default();
        vec![one.question.clone(), share(one.passed, one.tried), share(one.meant, one.tried), why]
    });
    let copying = [
        ("question", false),
        ("copied answers that pass", true),
        ("with the letters translated", true),
        ("why they are alike", false),
    ];
    let honest = share(found.honest, found.students);
    let refused = found.refused.iter().map(|(question, students)| format!("{question} {students}"));
    let refused = refused.collect::<Vec<_>>().join(", ");
    let refused =
        if refused.is_empty() { refused } else { format!("\nhonest answers that were refused: {refused}") };
    Ok(print(&format!(
        "{}\n{} of {} honest students have all numbers and designs right{refused}\n\n{}\n{}",
        bold(lab.name()),
        honest,
        found.students,
        aligned(&headings, rows),
        aligned(&copying, copied),
    ))?)
}

fn shown(arguments: &CourseClass, quiet: bool) -> Result<(), Failure> {
    let lab = Lab::load(&arguments.lab)?;
    let secret = format!("the key of class {}", arguments.seed);
    let bar = Bar::new(quiet, "runs");
    let (students, threads) = (usize::from(arguments.students), usize::from(arguments.threads));
    let made = class(&lab, &secret, students, &arguments.out, SystemTime::now(), threads, &bar);
    bar.finish();
    let made = made?;
    let grades = std::fs::read_to_string(arguments.out.join("graded/grades.csv"))?;
    let of = |student: &str| grades.lines().find(|line| line.split(',').next() == Some(student));
    let rows = made.students.iter().map(|(student, role)| {
        let grade = of(student).and_then(|line| line.split(',').nth(1)).filter(|grade| !grade.is_empty());
        vec![student.clone(), role.to_string(), grade.unwrap_or("-").to_owned()]
    });
    print(&aligned(&[("student", false), ("does", false), ("points", true)], rows))?;
    let graded = counted(made.graded.students as u64, "student");
    let out = arguments.out.display();
    Ok(say(quiet, &format!("{graded} graded, {} reported; all is in {out}", made.graded.reported.len()))?)
}

fn exported(arguments: &CourseExport, quiet: bool) -> Result<(), Failure> {
    let (format, ending) = match arguments.format {
        QuestionFormat::Moodle => (Format::Moodle, "xml"),
        QuestionFormat::Gift => (Format::Gift, "txt"),
        QuestionFormat::Qti => (Format::Qti, "zip"),
    };
    if !arguments.out.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending)) {
        return Err(Failure::Use {
            message: format!("the file of this format must end in .{ending}"),
            help: format!("type --out {}", arguments.out.with_extension(ending).display()),
        });
    }
    may_save(&arguments.out, arguments.force)?;
    let lab = Lab::load(&arguments.lab)?;
    let roster = Roster::open(&arguments.roster)?;
    let key = CourseKey::open(&arguments.key)?;
    let bar = Bar::new(quiet, "runs");
    let made = export(&lab, &key, &roster, format, usize::from(arguments.threads), &bar);
    bar.finish();
    let made = made?;
    for (question, why) in &made.left_out {
        say(quiet, &format!("{question} is not in it: {why}"))?;
    }
    save(&arguments.out, &made.bytes, arguments.force)?;
    let (questions, forms) = (counted(made.questions as u64, "question"), counted(made.forms as u64, "form"));
    say(quiet, &format!("{}: {questions} in {forms}", lab.name()))?;
    Ok(print(&format!("{}\n", arguments.out.display()))?)
}
