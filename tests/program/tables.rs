//! Tables that a scenario names: lookup, error messages, and copies in the run's folder.

use std::fs;

use serde_json::Value;

use crate::desk::Desk;

const CAMPUS: &str = "\
[study]
horizon = \"2 d\"
replications = 2

[model.volunteer.hosts]
initial = 2
lifetime = \"forever\"

[model.volunteer.classes.lab]
share = 1
availability = { trace = { file = \"data/lab.csv\", unit = \"h\", hosts = \"in_turn\" } }

[model.volunteer.applications.search]
flops = \"1_000 GFLOP\"
";

/// Two machines, of which one is on for 6 of 24 h and the other for 18.
const LAB: &str = "host,start,end\na,0,6\nb,6,24\n";

/// A folder with a scenario and its table.
fn campus(table: &str) -> Desk {
    let desk = Desk::new();
    desk.file("course/campus.toml", CAMPUS).file("course/data/lab.csv", table);
    desk
}

fn availability(desk: &Desk, arguments: &[&str]) -> f64 {
    let arguments = [&["run"], arguments, &["--json"]].concat();
    let result: Value = serde_json::from_str(&desk.bazaar(&arguments).done().stdout).unwrap();
    result["metrics"]["availability"]["mean"].as_f64().unwrap()
}

#[test]
fn a_table_is_found_from_the_scenarios_folder_and_one_in_set_from_the_current_one() {
    let desk = campus(LAB);
    assert!((availability(&desk, &["course/campus.toml"]) - 0.5).abs() < 1e-12);
    desk.file("mine.csv", "start,end,host\n0,10,x\n0,30,y\n");
    let set = "model.volunteer.classes.lab.availability.trace.file=mine.csv";
    // In 48 h the first is on for 10 of 30 h and, since the table begins again, for 10 more.
    let expected = (20.0 + 48.0) / 96.0;
    assert!((availability(&desk, &["course/campus.toml", "--set", set]) - expected).abs() < 1e-12);
}

#[test]
fn bad_rows_are_named_by_line_and_the_scenario_is_pointed_at() {
    let desk = campus("# the lab\nhost,start,end\na,0,6\n\na,5,9\nb,7,6\n");
    insta::assert_snapshot!(desk.bazaar(&["check", "course/campus.toml"]).refusal());
}

#[test]
fn a_table_that_is_not_there_is_told_its_neighbour() {
    let desk = Desk::new();
    desk.file("course/campus.toml", CAMPUS).file("course/data/lap.csv", LAB);
    insta::assert_snapshot!(desk.bazaar(&["run", "course/campus.toml"]).refusal());
}

#[test]
fn whatever_is_in_a_table_the_exit_status_is_two() {
    for table in ["", "host,start\na,1\n", "host,start,end\n", "host,start,end\na,b,c\n", "\u{0}"] {
        campus(table).bazaar(&["run", "course/campus.toml"]).refusal();
    }
    let desk = campus(LAB);
    for set in ["lab.xlsx", "nowhere.csv", "course", "course/campus.toml", "3"] {
        let set = format!("model.volunteer.classes.lab.availability.trace.file={set}");
        desk.bazaar(&["run", "course/campus.toml", "--set", &set]).refusal();
    }
    let set = "model.volunteer.classes.lab.availability.trace.file=lab.parquet";
    desk.file("lab.parquet", LAB).bazaar(&["run", "course/campus.toml", "--set", set]).refusal();
}

#[test]
fn a_folder_has_the_table_and_runs_again_from_it() {
    let desk = campus(LAB);
    desk.bazaar(&["run", "course/campus.toml", "--out", "results"]).done();
    let folder = desk.path().join("results");
    assert_eq!(fs::read(folder.join("tables/lab.csv")).unwrap(), LAB.as_bytes());
    let manifest: Value =
        serde_json::from_slice(&fs::read(folder.join("ro-crate-metadata.json")).unwrap()).unwrap();
    let graph = manifest["@graph"].as_array().unwrap();
    let entity = |id: &str| graph.iter().find(|entity| entity["@id"] == id).unwrap();
    assert!(entity("tables/lab.csv")["sha256"].is_string());
    let objects = entity("#run")["object"].as_array().unwrap();
    assert!(objects.iter().any(|object| object["@id"] == "tables/lab.csv"), "{objects:?}");
    // The same run, so the folder may be written again.
    let before = fs::read(folder.join("observations.parquet")).unwrap();
    desk.bazaar(&["run", "results/scenario.toml", "--out", "results"]).done();
    assert_eq!(fs::read(folder.join("observations.parquet")).unwrap(), before);
}

#[test]
fn another_table_of_the_same_name_is_another_run() {
    let desk = campus(LAB);
    desk.bazaar(&["run", "course/campus.toml", "--out", "results"]).done();
    desk.file("course/data/lab.csv", "host,start,end\na,0,7\nb,6,24\n");
    let refusal = desk.bazaar(&["run", "course/campus.toml", "--out", "results"]).refusal();
    assert!(refusal.contains("another run"), "{refusal}");
    let other = CAMPUS.replace("data/lab.csv", "data/other.csv");
    desk.file("course/campus.toml", other).file("course/data/other.csv", LAB);
    desk.bazaar(&["run", "course/campus.toml", "--out", "results", "--force"]).done();
    assert!(!desk.path().join("results/tables/lab.csv").exists(), "what the new run does not have goes");
}

#[test]
fn tables_may_be_swept_and_checked_but_not_run_all_at_once() {
    let desk = campus(LAB);
    desk.file("lab.csv", LAB).file("more/lab.csv", LAB);
    let set = "model.volunteer.classes.lab.availability.trace.file=[\"lab.csv\", \"more/lab.csv\"]";
    let answer = desk.bazaar(&["check", "course/campus.toml", "--set", set]).done();
    assert!(answer.stdout.contains("over 2 points"), "{}", answer.stdout);
    let refusal = desk.bazaar(&["run", "course/campus.toml", "--set", set]).refusal();
    let words: Vec<&str> = refusal.split_whitespace().collect();
    assert!(words.join(" ").contains("file=\"lab.csv\" or \"more/lab.csv\""), "{refusal}");
}

#[test]
fn measured_durations_may_be_in_a_file() {
    let desk = Desk::new();
    desk.file("waits.csv", "duration\n60\n60\n60\n");
    let text = "[study]\nhorizon = \"30 d\"\n[model.queue]\nservice = { empirical = { file = \"waits.csv\", unit = \"min\" } }\n";
    desk.file("bank.toml", text);
    desk.file(
        "same.toml",
        text.replace("empirical = { file = \"waits.csv\", unit = \"min\" }", "deterministic = \"1 h\""),
    );
    let utilisation = |scenario: &str| {
        let answer = desk.bazaar(&["run", scenario, "--json"]).done();
        let result: Value = serde_json::from_str(&answer.stdout).unwrap();
        result["metrics"]["utilisation"]["mean"].as_f64().unwrap()
    };
    assert!((utilisation("bank.toml") - utilisation("same.toml")).abs() < 0.05);
    desk.file("waits.csv", "duration\n-1\n");
    assert!(desk.bazaar(&["check", "bank.toml"]).refusal().contains("line 2 has a duration of -1"));
}

#[test]
fn who_knows_whom_may_be_in_a_file() {
    let desk = Desk::new();
    // Four people in a row, and two whom nobody knows.
    desk.file("friends.csv", "one,other\n0,1\n1,2\n3,2\n");
    desk.file(
        "row.toml",
        "[study]\nhorizon = \"30 d\"\nreplications = 20\n\
         [model.referral]\npool = 6\nseeds = 1\ncontacts = { edge_list = { file = \"friends.csv\" } }\n\
         [model.referral.invitations]\ncount = { fixed = 500 }\ndelay = { deterministic = \"1 h\" }\n\
         clicks = 1\nsigns_up = 1\nqualifies = 1\n",
    );
    let answer = desk.bazaar(&["run", "row.toml", "--json"]).done();
    let result: Value = serde_json::from_str(&answer.stdout).unwrap();
    let customers = result["metrics"]["customers"]["mean"].as_f64().unwrap();
    // Four if a friend of somebody begins, else one.
    assert!(customers > 1.0 && customers < 4.0, "{customers}");
    desk.file("friends.csv", "one,other\n0,1\n2,2\n");
    assert!(desk.bazaar(&["check", "row.toml"]).refusal().contains("line 3 pairs 2 with itself"));
    desk.file("friends.csv", "one,other\n0,9\n");
    assert!(desk.bazaar(&["check", "row.toml"]).refusal().contains("has 10 people, and the pool has 6"));
}
