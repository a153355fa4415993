//! The page of a scenario: its files, and its errors. Its behaviour is tested in browsers (`.ci/page/run`).

use std::collections::BTreeSet;
use std::fs;

use crate::desk::{Answer, Desk, flowing};

fn play(desk: &Desk, arguments: &[&str]) -> Answer {
    desk.bazaar(&[&["play"], arguments].concat())
}

fn names(folder: &std::path::Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    entries.map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn a_page_is_two_files_and_an_earlier_one_is_replaced() {
    let desk = Desk::new();
    for arguments in [&["--out", "page"][..], &["volunteer/base", "--out", "page"]] {
        let answer = play(&desk, arguments);
        assert_eq!((answer.status, answer.stdout.as_str()), (0, "page/index.html\n"), "{}", answer.stderr);
        let page = desk.path().join("page");
        assert_eq!(names(&page), BTreeSet::from(["bazaar.wasm.js".to_owned(), "index.html".to_owned()]));
        assert!(fs::read_to_string(page.join("bazaar.wasm.js")).unwrap().starts_with("Bazaar.provide('"));
    }
    let page = fs::read_to_string(desk.path().join("page/index.html")).unwrap();
    assert!(
        page.contains("{\"name\":\"volunteer/base\",\"sets\":[],\"text\":null}"),
        "the scenario is not in it"
    );
    // Neither another machine nor a file beside the two is asked for anything.
    for outside in ["src=\"http", "href=\"http", "url(http", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_text_of_ones_own_is_in_the_page_with_its_edits() {
    let desk = Desk::new();
    desk.file("mine.toml", "title = \"</script><b>\"\n[model.queue]\nservers = 2\n");
    let answer = play(&desk, &["mine.toml", "--set", "model.queue.servers=3", "--out", "page"]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let page = fs::read_to_string(desk.path().join("page/index.html")).unwrap();
    assert!(page.contains("\"name\":\"mine.toml\",\"sets\":[\"model.queue.servers=3\"]"), "no edit");
    assert!(page.contains("\\u003c/script>"), "the text ends the element");
}

#[test]
fn what_cannot_be_played_with_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    desk.file(
        "wrong.toml",
        "[model.queue]\nservers = 2\n[[play.levers]]\npath = \"model.queue.nosuch\"\nlow = 1\nhigh = 2\n",
    );
    desk.file("hosts.csv", "duration\n1\n2\n");
    desk.file("table.toml", "[model.queue]\nservice = { empirical = { file = \"hosts.csv\" } }\n");
    desk.file("taken/notes.txt", "mine");
    for (arguments, said) in [
        (&["wrong.toml", "--out", "page"][..], "wrong.toml:4:"),
        (&["queue/nosuch", "--out", "page"], "there is no scenario `queue/nosuch`"),
        (&["reference/mm1", "--set", "model.queue.servers=none", "--out", "page"], "--set"),
        (&["table.toml", "--out", "page"], "a page cannot read files"),
        (&["--out", "taken"], "holds notes.txt"),
    ] {
        let message = flowing(&play(&desk, arguments).refusal());
        assert!(message.contains(said), "{arguments:?}: {message}");
        assert!(!desk.path().join("page").exists());
    }
    assert_eq!(fs::read_to_string(desk.path().join("taken/notes.txt")).unwrap(), "mine");
    // The same scenario is found wrong by `check`, and is run all the same.
    let message = flowing(&desk.bazaar(&["check", "wrong.toml"]).refusal());
    assert!(message.contains("wrong.toml:4:"), "{message}");
    desk.bazaar(&["--quiet", "run", "wrong.toml", "--set", "study.horizon=2 d", "--replications", "1"])
        .done();
}

#[test]
fn without_an_engine_it_is_said_how_to_get_it() {
    let desk = Desk::new();
    desk.file("engine.wasm", "ELF");
    for (engine, said) in [("nowhere.wasm", "nowhere.wasm"), ("engine.wasm", "is not WebAssembly")] {
        for arguments in [&["play", "--out", "page"][..], &["book", "build", "--live"]] {
            desk.file("book/book.toml", "")
                .file("book/src/SUMMARY.md", "- [One](one.md)\n")
                .file("book/src/one.md", "# One\n");
            let mut command = desk.command();
            command.env("BAZAAR_PAGE", desk.path().join(engine)).args(arguments);
            let message = flowing(&Answer::of(&mut command).refusal());
            assert!(message.contains(said) && message.contains(".ci/page/build"), "{message}");
        }
    }
}

#[test]
fn a_live_book_has_the_playground_beside_its_pages() {
    let desk = Desk::new();
    let book = "{{ scenario reference/mm1 }}\n";
    desk.file("book/book.toml", "")
        .file("book/src/SUMMARY.md", "- [One](one.md)\n")
        .file("book/src/one.md", book);
    desk.file("book/live.js", "'use strict';\n");
    for (live, is_there) in [(&[][..], false), (&["--live"], true)] {
        let answer = desk.bazaar(&[&["--quiet", "book", "build"], live].concat());
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        let pages = desk.path().join("book/book");
        assert_eq!(pages.join("play").exists(), is_there);
        let page = fs::read_to_string(pages.join("one.html")).unwrap();
        assert!(
            page.contains("data-play=\"reference/mm1\""),
            "a page reads the same with an engine and without"
        );
        assert_eq!(page.contains("live"), is_there, "the script is there with the engine alone");
        if is_there {
            let all = ["bazaar.wasm.js", "engine.js", "index.html"].map(str::to_owned);
            assert_eq!(names(&pages.join("play")), BTreeSet::from(all));
        }
    }
}
