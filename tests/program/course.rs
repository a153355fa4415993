//! `bazaar course`: a lab from its release to the grades, as lecturers and students use it.

use crate::desk::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("roster.csv", "student\ns1\ns2\n").file("course.key", "5f2b9c1ae04d7783c6d08b4e9f13a752\n");
    desk.bazaar(&[
        "--quiet",
        "course",
        "release",
        "warm-up",
        "--roster",
        "roster.csv",
        "--key",
        "course.key",
        "--out",
        "out",
    ])
    .done();
    desk
}

#[test]
fn a_lab_goes_out_and_comes_back_graded() {
    let desk = desk();
    let packed = desk.bazaar(&["--quiet", "course", "pack", "out/s1"]).done().stdout;
    assert_eq!(packed, "out/s1/s1.tar\n");
    let grade = ["--quiet", "course", "grade", "out", "--key", "course.key", "--out", "graded"];
    assert_eq!(desk.bazaar(&grade).done().stdout, "graded/grades.csv\n");
    let refused = desk.bazaar(&grade).refusal();
    assert!(refused.contains("is not empty") && refused.contains("--force"), "{refused}");
    let due = |day: &'static str| [&grade[..], &["--force", "--roster", "roster.csv", "--due", day]].concat();
    assert!(desk.bazaar(&due("2026-02-30")).refusal().contains("no such day"));
    desk.bazaar(&due("2020-01-01")).done();
    let debrief = desk.bazaar(&["course", "debrief", "graded"]).done().stdout;
    assert!(debrief.contains("1 students were graded") && debrief.contains("Late: packed"), "{debrief}");
}

#[test]
fn what_cannot_be_used_is_told_and_nothing_is_written() {
    let desk = desk();
    desk.file("bad.csv", "student\n../s1\n").file("short.key", "secret");
    let release = |lab: &str, roster: &str, key: &str| {
        desk.bazaar(&["course", "release", lab, "--roster", roster, "--key", key, "--out", "new"]).refusal()
    };
    for (message, part) in [
        (release("warmup", "roster.csv", "course.key"), "did you mean `labs/warm-up`?"),
        (release("warm-up", "bad.csv", "course.key"), "line 2: `../s1`"),
        (release("warm-up", "none.csv", "course.key"), "none.csv is not there"),
        (release("warm-up", "roster.csv", "short.key"), "easily guessed"),
        (desk.bazaar(&["course", "pack"]).refusal(), "there is no answers.toml"),
        (desk.bazaar(&["course", "debrief", "out"]).refusal(), "not the folder of a graded class"),
    ] {
        assert!(message.contains(part), "{message}");
    }
    assert!(!desk.path().join("new").exists());
}

#[test]
fn every_lab_is_listed_and_the_schema_is_the_one_that_is_checked_in() {
    let listed = Desk::new().bazaar(&["course", "labs"]).done().stdout;
    for lab in bazaar_scenario::shipped_labs() {
        assert!(listed.contains(lab.name), "{listed}");
        bazaar_labs::Lab::load(lab.name).unwrap();
    }
    let printed = Desk::new().bazaar(&["schema", "--lab"]).done().stdout;
    assert_eq!(printed, crate::repository::read("scenarios/labs/schema.json"));
}

#[test]
fn every_lab_has_a_chapter_and_none_tells_an_answer() {
    for lab in bazaar_scenario::shipped_labs() {
        let name = lab.name.strip_prefix("labs/").unwrap();
        let chapter = crate::repository::read(&format!("book/src/labs/{name}.md"));
        for part in
            ["?**", "\n## What you learn\n", "\n## Predict\n", "\n## What to do\n", "\n## To think about\n"]
        {
            assert!(chapter.contains(part), "{name} lacks {part:?}");
        }
        assert!(chapter.contains(&format!("bazaar course release {}", lab.name)), "{name}");
        assert!(!chapter.contains("{{ value") && !chapter.contains("{{ claim"), "{name} tells an answer");
    }
}

#[test]
fn every_lab_has_a_page_for_the_lecturer() {
    for lab in bazaar_labs::Lab::shipped() {
        let page = crate::repository::read(&format!("scenarios/{}/lecturer.md", lab.name));
        assert!(page.contains("## Solution"), "{}", lab.name);
    }
}

#[test]
fn no_lecturers_page_lies_in_the_program() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_bazaar")).unwrap();
    let program = String::from_utf8_lossy(&program);
    assert!(!program.contains("\n## Solution\n"));
    for lab in bazaar_labs::Lab::shipped() {
        let page = crate::repository::read(&format!("scenarios/{}/lecturer.md", lab.name));
        let line = page.lines().filter(|line| !line.starts_with('#')).max_by_key(|line| line.len()).unwrap();
        assert!(!program.contains(line), "{}: {line}", lab.name);
    }
}

#[test]
fn a_key_is_made_once_for_its_owner_alone() {
    let desk = Desk::new();
    let make = ["course", "key", "--out", "course.key"];
    assert_eq!(desk.bazaar(&make).done().stdout, "course.key\n");
    let path = desk.path().join("course.key");
    let key = std::fs::read_to_string(&path).unwrap();
    assert!(key.trim().len() == 64 && key.trim().bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(desk.bazaar(&make).refusal().contains("is there already"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), key);
    desk.bazaar(&["course", "key", "--out", "other.key"]).done();
    assert_ne!(std::fs::read_to_string(desk.path().join("other.key")).unwrap(), key);
}

#[test]
fn a_name_means_the_lab_of_the_program_wherever_it_is_typed() {
    let desk = desk();
    let own = crate::repository::read("scenarios/labs/warm-up/lab.toml")
        .replace("Where a run begins to count", "Mine");
    desk.file("labs/warm-up/lab.toml", &own);
    let release = |lab: &str, out: &str| {
        desk.bazaar(&[
            "-q",
            "course",
            "release",
            lab,
            "--roster",
            "roster.csv",
            "--key",
            "course.key",
            "--out",
            out,
        ])
        .done();
        std::fs::read_to_string(desk.path().join(out).join("s1/task.md")).unwrap()
    };
    assert!(release("labs/warm-up", "shipped").contains("# Where a run begins to count"));
    assert!(release("./labs/warm-up", "mine").contains("# Mine"));
}

#[test]
fn a_title_makes_no_terminal_do_anything() {
    let desk = Desk::new();
    let text = crate::repository::read("scenarios/reference/mm1.toml");
    let line = text.lines().find(|line| line.starts_with("title")).unwrap();
    desk.file("s.toml", text.replace(line, "title = \"a\\u001b]0;pwned\\u0007\\u001b[8mb\\u202e\""));
    let said = desk.bazaar(&["run", "s.toml", "--replications", "2"]).done();
    for out in [said.stdout, said.stderr] {
        assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out:?}");
    }
}

#[test]
fn questions_are_exported_once_and_replaced_only_with_force() {
    let desk = desk();
    let export = |format: &str, out: &str, more: &[&str]| {
        let words = [
            "--quiet",
            "course",
            "export",
            "warm-up",
            "--roster",
            "roster.csv",
            "--key",
            "course.key",
            "--format",
            format,
            "--out",
            out,
        ];
        desk.bazaar(&[&words[..], more].concat())
    };
    for (format, out, begin) in [
        ("moodle", "lab.xml", &b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>"[..]),
        ("gift", "lab.txt", b"// The values of "),
        ("qti", "lab.zip", b"PK\x03\x04"),
    ] {
        assert_eq!(export(format, out, &[]).done().stdout, format!("{out}\n"));
        let first = std::fs::read(desk.path().join(out)).unwrap();
        assert!(first.starts_with(begin), "{format}");
        export(format, out, &[]).refusal();
        export(format, out, &["--force"]).done();
        assert_eq!(std::fs::read(desk.path().join(out)).unwrap(), first, "{format}");
    }
    let refused = export("moodle", "quiz.zip", &[]).refusal();
    assert!(refused.contains("type --out quiz.xml") && !desk.path().join("quiz.zip").exists(), "{refused}");
    let refused = export("word", "lab.doc", &[]).refusal();
    assert!(refused.contains("moodle"), "{refused}");
}
