//! A page's questions and answers, on the machine that builds it; `.ci/page` asks the same in
//! WebAssembly.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use bazaar_figure::result::RunResult;
use bazaar_page::Page;
use bazaar_scenario::{Scenario, Shipped};
use bazaar_study::experiment::Task;
use bazaar_study::{Progress, Settings, Silent, run_until};
use serde_json::{Value, json};

const SHORT: [&str; 2] = ["study.horizon=20 d", "study.warm_up=1 d"];

fn ask(page: &mut Page, question: &Value) -> Value {
    serde_json::from_str(&page.ask(&question.to_string(), &Silent)).unwrap()
}

/// The output of a run, as text: parsing numbers may lose their last bit.
fn ran(first: u64, replications: u32, sets: &[&str]) -> String {
    let source = Shipped::find("reference/mmc").unwrap().source();
    let scenario = Scenario::parse(source, &[&SHORT[..], sets].concat()).unwrap();
    let task = Task { scenario: &scenario, first, replications: Some(replications) };
    let outcome = run_until(&task, &Settings::default(), &[], &Silent).unwrap();
    serde_json::to_value(RunResult::new(&outcome, f64::NAN)).unwrap().to_string()
}

#[test]
fn replications_by_and_by_are_those_of_one_run() {
    let mut page = Page::default();
    let about = ask(&mut page, &json!({ "do": "begin", "name": "reference/mmc", "sets": SHORT }));
    assert_eq!(about["model"], "queue");
    for (helping, all) in [(1, 1), (3, 4), (2, 6)] {
        let more = json!({ "do": "more", "replications": helping });
        let found = page.ask(&more.to_string(), &Silent);
        assert_eq!(found, ran(0, all, &[]));
        assert!(found.contains(&format!("\"replications\":{all},")), "{found}");
    }
}

#[test]
fn workers_share_replications_by_where_each_begins() {
    let mut page = Page::default();
    ask(&mut page, &json!({ "do": "begin", "name": "reference/mmc", "sets": SHORT, "first": 5, "seed": 11 }));
    ask(&mut page, &json!({ "do": "more", "replications": 1 }));
    let found = page.ask(&json!({ "do": "more", "replications": 2 }).to_string(), &Silent);
    assert_eq!(found, ran(5, 3, &["study.seed=11"]));
}

#[test]
fn as_many_replications_as_are_wanted_are_announced_or_refused() {
    let begin = |replications: u32| {
        let question = json!({ "do": "begin", "name": "volunteer/base", "replications": replications });
        ask(&mut Page::default(), &question)
    };
    assert_eq!(begin(1)["forecast"], Value::Null);
    assert!(begin(2000)["forecast"].as_str().unwrap().contains("min"), "{}", begin(2000));
    assert!(begin(u32::MAX)["error"].is_string(), "{}", begin(u32::MAX));
}

#[test]
fn replications_of_several_workers_are_joined_to_those_of_one_run() {
    let about = json!({ "name": "reference/mmc", "sets": SHORT, "seed": 11 });
    let asked = |more: Value| {
        let mut all = about.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let made = |first: u64, replications: u32| {
        let question = json!({ "do": "make", "first": first, "replications": replications });
        ask(&mut Page::default(), &asked(question))["made"].as_str().unwrap().to_owned()
    };
    let mut page = Page::default();
    let join = |made: &[String]| json!({ "do": "join", "made": made }).to_string();
    let others = [made(2, 3), made(5, 1)];
    assert!(page.ask(&join(&others), &Silent).contains("no scenario has begun"));
    ask(&mut page, &asked(json!({ "do": "begin" })));
    ask(&mut page, &json!({ "do": "more", "replications": 2 }));
    let seen = page.ask(&json!({ "do": "estimates" }).to_string(), &Silent);
    for strange in ["", "0", "00", &others[0][..20], &format!("{}00", others[0])] {
        let answer = page.ask(&join(&[others[1].clone(), strange.to_owned()]), &Silent);
        assert!(answer.contains("not of this scenario"), "{answer}");
    }
    assert_eq!(page.ask(&json!({ "do": "estimates" }).to_string(), &Silent), seen, "something was joined");
    assert_eq!(page.ask(&join(&others), &Silent), ran(0, 6, &["study.seed=11"]));
    // One long run cannot be shared.
    let whole = json!({ "do": "make", "name": "reference/mmc", "first": 1, "replications": 1,
        "sets": ["study.batches=10", "study.replications=1", SHORT[0], SHORT[1]] });
    let refused = ask(&mut Page::default(), &whole);
    assert!(refused["error"].as_str().unwrap().contains("as a whole"), "{refused}");
}

#[test]
fn figures_are_of_what_has_been_run() {
    let mut page = Page::default();
    let series = json!({ "do": "figures", "kind": "series", "metrics": ["customers_present"] });
    assert!(ask(&mut page, &series)["error"].as_str().unwrap().contains("begin"));
    ask(&mut page, &json!({ "do": "begin", "name": "reference/mmc", "sets": SHORT }));
    assert!(ask(&mut page, &series)["error"].as_str().unwrap().contains("begin"));
    ask(&mut page, &json!({ "do": "more", "replications": 2 }));
    let drawn = ask(&mut page, &series);
    let figures = drawn["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 1);
    assert!(figures[0]["svg"].as_str().unwrap().starts_with("<svg"), "{drawn}");
    assert!(ask(&mut page, &json!({ "do": "figures" }))["figures"].as_array().unwrap().len() > 1);
    let unknown = json!({ "do": "figures", "kind": "series", "metrics": ["no_such"] });
    assert!(ask(&mut page, &unknown)["error"].as_str().unwrap().contains("no_such"));
}

#[test]
fn a_mistake_has_its_place_as_an_editor_counts() {
    let text = "title = \"Ὀυρά 𝄞\"\n[model.queue]\nserverz = 2\n";
    let answer = ask(&mut Page::default(), &json!({ "do": "check", "name": "mine", "text": text }));
    let mistakes = answer["mistakes"].as_array().unwrap();
    let mistake = mistakes.iter().find(|one| one["message"].as_str().unwrap().contains("serverz"));
    let mistake = mistake.unwrap_or_else(|| panic!("{answer}"));
    assert!(mistake["help"].as_str().unwrap().contains("servers"), "{mistake}");
    let place = &mistake["place"];
    assert_eq!((&place["line"], &place["column"]), (&json!(3), &json!(1)));
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |end: &str| usize::try_from(place[end].as_u64().unwrap()).unwrap();
    assert_eq!(String::from_utf16(&units[at("from")..at("to")]).unwrap(), "serverz");
}

#[test]
fn what_cannot_begin_is_told_and_nothing_is_left() {
    let mut page = Page::default();
    ask(&mut page, &json!({ "do": "begin", "name": "reference/mmc" }));
    let refused = ask(
        &mut page,
        &json!({ "do": "begin", "name": "reference/mmc", "sets": ["model.queue.servers=-1"] }),
    );
    let mistake = &refused["mistakes"][0];
    assert_eq!(mistake["place"]["edit"], 0, "{refused}");
    assert!(ask(&mut page, &json!({ "do": "more" }))["error"].is_string());
    assert!(ask(&mut page, &json!({ "do": "more", "replications": 0 }))["error"].is_string());
    assert!(ask(&mut page, &json!({ "do": "dance" }))["error"].as_str().unwrap().contains("dance"));
    let huge = ["study.replications=1000000", "study.horizon=9e6 yr"];
    let refused = ask(&mut page, &json!({ "do": "begin", "name": "reference/mmc", "sets": huge }));
    assert!(refused["error"].is_string(), "{refused}");
}

#[test]
fn scenarios_and_studies_are_there_to_begin_with_and_labs_are_not() {
    let shipped = ask(&mut Page::default(), &json!({ "do": "shipped" }));
    let names = |of: &str| -> Vec<String> {
        let all = shipped[of].as_array().unwrap().iter();
        all.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert!(names("scenarios").contains(&"volunteer/base".to_owned()));
    assert!(names("studies").iter().all(|name| name.starts_with("studies/")));
    assert!(!shipped.to_string().contains("[[questions]]"));
    for of in ["scenarios", "studies"] {
        for name in names(of) {
            let answer = ask(&mut Page::default(), &json!({ "do": "check", "name": name }));
            assert_eq!(answer, json!({ "mistakes": [] }), "{name}");
        }
    }
}

#[test]
fn a_sweep_is_answered_with_object_table_and_figures() {
    let text = "title = \"How many servers?\"\nscenario = \"reference/mmc\"\nset = ['study.horizon=20 d', 'study.warm_up=1 d']\n\
        [sweep]\nmetrics = [\"wait\"]\nfactors = [{ path = \"model.queue.servers\", values = [3, 4] }]\n";
    let question = json!({ "do": "study", "name": "mine", "text": text, "replications": 2 });
    let answer = ask(&mut Page::default(), &question);
    assert_eq!(answer["verb"], "sweep", "{answer}");
    let points = answer["result"]["points"].as_array().unwrap();
    assert_eq!((points.len(), answer["rows"].as_array().unwrap().len()), (2, 2));
    let waits: Vec<f64> =
        points.iter().map(|point| point["metrics"]["wait"]["mean"].as_f64().unwrap()).collect();
    assert!(waits[0] > waits[1], "{waits:?}");
    assert_eq!(answer["headings"].as_array().unwrap().len(), answer["rows"][0].as_array().unwrap().len());
    assert_eq!(answer["figures"].as_array().unwrap().len(), 1);
    assert_eq!(answer["result"]["elapsed_seconds"], Value::Null);
}

/// Counts the runs.
#[derive(Default)]
struct Counting(AtomicU64);

impl Progress for Counting {
    fn expect(&self, _: u64) {}

    fn done(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_scenario_with_several_values_is_swept_over_them() {
    let named =
        json!({ "name": "subscription/trial-length", "sets": ["study.horizon=1 month"], "replications": 1 });
    let with = |verb: &str| {
        let mut question = named.clone();
        question["do"] = json!(verb);
        question
    };
    let refused = ask(&mut Page::default(), &with("begin"));
    assert!(refused["error"].as_str().unwrap().contains("several values"), "{refused}");
    let answer = ask(&mut Page::default(), &with("study"));
    assert_eq!(answer["result"]["points"].as_array().unwrap().len(), 7, "{answer}");
    let one = json!({ "do": "study", "name": "reference/mmc" });
    assert!(ask(&mut Page::default(), &one)["error"].is_string());
}

#[test]
fn workers_share_a_study_and_one_puts_it_together() {
    let text = "scenario = \"reference/mmc\"\nset = ['study.horizon=20 d', 'study.warm_up=1 d']\n\
        [sweep]\nmetrics = [\"wait\"]\nfactors = [{ path = \"model.queue.servers\", values = [3, 4, 5] }]\n";
    let with = |more: Value| {
        let mut question = json!({ "name": "mine", "text": text, "replications": 2 });
        question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        question.to_string()
    };
    let runs = Counting::default();
    let alone = Page::default().ask(&with(json!({ "do": "study" })), &runs);
    assert_eq!(runs.0.into_inner(), 6);
    let mut parts = Vec::new();
    for (share, made) in [(0, 4), (1, 2)] {
        let runs = Counting::default();
        let answer = Page::default().ask(&with(json!({ "do": "parts", "share": share, "of": 2 })), &runs);
        assert_eq!(runs.0.into_inner(), made, "{answer}");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        parts.extend(answer["parts"].as_array().unwrap().clone());
    }
    let runs = Counting::default();
    assert_eq!(Page::default().ask(&with(json!({ "do": "study", "parts": parts })), &runs), alone);
    assert_eq!(runs.0.into_inner(), 0);
    // A part that is corrupt, or has another seed, is made again.
    parts[0]["bytes"] = json!("00");
    let runs = Counting::default();
    assert_eq!(Page::default().ask(&with(json!({ "do": "study", "parts": parts })), &runs), alone);
    assert_eq!(runs.0.into_inner(), 2);
    let runs = Counting::default();
    Page::default().ask(&with(json!({ "do": "study", "parts": parts, "seed": 9 })), &runs);
    assert_eq!(runs.0.into_inner(), 6);
}

/// The options of a film for each model, as in its playground.
const FILMS: [(&str, &[&str], &str); 7] = [
    ("reference/mmc", &[], "event"),
    ("referral/base", &["model.referral.pool=5000", "model.referral.seeds=100"], "time"),
    ("volunteer/base", &["study.horizon=10 d", "model.volunteer.hosts.initial=500"], "time"),
    ("subscription/base", &[], "time"),
    ("marketplace/base", &[], "time"),
    ("marketplace/base", &["study.horizon=2 month"], "event"),
    ("platform/osu-plan", &["study.horizon=12 month"], "time"),
];

#[test]
fn a_film_is_told_in_frames_that_build_on_one_another() {
    for (name, sets, by) in FILMS {
        let film = ask(&mut Page::default(), &json!({ "do": "film", "name": name, "sets": sets, "by": by }));
        let frames = film["frames"].as_array().unwrap_or_else(|| panic!("{film}"));
        assert_eq!(film["by"], by);
        assert_eq!(frames.len(), if by == "time" { 201 } else { 401 }, "{name}");
        assert_eq!(film["is_whole"], by == "time", "{name}");
        let scenes = film["scenes"].as_array().unwrap();
        // The entities shown in each scene, and their cells.
        let mut shown: Vec<BTreeMap<u64, usize>> = vec![BTreeMap::new(); scenes.len()];
        for frame in frames {
            let text = frame["text"].as_str().unwrap();
            assert!(text.starts_with(&capital(frame["at"].as_str().unwrap())), "{text}");
            assert!(text.ends_with('.') && !text.contains("  ") && !text.contains(".."), "{text}");
            assert_eq!(frame["values"].as_array().unwrap().len(), film["dials"].as_array().unwrap().len());
            for ((scene, seen), shown) in
                scenes.iter().zip(frame["scenes"].as_array().unwrap()).zip(&mut shown)
            {
                let (kinds, states) =
                    (scene["kinds"].as_array().unwrap(), scene["states"].as_array().unwrap());
                for gone in seen["gone"].as_array().unwrap() {
                    assert!(shown.remove(&gone.as_u64().unwrap()).is_some(), "{name}: nobody goes twice");
                }
                for told in seen["seen"].as_array().unwrap() {
                    let number = |place: usize| usize::try_from(told[place].as_u64().unwrap()).unwrap();
                    let kind = usize::try_from(scene["entities"][number(0)][0].as_u64().unwrap()).unwrap();
                    let facts = kinds[kind]["facts"].as_array().unwrap();
                    assert_eq!(told.as_array().unwrap().len(), 4 + facts.len(), "{name}: {told}");
                    shown.insert(told[0].as_u64().unwrap(), number(1) * states.len() + number(2));
                    if scene["layout"] == "tree" && !told[3].is_null() {
                        assert!(shown.contains_key(&told[3].as_u64().unwrap()), "{name}: parents come first");
                    }
                }
                let all = seen["all"].as_u64().unwrap();
                assert!(shown.len() as u64 == all.min(400), "{name}: {} of {all}", shown.len());
                let mut numbers = vec![0; seen["counts"].as_array().unwrap().len()];
                shown.values().for_each(|&cell| numbers[cell] += 1);
                let counts = seen["counts"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap());
                assert!(counts.zip(numbers).all(|(all_here, number)| number <= all_here));
            }
        }
    }
}

fn capital(text: &str) -> String {
    text[..1].to_uppercase() + &text[1..]
}

#[test]
fn a_film_begins_where_it_is_asked_to() {
    let mut page = Page::default();
    let asked = json!({
        "do": "film", "name": "reference/mmc", "sets": SHORT, "seed": 3, "replication": 2,
        "by": "time", "from": 12.0, "to": 36.0, "frames": 25,
    });
    let film = ask(&mut page, &asked);
    let frames = film["frames"].as_array().unwrap();
    let times: Vec<f64> = frames.iter().map(|frame| frame["time"].as_f64().unwrap()).collect();
    assert_eq!(times, (12..=36).map(f64::from).collect::<Vec<_>>());
    // The warm-up is a day.
    let warms_up = |frame: &Value| frame["text"].as_str().unwrap().contains("The warm-up lasts until");
    assert_eq!(frames.iter().filter(|frame| warms_up(frame)).count(), 12);
    assert_eq!(
        (&film["seed"], &film["replication"], &film["is_whole"]),
        (&json!("3"), &json!(2), &json!(false))
    );
    for (bad, about) in [
        (json!({ "from": 1e9 }), "is not within the run"),
        (json!({ "from": 30.0, "to": 20.0 }), "is not within the run"),
        (json!({ "by": "night" }), "night"),
        (json!({ "frames": 0 }), "nonzero"),
        (json!({ "replication": 0 }), "nonzero"),
        (json!({ "sets": ["model.queue.servers=-1"] }), "1 error"),
    ] {
        let mut asked = json!({ "do": "film", "name": "reference/mmc" });
        asked.as_object_mut().unwrap().extend(bad.as_object().unwrap().clone());
        let refused = ask(&mut page, &asked);
        assert!(refused["error"].as_str().is_some_and(|error| error.contains(about)), "{bad}: {refused}");
    }
}

#[test]
fn a_command_of_the_terminal_is_done_as_it_stands() {
    let mut page = Page::default();
    let text = Shipped::find("reference/mmc").unwrap().text;
    let line = "bazaar run mine.toml --set 'study.horizon=20 d' --set 'study.warm_up=1 d' --replications 3";
    let command = ask(&mut page, &json!({ "do": "typed", "line": line }));
    assert_eq!((&command["verb"], &command["file"]), (&json!("run"), &json!("mine.toml")));
    ask(&mut page, &json!({ "do": "begin", "name": "mine.toml", "text": text, "sets": command["sets"] }));
    ask(&mut page, &json!({ "do": "more", "replications": command["replications"] }));
    let table = ask(&mut page, &json!({ "do": "printed" }));
    assert_eq!(table["runs"], "3 replications of 20 d");
    let rows = table["rows"].as_array().unwrap();
    let wait = rows.iter().find(|row| row["cells"][0] == "wait").unwrap();
    assert_eq!(wait["cells"].as_array().unwrap().len(), table["headings"].as_array().unwrap().len());

    // A study over a scenario without a file.
    let line = "bazaar sweep mine.toml --factor model.queue.servers=2,3 --metric wait --set 'study.horizon=20 d' --set 'study.warm_up=1 d'";
    let command = ask(&mut page, &json!({ "do": "typed", "line": line }));
    let study = json!({
        "do": "study", "name": "it", "text": command["study"], "sets": command["sets"], "replications": 2,
        "scenarios": { "mine.toml": text },
    });
    let answer = ask(&mut page, &study);
    assert_eq!((&answer["verb"], answer["rows"].as_array().unwrap().len()), (&json!("sweep"), 2));

    let refused = ask(&mut page, &json!({ "do": "typed", "line": "bazaar run" }));
    assert!(refused["error"].as_str().unwrap().contains("type bazaar run scenario.toml"), "{refused}");
}
