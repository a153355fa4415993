//! `index.html`: the page of a folder that users open first.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use bazaar_figure::number::{Format, is_exact};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};

use crate::browser::{axe, browser, grave, stays};
use crate::desk::{Answer, Desk, SMALL_RUN};
use crate::repository;

const QUEUE: [&str; 7] =
    ["reference/mm1", "--set", "study.horizon=20 d", "--set", "study.warm_up=1 d", "--replications", "3"];

/// A call of each verb that writes a folder from runs.
fn calls() -> Vec<Vec<&'static str>> {
    let queue = |verb: &'static str, more: &[&'static str]| [&[verb], &QUEUE[..], more].concat();
    vec![
        SMALL_RUN.to_vec(),
        vec!["run", "platform/osu-plan", "--replications", "2", "--set", "study.horizon=150 d"],
        queue(
            "sweep",
            &["--factor", "model.queue.servers=1..3", "--metric", "wait", "--metric", "utilisation"],
        ),
        queue("compare", &["--arm", "two:model.queue.servers=2", "--metric", "wait"]),
        queue(
            "sensitivity",
            &[
                "--metric",
                "wait",
                "--factor",
                "model.queue.service.exponential.mean=0.2 h..0.8 h",
                "--size",
                "3",
            ],
        ),
        queue("stress", &["--criterion", "wait <= 8", "--aspect", "rates", "--discover", "--points", "20"]),
        queue(
            "evaluate",
            &["--outcome", "utilisation", "--control", "model.queue.servers=2", "--cost", "100"],
        ),
        vec![
            "threshold",
            "reference/mm1",
            "--set",
            "study.horizon=400 h",
            "--set",
            "study.warm_up=20 h",
            "--metric",
            "utilisation",
            "--along",
            "model.queue.service.exponential.mean=0.1 h..0.9 h",
            "--tolerance",
            "0.1 h",
            "--root",
            "0.5",
        ],
    ]
}

/// An element of a page, as an XML parser reads it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    /// All text in it, that of its children too.
    text: String,
}

impl Element {
    /// This and all that is in it, in the order of the page.
    fn all(&self) -> Vec<&Element> {
        std::iter::once(self).chain(self.children.iter().flat_map(Element::all)).collect()
    }

    fn named(&self, name: &str) -> Vec<&Element> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

fn opened(start: &quick_xml::events::BytesStart<'_>) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = String::from_utf8(attribute.value.into_owned()).unwrap();
        let name = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
        (name, quick_xml::escape::unescape(&value).unwrap().into_owned())
    });
    let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
    Element { name, attributes: attributes.collect(), ..Element::default() }
}

/// A page as a tree; fails where it is not well-formed.
fn read(page: &str) -> Element {
    let mut reader = Reader::from_str(page);
    let mut open = vec![Element::default()];
    loop {
        let text = match reader.read_event().unwrap() {
            Event::Start(start) => {
                open.push(opened(&start));
                continue;
            }
            Event::Empty(start) => {
                let element = opened(&start);
                open.last_mut().unwrap().children.push(element);
                continue;
            }
            Event::End(_) => {
                let element = open.pop().unwrap();
                let above = open.last_mut().unwrap();
                above.text.push_str(&element.text);
                above.children.push(element);
                continue;
            }
            Event::Text(text) => text.decode().unwrap().into_owned(),
            Event::GeneralRef(found) => {
                let name = format!("&{};", found.decode().unwrap());
                quick_xml::escape::unescape(&name).unwrap().into_owned()
            }
            Event::Eof => break,
            _ => continue,
        };
        open.last_mut().unwrap().text.push_str(&text);
    }
    assert_eq!(open.len(), 1, "elements are left open");
    open.pop().unwrap()
}

fn page(folder: &Path) -> Element {
    read(&fs::read_to_string(folder.join("index.html")).unwrap())
}

/// The headings and rows of a table.
fn cells(table: &Element) -> (Vec<String>, Vec<Vec<String>>) {
    let row = |row: &Element| row.children.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    let mut rows = table.named("tr").into_iter().map(row);
    (rows.next().unwrap(), rows.collect())
}

/// The tables of what was found.
fn found(page: &Element) -> Vec<(Vec<String>, Vec<Vec<String>>)> {
    let sections = page.named("section");
    let section = sections.iter().find(|section| section.attribute("aria-labelledby") == "found").unwrap();
    let tables = section.named("table").into_iter().map(cells);
    tables.filter(|(headings, _)| headings.last().is_some_and(|last| last != "what it is")).collect()
}

/// Each mean of an object of `--json`, with its interval and unit, as people read it.
fn estimates(object: &Value, found: &mut BTreeSet<[String; 3]>) {
    match object {
        Value::Object(fields) => {
            if let (Some(mean), Some(unit)) = (fields.get("mean"), fields.get("unit")) {
                let (mean, half) = (mean.as_f64(), fields["half_width"].as_f64());
                let format = Format::of_mean(mean.unwrap_or(0.0), half, unit.as_str().unwrap());
                let is_exact = is_exact(mean.unwrap_or(0.0), half);
                let half = if is_exact { "0".to_owned() } else { format.show(half) };
                found.insert([format.show(mean), half, format.unit]);
            }
            fields.values().for_each(|value| estimates(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| estimates(value, found)),
        _ => {}
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_verb_that_writes_a_folder_writes_a_page_with_what_it_prints() {
    for call in calls() {
        let desk = Desk::new();
        let answer = desk.bazaar(&[&call[..], &["--out", "results"]].concat());
        assert_eq!(answer.status, 0, "{call:?}: {}", answer.stderr);
        let page = page(&desk.path().join("results"));
        // A cell that is wrapped in the terminal has its words in several lines.
        let printed: BTreeSet<&str> = answer.stdout.split_whitespace().collect();
        let mut rows = 0;
        for (headings, cells) in found(&page) {
            let number = headings.iter().position(|heading| heading == "n").filter(|_| call[0] == "run");
            for row in cells {
                let told = row.iter().enumerate().filter(|(column, _)| Some(*column) != number);
                for word in told.flat_map(|(_, cell)| cell.split_whitespace()) {
                    assert!(
                        printed.contains(word),
                        "{call:?}: {word} of {row:?} is not in\n{}",
                        answer.stdout
                    );
                }
                rows += 1;
            }
        }
        assert!(rows > 0, "{call:?}");
        let title = words(&page.named("h1")[0].text);
        assert!(words(&answer.stdout).contains(&title), "{call:?}: {title}");
    }
}

#[test]
fn the_numbers_are_those_of_json() {
    for call in calls().into_iter().filter(|call| matches!(call[0], "run" | "sweep")) {
        let desk = Desk::new();
        let text = desk.bazaar(&[&call[..], &["--json", "--out", "results"]].concat()).done().stdout;
        let object: Value = serde_json::from_str(&text).unwrap();
        let mut expected = BTreeSet::new();
        let metrics: Vec<&Value> = match call[0] {
            "run" => vec![&object["metrics"]],
            _ => object["points"].as_array().unwrap().iter().map(|point| &point["metrics"]).collect(),
        };
        metrics.iter().for_each(|metrics| estimates(metrics, &mut expected));
        let page = page(&desk.path().join("results"));
        let mut shown = BTreeSet::new();
        for (headings, rows) in found(&page) {
            let Some(mean) = headings.iter().position(|heading| heading == "mean") else { continue };
            // What stands for two things at once is no metric alone.
            if headings[0] != "metric" {
                continue;
            }
            shown.extend(
                rows.iter().map(|row| [row[mean].clone(), row[mean + 1].clone(), row[mean + 2].clone()]),
            );
            if call[0] == "run" {
                for row in &rows {
                    assert_eq!(row[mean + 3], object["metrics"][&row[0]]["n"].to_string(), "{row:?}");
                }
            }
        }
        assert!(shown.is_subset(&expected), "{call:?}: {:?}", shown.difference(&expected));
        let known = expected.into_iter().filter(|[mean, ..]| mean != "-").collect::<BTreeSet<_>>();
        assert!(known.is_subset(&shown), "{call:?}: {:?}", known.difference(&shown));
    }
}

#[test]
fn a_page_has_headings_in_order_captions_and_links_that_lead_somewhere() {
    for call in calls() {
        let desk = Desk::new();
        desk.bazaar(&[&call[..], &["--out", "results", "--quiet"]].concat());
        let folder = desk.path().join("results");
        let page = page(&folder);
        assert_eq!(page.named("html")[0].attribute("lang"), "en");
        assert!(page.named("script").is_empty());
        let is_heading = |element: &&Element| matches!(element.name.as_str(), "h1" | "h2" | "h3");
        let levels: Vec<u8> =
            page.all().into_iter().filter(is_heading).map(|heading| heading.name.as_bytes()[1]).collect();
        assert_eq!(levels.iter().filter(|level| **level == b'1').count(), 1);
        assert!(levels[0] == b'1' && levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        for table in page.named("table") {
            assert_eq!(table.children[0].name, "caption", "{call:?}");
            let (headings, rows) = cells(table);
            assert!(rows.iter().all(|row| row.len() == headings.len()), "{call:?}: {headings:?}");
            assert!(table.named("th").iter().all(|cell| ["col", "row"].contains(&cell.attribute("scope"))));
        }
        let ids: Vec<&str> =
            page.all().iter().map(|one| one.attribute("id")).filter(|id| !id.is_empty()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
        for link in page.named("a") {
            let place = link.attribute("href");
            match place.strip_prefix('#') {
                Some(id) => assert!(ids.contains(&id), "{call:?}: nothing is called {id}"),
                None => assert!(folder.join(place).is_file(), "{call:?}: there is no {place}"),
            }
        }
        let figures = fs::read_dir(folder.join("figures")).map_or(0, Iterator::count);
        assert_eq!(page.named("figure").len(), figures, "{call:?}");
        for figure in page.named("figure") {
            assert_eq!(figure.children[0].name, "svg");
            assert!(figure.named("title")[0].text.len() > 3 && figure.named("figcaption")[0].text.len() > 20);
        }
        // All that is in the folder is in the list of files, the page itself aside.
        let text = &page.text;
        for path in repository::files(&folder) {
            let name = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
            assert!(name == "index.html" || text.contains(&name), "{call:?}: {name} is not told of");
        }
    }
}

#[test]
fn what_was_changed_is_told_and_the_command_repeats_it() {
    let desk = Desk::new();
    desk.bazaar(&[SMALL_RUN, &["--seed", "5", "--out", "first"]].concat()).done();
    let first = page(&desk.path().join("first"));
    let text = words(&first.text);
    assert!(text.contains("4 parameters of volunteer/base"), "{text}");
    let (headings, rows) = cells(first.named("table").into_iter().rev().nth(1).unwrap());
    assert_eq!(headings[1..3], ["here", "volunteer/base"]);
    let hosts = rows.iter().find(|row| row[0] == "model.volunteer.hosts.initial").unwrap();
    assert_eq!(hosts[1..3], ["300", "10000"]);
    let commands: Vec<&str> = first.named("pre").iter().map(|command| command.text.as_str()).collect();
    assert_eq!(commands[0], "bazaar run scenario.toml");
    // The other as a shell takes it apart: what is in quotes is one word.
    let arguments: Vec<String> = commands[1]
        .split('\'')
        .enumerate()
        .flat_map(|(place, part)| match place % 2 {
            1 => vec![part.to_owned()],
            _ => part.split_whitespace().map(str::to_owned).collect(),
        })
        .skip(1)
        .collect();
    Answer::of(desk.command().args(&arguments).args(["--out", "second"])).done();
    for name in ["index.html", "observations.parquet", "ro-crate-metadata.json"] {
        let [first, second] =
            ["first", "second"].map(|folder| fs::read(desk.path().join(folder).join(name)).unwrap());
        assert!(first == second, "{name} differs");
    }
}

#[test]
fn the_command_of_a_study_repeats_it_in_its_folder_on_any_number_of_threads() {
    let sweep = &calls()[2];
    let desk = Desk::new();
    desk.bazaar(&[&sweep[..], &["--threads", "1", "--out", "first"]].concat()).done();
    let folder = desk.path().join("first");
    let page = page(&folder);
    let command = page.named("pre")[0].text.clone();
    assert_eq!(command, "bazaar sweep study.toml");
    let mut again = desk.command();
    again.current_dir(&folder).args(["sweep", "study.toml", "--threads", "2", "--out", "../second"]);
    Answer::of(&mut again).done();
    let [first, second] =
        ["first", "second"].map(|name| fs::read(desk.path().join(name).join("points.csv")).unwrap());
    assert!(first == second);
    let precise = [&sweep[..], &["--precision", "57%", "--quiet", "--out", "precise"]].concat();
    assert_eq!(desk.bazaar(&precise).status, 0);
    let precise = self::page(&desk.path().join("precise"));
    assert_eq!(precise.named("pre")[0].text, "bazaar sweep study.toml --precision 57%");
    desk.bazaar(&[&sweep[..], &["--threads", "2", "--out", "third"]].concat()).done();
    let [first, third] =
        ["first", "third"].map(|name| fs::read(desk.path().join(name).join("index.html")).unwrap());
    assert!(first == third);
}

#[test]
fn what_a_user_writes_is_text_and_never_markup() {
    let worst = "</title><script>alert('1')</script> & <b title=\\\"x\\\"> \\u001b[31m \\u202e";
    let text = repository::read("scenarios/reference/mm1.toml");
    let title = text.lines().find(|line| line.starts_with("title")).unwrap();
    let scenario = text
        .replace(title, &format!("title = \"{worst}\""))
        .replace("horizon = \"30000 d\"", "horizon = \"20 d\"");
    let desk = Desk::new();
    desk.file("mine.toml", scenario);
    let sets = ["--set", "study.horizon=20 d", "--set", "study.warm_up=1 d", "--replications", "2"];
    desk.bazaar(&[&["run", "mine.toml", "--out", "results"], &sets[..]].concat()).done();
    let source = fs::read_to_string(desk.path().join("results/index.html")).unwrap();
    let page = read(&source);
    assert!(page.named("script").is_empty() && page.named("b").is_empty(), "{source}");
    assert!(!source.contains("<script") && !source.contains(['\u{1b}', '\u{202e}']));
    let heading = &page.named("h1")[0].text;
    assert!(heading.starts_with("</title><script>alert('1')</script> & <b title=\"x\">"), "{heading}");
    assert_eq!(page.named("head")[0].named("title")[0].text, *heading);
}

#[test]
fn files_of_people_have_a_page_too() {
    let desk = Desk::new();
    desk.file("it's.csv", repository::read("sim/study/tests/data/nsw.csv"));
    let evaluate = ["evaluate", "it's.csv", "--treated", "treat", "--outcome", "re78", "--unit", "$"];
    let table = desk.bazaar(&[&evaluate[..], &["--out", "told"]].concat()).done().stdout;
    let told = page(&desk.path().join("told"));
    let (_, rows) = &found(&told)[0];
    for row in rows {
        assert!(words(&table).contains(&words(&row.join(" "))), "{row:?}: {table}");
    }
    let command = &told.named("pre")[0].text;
    assert_eq!(command, "bazaar evaluate 'it'\\''s.csv' --treated treat --outcome re78 --unit '$'");
    assert!(told.text.contains("evaluation.csv") && !told.named("figure").is_empty());

    desk.file("cdnow.csv", repository::read("sim/study/tests/data/cdnow.csv"));
    let calibrate = ["calibrate", "purchases", "cdnow.csv", "--unit", "week", "--counted"];
    let table = desk.bazaar(&[&calibrate[..], &["--out", "fitted"]].concat()).done().stdout;
    let fitted = page(&desk.path().join("fitted"));
    for (_, rows) in found(&fitted) {
        for row in rows {
            assert!(words(&table).contains(&words(&row.join(" "))), "{row:?}: {table}");
        }
    }
    assert!(fitted.text.contains("parameters.csv") && !fitted.named("figure").is_empty());
}

#[test]
fn long_tables_are_cut_and_say_so() {
    let desk = Desk::new();
    let more = ["--design", "sobol", "--points", "2048", "--metric", "wait", "--replications", "1"];
    let sweep = ["sweep", "reference/mm1", "--set", "study.horizon=10 h", "--set", "study.warm_up=1 h"];
    let factor =
        ["--factor", "model.queue.service.exponential.mean=0.2 h..0.8 h", "--out", "results", "--quiet"];
    desk.bazaar(&[&sweep[..], &more, &factor].concat()).done();
    let page = page(&desk.path().join("results"));
    assert_eq!(found(&page)[0].1.len(), 2000);
    assert!(page.text.contains("48 more rows: all of them are in the tables of the folder."));
}

#[test]
fn a_page_asks_for_nothing_fits_a_phone_and_is_accessible_in_light_and_dark() {
    let Some(mut browser) = browser() else { return };
    for call in calls() {
        let desk = Desk::new();
        desk.bazaar(&[&call[..], &["--out", "results", "--quiet"]].concat());
        let folder = desk.path().join("results");
        // A folder is mailed as its page alone.
        let alone = desk.path().join("alone.html");
        fs::copy(folder.join("index.html"), &alone).unwrap();
        for dark in [false, true] {
            browser.resize(390, 800);
            let seen = browser.look(&alone, dark);
            assert!(seen.complaints.is_empty(), "{call:?}: {:?}", seen.complaints);
            assert!(seen.requests.len() == 1 && stays(&seen.requests[0], desk.path()), "{:?}", seen.requests);
            browser.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })");
            let wide = browser.evaluate("document.documentElement.scrollWidth");
            assert!(wide.as_u64().unwrap() <= 390, "{call:?} is {wide} wide");
            let drawn = "[...document.querySelectorAll('figure svg')].every(it => { \
                         const box = it.getBoundingClientRect(); return box.width > 300 && box.height > 80; })";
            assert_eq!(browser.evaluate(drawn), true, "{call:?}");
            browser.resize(1280, 900);
            if let Some(axe) = axe() {
                assert_eq!(grave(&mut browser, &axe), json!([]), "{call:?}, dark: {dark}");
            }
        }
    }
}
