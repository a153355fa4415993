//! `--out`: the folder of a run, which is complete or recognisably incomplete.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bazaar_figure::checksum::checksum;
use serde_json::Value;

use crate::desk::{Answer, Desk, SMALL_RUN};
use crate::repository;

const MANIFEST: &str = "ro-crate-metadata.json";
const RECORD: &str = "run.json";

/// A run of another model that takes no time.
const OTHER_RUN: &[&str] = &[
    "run",
    "reference/mm1",
    "--replications=2",
    "--set",
    "study.horizon=60 d",
    "--set",
    "study.warm_up=1 d",
    "--out",
];

/// Makes a small run write to a folder of the desk.
fn run(desk: &Desk, folder: &str, more: &[&str]) -> Answer {
    desk.bazaar(&[SMALL_RUN, &["--out", folder], more].concat())
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    repository::files(folder).iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

/// The files whose bytes must be equal between equal runs.
fn result(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(folder);
    files.remove(RECORD).unwrap();
    files
}

/// The entities of a folder's manifest, by identifier; `None` where there is no manifest.
fn manifest(folder: &Path) -> Option<BTreeMap<String, Value>> {
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).unwrap();
    let entities = manifest["@graph"].as_array().unwrap().iter();
    Some(entities.map(|entity| (entity["@id"].as_str().unwrap().to_owned(), entity.clone())).collect())
}

/// Asserts that a folder has what its manifest lists, byte by byte, and nothing else.
#[track_caller]
fn assert_whole(folder: &Path) {
    let entities = manifest(folder).expect("a manifest");
    let mut files = files(folder);
    files.remove(MANIFEST);
    let parts = entities["./"]["hasPart"].as_array().unwrap();
    let listed: Vec<&str> = parts.iter().map(|part| part["@id"].as_str().unwrap()).collect();
    for name in &listed {
        let bytes = files.remove(*name).unwrap_or_else(|| panic!("{name} is listed and not there"));
        let entity = &entities[*name];
        if *name != RECORD {
            assert_eq!(entity["sha256"].as_str(), Some(checksum(&bytes).as_str()), "{name}");
            assert_eq!(entity["contentSize"].as_str(), Some(bytes.len().to_string().as_str()), "{name}");
        }
    }
    assert_eq!(files.into_keys().collect::<Vec<_>>(), [""; 0], "there and not listed");
}

#[test]
fn it_has_the_files_of_the_contract() {
    let desk = Desk::new();
    let table = run(&desk, "results", &[]).done().stdout;
    assert!(table.contains("hosts_active"), "the table is still printed: {table}");
    let folder = desk.path().join("results");
    assert_whole(&folder);
    let files = files(&folder);
    for name in [
        "observations.parquet",
        "summary.parquet",
        "summary.csv",
        "scenario.toml",
        "figures/availability_over_time.svg",
        "figures/availability_over_replications.svg",
    ] {
        assert!(files.contains_key(name), "{name} is not in {:?}", files.keys());
    }
}

#[test]
fn a_business_has_its_matrices_and_its_figures() {
    let desk = Desk::new();
    let business = ["run", "subscription/base", "--replications=2", "--set", "study.horizon=5 month"];
    let table = desk.bazaar(&[&business[..], &["--out", "results"]].concat()).done().stdout;
    assert!(
        table.contains("changes by change and cause") && table.contains("cap on verifications"),
        "{table}"
    );
    assert!(!table.contains("cohort_retention by"), "months are not for a table: {table}");
    let folder = desk.path().join("results");
    assert_whole(&folder);
    let files = files(&folder);
    for name in [
        "matrices.parquet",
        "cells.parquet",
        "cells.csv",
        "figures/mrr_bridge.svg",
        "figures/cohort_retention_heat_map.svg",
        "figures/survival_by_renewals.svg",
        "figures/cash_and_its_trough.svg",
        "figures/funnel_from_leads_to_new_customers.svg",
    ] {
        assert!(files.contains_key(name), "{name} is not in {:?}", files.keys());
    }
    let entities = manifest(&folder).unwrap();
    let columns = entities["cells.csv"]["variableMeasured"].as_array().unwrap();
    let columns: Vec<&Value> = columns.iter().map(|id| &entities[id["@id"].as_str().unwrap()]).collect();
    let names: Vec<&str> = columns.iter().map(|column| column["name"].as_str().unwrap()).collect();
    let head = String::from_utf8_lossy(&files["cells.csv"]).lines().next().unwrap().to_owned();
    assert_eq!(names.join(","), head);
    // Another run without matrices leaves none behind.
    desk.bazaar(&[OTHER_RUN, &["results", "--force"]].concat()).done();
    assert_whole(&folder);
}

#[test]
fn its_bytes_depend_on_nothing_but_scenario_seed_and_version() {
    let desk = Desk::new();
    for (folder, threads) in [("one", "1"), ("two", "2"), ("five/times/deeper", "5")] {
        run(&desk, folder, &["--threads", threads]).done();
    }
    let one = result(&desk.path().join("one"));
    for folder in ["two", "five/times/deeper"] {
        let other = result(&desk.path().join(folder));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (name, bytes) in &one {
            assert!(other[name] == *bytes, "{name} differs in {folder}");
        }
    }
    run(&desk, "seed", &["--seed", "2"]).done();
    assert_ne!(one["observations.parquet"], result(&desk.path().join("seed"))["observations.parquet"]);
}

#[test]
fn the_manifest_says_what_was_run_and_what_a_metric_is() {
    let desk = Desk::new();
    run(&desk, "results", &["--seed", "7"]).done();
    let entities = manifest(&desk.path().join("results")).unwrap();
    let action = &entities["#run"];
    assert_eq!(action["@type"], "CreateAction");
    let program = &entities[action["instrument"]["@id"].as_str().unwrap()];
    assert_eq!(program["softwareVersion"], env!("CARGO_PKG_VERSION"));
    assert_eq!(entities["#seed"]["value"], "7");
    assert_eq!(action["object"][0]["@id"], "scenario.toml");
    let volunteer = bazaar_models::catalogue::ModelParameters::defaults();
    let volunteer = volunteer.iter().find(|model| model.name() == "volunteer").unwrap();
    for metric in volunteer.metrics() {
        let entity = &entities[&format!("#metric-{}", metric.name)];
        assert_eq!((&entity["name"], &entity["description"]), (&metric.name.into(), &metric.about.into()));
        assert_eq!(entity["unitText"].as_str().unwrap_or_default(), metric.unit);
    }
    let columns = entities["observations.parquet"]["variableMeasured"].as_array().unwrap();
    let columns: Vec<&str> =
        columns.iter().map(|id| entities[id["@id"].as_str().unwrap()]["name"].as_str().unwrap()).collect();
    assert_eq!(columns, ["replication", "time_days", "metric", "segment", "value"]);
}

#[test]
fn the_manifest_bears_the_day_of_release_or_that_of_the_builder() {
    let desk = Desk::new();
    run(&desk, "results", &[]).done();
    let published =
        |folder: &str| manifest(&desk.path().join(folder)).unwrap()["./"]["datePublished"].clone();
    assert_eq!(published("results"), bazaar_report::date::RELEASED);
    let arguments = [SMALL_RUN, &["--out", "built"]].concat();
    Answer::of(desk.command().args(&arguments).env("SOURCE_DATE_EPOCH", "951782400")).done();
    assert_eq!(published("built"), "2000-02-29");
    let arguments = [SMALL_RUN, &["--out", "never"]].concat();
    let message = Answer::of(desk.command().args(&arguments).env("SOURCE_DATE_EPOCH", "soon")).refusal();
    assert!(message.contains("SOURCE_DATE_EPOCH is `soon`"), "{message}");
}

#[test]
fn its_scenario_run_again_gives_the_same_results() {
    let desk = Desk::new();
    run(&desk, "first", &["--seed", "5"]).done();
    desk.bazaar(&["run", "first/scenario.toml", "--out", "second"]).done();
    assert_eq!(result(&desk.path().join("first")), result(&desk.path().join("second")));
}

#[test]
fn the_same_run_may_be_written_again() {
    let desk = Desk::new();
    run(&desk, "results", &[]).done();
    let before = result(&desk.path().join("results"));
    run(&desk, "results", &["--threads", "2"]).done();
    assert_eq!(result(&desk.path().join("results")), before);
}

#[test]
fn a_run_to_a_precision_may_be_written_again_too() {
    let desk = Desk::new();
    let precise = ["--precision", "50%"];
    run(&desk, "results", &precise).done();
    run(&desk, "results", &precise).done();
    let message = run(&desk, "results", &[]).refusal();
    assert!(message.contains("another run"), "{message}");
}

#[test]
fn another_run_is_refused_and_replaced_by_force_only() {
    let desk = Desk::new();
    run(&desk, "results", &[]).done();
    let folder = desk.path().join("results");
    let before = files(&folder);
    let other = [OTHER_RUN, &["results"]].concat();
    let message = desk.bazaar(&other).refusal();
    assert!(message.contains("another run") && message.contains("--force"), "{message}");
    assert_eq!(files(&folder), before);

    desk.bazaar(&[&other[..], &["--force"]].concat()).done();
    // Its figures are gone with it.
    assert_whole(&folder);
    assert!(!folder.join("figures/availability_over_time.svg").exists());
}

#[test]
fn a_folder_is_refused_before_the_run_and_not_after_it() {
    let desk = Desk::new();
    run(&desk, "results", &[]).done();
    // This would take days.
    let endless = ["run", "volunteer/exaflops", "--replications", "10000", "--out", "results"];
    let message = desk.bazaar(&endless).refusal();
    assert!(message.contains("another run"), "{message}");
}

#[test]
fn a_run_without_a_manifest_is_incomplete_and_replaced() {
    let desk = Desk::new();
    run(&desk, "results", &[]).done();
    let folder = desk.path().join("results");
    let whole = result(&folder);
    for missing in [&[MANIFEST][..], &[MANIFEST, "summary.csv", "figures/availability_over_time.svg"]] {
        for name in missing {
            fs::remove_file(folder.join(name)).unwrap();
        }
        fs::write(folder.join(".bazaar-8H1kQz"), "half").unwrap();
        let answer = run(&desk, "results", &[]);
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        assert!(answer.stderr.contains("results holds an interrupted run"), "{}", answer.stderr);
        assert_eq!(result(&folder), whole);
    }
}

#[test]
fn files_of_others_are_not_touched() {
    let desk = Desk::new();
    desk.file("thesis/chapter.txt", "years of work").file("thesis/scenario.toml", "mine");
    let message = run(&desk, "thesis", &[]).refusal();
    assert!(message.contains("chapter.txt") && message.contains("--force"), "{message}");
    let folder = desk.path().join("thesis");
    assert_eq!(files(&folder).len(), 2);

    fs::remove_file(folder.join("scenario.toml")).unwrap();
    run(&desk, "thesis", &["--force"]).done();
    assert_eq!(fs::read_to_string(folder.join("chapter.txt")).unwrap(), "years of work");
    // What somebody adds to a run stays when the run is written again.
    run(&desk, "thesis", &[]).done();
    assert_eq!(fs::read_to_string(folder.join("chapter.txt")).unwrap(), "years of work");
}

#[test]
fn another_programs_crate_is_not_a_run() {
    let desk = Desk::new();
    for (folder, text) in [("broken", "{"), ("theirs", r#"{"@graph":[{"@id":"./","name":"Genomes"}]}"#)] {
        desk.file(&format!("{folder}/{MANIFEST}"), text);
        let message = run(&desk, folder, &[]).refusal();
        assert!(message.contains("not of a run"), "{message}");
    }
}

#[test]
fn a_file_is_no_folder() {
    let desk = Desk::new();
    desk.file("results", "a file");
    for path in ["results", "results/deeper"] {
        let message = run(&desk, path, &[]).refusal();
        assert!(message.contains("is a file, not a folder"), "{message}");
    }
}

#[test]
fn a_run_that_cannot_be_made_leaves_no_folder() {
    let desk = Desk::new();
    run(&desk, "results", &["--set", "study.replications=[1, 2]"]).refusal();
    run(&desk, "results", &["--set", "study.sed=1"]).refusal();
    assert_eq!(files(desk.path()).len(), 0);
    assert!(!desk.path().join("results").exists());
}

#[test]
fn a_file_that_cannot_be_written_leaves_no_manifest() {
    let desk = Desk::new();
    run(&desk, "results", &[]).done();
    let folder = desk.path().join("results");
    // A folder where a file belongs cannot be replaced by it, not even by the superuser.
    for name in ["summary.csv", "figures/throughput_gross_over_replications.svg"] {
        fs::remove_file(folder.join(name)).unwrap();
        fs::create_dir(folder.join(name)).unwrap();
        let answer = run(&desk, "results", &[]);
        assert_eq!(answer.status, 3, "{}", answer.stderr);
        assert!(answer.stdout.contains("hosts_active"), "what was found is printed: {}", answer.stdout);
        assert!(answer.stderr.contains(name), "{}", answer.stderr);
        assert!(manifest(&folder).is_none());
        fs::remove_dir(folder.join(name)).unwrap();
        assert_eq!(run(&desk, "results", &[]).status, 0);
        assert_whole(&folder);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only_is_known_before_the_run() {
    let desk = Desk::new();
    let Some(mut command) = desk.command_beside_read_only("results") else { return };
    let endless = ["run", "volunteer/exaflops", "--replications", "10000", "--out", "results"];
    let answer = Answer::of(command.args(endless));
    assert_eq!((answer.status, answer.stdout.as_str()), (3, ""), "{}", answer.stderr);
    assert!(answer.stderr.contains("cannot write results"), "{}", answer.stderr);
}

/// A shell limits the size of files, in blocks of 512 bytes; writing beyond fails as on a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_leaves_no_manifest() {
    let desk = Desk::new();
    let script = "trap '' XFSZ; ulimit -f 10; exec \"$@\"";
    let mut command = desk.command_through("sh", &["-c", script, "sh"]);
    let answer = Answer::of(command.args(SMALL_RUN).args(["--out", "results"]));
    assert_eq!(answer.status, 3, "{}", answer.stderr);
    assert!(answer.stdout.contains("hosts_active"), "what was found is printed: {}", answer.stdout);
    assert!(answer.stderr.contains("cannot write results/"), "{}", answer.stderr);
    assert!(manifest(&desk.path().join("results")).is_none());
    assert!(run(&desk, "results", &[]).stderr.contains("interrupted run"));
    assert_whole(&desk.path().join("results"));
}

#[test]
fn whenever_it_is_killed_what_is_left_is_whole_or_has_no_manifest() {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    let desk = Desk::new();
    let folder = desk.path().join("results");
    let began = Instant::now();
    run(&desk, "results", &[]).done();
    let whole = result(&folder);
    let once = began.elapsed();
    let (mut incomplete, mut complete) = (0, 0);
    for moment in 0..60 {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("bazaar"));
        command.current_dir(desk.path()).args(SMALL_RUN).args(["--out", "results"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(once.mul_f64(f64::from(moment) / 50.0).min(Duration::from_secs(2)));
        child.kill().unwrap();
        child.wait().unwrap();
        if manifest(&folder).is_some() {
            complete += 1;
            // A temporary file may be left where the kill came before the manifest's removal.
            for (name, bytes) in &whole {
                assert_eq!(&fs::read(folder.join(name)).unwrap(), bytes, "{name} at moment {moment}");
            }
        } else {
            incomplete += 1;
        }
    }
    assert!(complete > 0, "{incomplete} incomplete, {complete} complete");
    assert_eq!(run(&desk, "results", &[]).status, 0);
    assert_whole(&folder);
    assert_eq!(result(&folder), whole);
}

/// A run of days.
const ENDLESS: &[&str] =
    &["run", "volunteer/exaflops", "--replications", "10000", "--threads", "1", "--out", "results"];

/// A process that writes the folder `results` of the desk, until it is killed.
struct Writer(std::process::Child);

impl Writer {
    /// Starts it, and waits until it has the folder.
    fn start(desk: &Desk, arguments: &[&str], sign: &str) -> Self {
        use std::process::{Command, Stdio};
        use std::time::{Duration, Instant};

        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("bazaar"));
        command.current_dir(desk.path()).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        let writer = Writer(command.spawn().unwrap());
        let began = Instant::now();
        while !desk.path().join(sign).exists() {
            assert!(began.elapsed() < Duration::from_secs(60), "it never came to write");
            std::thread::sleep(Duration::from_millis(5));
        }
        // It is locked right after the file is there, which a busy machine may delay.
        std::thread::sleep(Duration::from_secs(1));
        writer
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn a_folder_has_one_writer_and_whoever_comes_second_is_told() {
    let desk = Desk::new();
    desk.file("intervals.csv", "hours\n1\n2\n3\n5\n8\n");
    let study = ["sweep", "reference/mm1", "--set", "model.queue.servers=[1,2]", "--metric", "wait"];
    let study = [&study[..], &["--out", "results"]].concat();
    let export = ["export", "reference/mm1", "--replications", "2", "--out", "results"];
    let fit = [
        "calibrate",
        "intervals",
        "intervals.csv",
        "--unit",
        "h",
        "--column",
        "length=hours",
        "--out",
        "results",
    ];
    let small = [SMALL_RUN, &["--out", "results"]].concat();
    let by_another_name = [SMALL_RUN, &["--out", "./results/../results"]].concat();
    let endless_study: &[&str] =
        &["sweep", "volunteer/exaflops", "--factor", "study.seed=1..9", "--threads", "1", "--out", "results"];
    for first in [ENDLESS, endless_study] {
        let writer = Writer::start(&desk, first, "results/.bazaar-lock");
        for second in [first, &small, &by_another_name, &study, &export, &fit] {
            for force in [&[][..], &["--force"]] {
                let answer = desk.bazaar(&[second, force].concat());
                assert_eq!((answer.status, answer.stdout.as_str()), (3, ""), "{second:?}: {}", answer.stderr);
                assert!(answer.stderr.contains("is being written by another process"), "{}", answer.stderr);
            }
        }
        drop(writer);
        // The lock went with the process.
        desk.bazaar(&[&small[..], &["--force", "--quiet"]].concat()).done();
        assert_whole(&desk.path().join("results"));
        fs::remove_dir_all(desk.path().join("results")).unwrap();
    }
}

#[test]
fn of_two_runs_at_once_the_folder_is_of_the_one_that_says_so() {
    use std::process::{Command, Stdio};

    for _ in 0..5 {
        let desk = Desk::new();
        let start = |seed: &str| {
            let mut command = Command::new(assert_cmd::cargo::cargo_bin!("bazaar"));
            command.current_dir(desk.path()).args(SMALL_RUN).args(["--seed", seed, "--out", "results"]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        };
        let both = [("1", start("1")), ("2", start("2"))];
        let ended = both.map(|(seed, mut child)| (child.wait().unwrap().code().unwrap(), seed));
        let [won, lost] = if ended[0].0 == 0 { ended } else { [ended[1], ended[0]] };
        // The second is refused as another run if it comes after the first has ended.
        assert!(won.0 == 0 && matches!(lost.0, 2 | 3), "{ended:?}");
        assert_whole(&desk.path().join("results"));
        let text = fs::read_to_string(desk.path().join("results/scenario.toml")).unwrap();
        assert!(text.contains(&format!("seed = {}\n", won.1)), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_not_followed() {
    use std::os::unix::fs::symlink;

    let desk = Desk::new();
    desk.file("mine/availability_over_time.svg", "keep").file("mine/.bazaar-notes", "keep");
    let theirs = files(&desk.path().join("mine"));
    for name in ["figures", "tables", "arms", "parts"] {
        run(&desk, "results", &["--force", "--quiet"]).done();
        let place = desk.path().join("results").join(name);
        let _ = fs::remove_dir_all(&place);
        symlink("../mine", &place).unwrap();
        for force in [&[][..], &["--force"]] {
            let message = run(&desk, "results", force).refusal();
            assert!(message.contains("is a link") && message.contains(name), "{message}");
        }
        assert_eq!(files(&desk.path().join("mine")), theirs);
        fs::remove_file(&place).unwrap();
    }
    // A file takes the place of a link to one.
    fs::remove_file(desk.path().join("results/summary.csv")).unwrap();
    symlink("../mine/.bazaar-notes", desk.path().join("results/summary.csv")).unwrap();
    run(&desk, "results", &[]).done();
    assert_eq!(files(&desk.path().join("mine")), theirs);
    // The folder itself may be named by a link.
    fs::create_dir(desk.path().join("real")).unwrap();
    symlink("real", desk.path().join("named")).unwrap();
    run(&desk, "named", &[]).done();
    assert_whole(&desk.path().join("real"));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_or_read_is_known_before_the_run() {
    let desk = Desk::new();
    std::os::unix::fs::symlink("nowhere", desk.path().join("results")).unwrap();
    let message = desk.bazaar(ENDLESS).refusal();
    assert!(message.contains("is a dangling link"), "{message}");
    fs::remove_file(desk.path().join("results")).unwrap();
    // A pipe would be waited for.
    fs::create_dir(desk.path().join("results")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(desk.path().join("results/run.json")).status();
    assert!(made.unwrap().success());
    let message = desk.bazaar(ENDLESS).refusal();
    assert!(message.contains("not of a run, such as run.json"), "{message}");
    run(&desk, "results", &["--force"]).done();
    assert_whole(&desk.path().join("results"));
}

#[test]
fn what_file_managers_leave_makes_a_folder_nobodys() {
    let desk = Desk::new();
    for name in [".DS_Store", "Thumbs.db", "desktop.ini"] {
        desk.file(&format!("results/{name}"), "left");
    }
    run(&desk, "results", &[]).done();
    run(&desk, "results", &[]).done();
    assert_eq!(fs::read_to_string(desk.path().join("results/.DS_Store")).unwrap(), "left");
    desk.file("results/notes.txt", "mine");
    fs::remove_file(desk.path().join("results").join(MANIFEST)).unwrap();
    fs::remove_file(desk.path().join("results").join(RECORD)).unwrap();
    assert!(run(&desk, "results", &[]).refusal().contains("such as"));
}
