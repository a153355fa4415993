//! A study with `--out` that is killed at any time and resumed gives the same bytes as an uninterrupted one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use bazaar_figure::checksum::checksum;
use serde_json::Value;

use crate::desk::{Answer, Desk};
use crate::repository;

const MANIFEST: &str = "ro-crate-metadata.json";
const RECORD: &str = "run.json";

/// A sweep of forty points, each of which takes a few milliseconds.
const SWEEP: &[&str] = &[
    "sweep",
    "reference/mm1",
    "--replications",
    "3",
    "--set",
    "study.horizon=2000 h",
    "--set",
    "study.warm_up=20 h",
    "--factor",
    "model.queue.servers=1..4",
    "--factor",
    "model.queue.service.exponential.mean=0.2 h..0.8 h",
    "--design",
    "sobol",
    "--points",
    "40",
    "--metric",
    "wait",
    "--metric",
    "utilisation",
    "--out",
    "results",
];

/// Every file below a folder but the record, by its path from there.
fn result(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    let files = repository::files(folder);
    let mut files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|path| (name(path), fs::read(path).unwrap())).collect();
    files.remove(RECORD).unwrap();
    files
}

/// The finished parts in a folder.
fn parts(folder: &Path) -> Vec<PathBuf> {
    let mut parts: Vec<PathBuf> =
        fs::read_dir(folder.join("parts")).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    parts.retain(|path| path.extension().is_some_and(|extension| extension == "part"));
    parts.sort();
    parts
}

/// Asserts that a folder has what its manifest lists, byte by byte, and nothing else.
#[track_caller]
fn assert_whole(folder: &Path) {
    let mut files = result(folder);
    let manifest: Value = serde_json::from_slice(&files.remove(MANIFEST).expect("a manifest")).unwrap();
    let entities = manifest["@graph"].as_array().unwrap();
    let entity = |id: &str| entities.iter().find(|entity| entity["@id"] == id).unwrap();
    for part in entity("./")["hasPart"].as_array().unwrap() {
        let name = part["@id"].as_str().unwrap();
        if name != RECORD {
            let bytes = files.remove(name).unwrap_or_else(|| panic!("{name} is listed and not there"));
            assert_eq!(entity(name)["sha256"].as_str(), Some(checksum(&bytes).as_str()), "{name}");
        }
    }
    assert_eq!(files.into_keys().collect::<Vec<_>>(), [""; 0], "there and not listed");
}

/// Two counters of which the better is sought, a few replications at a time.
const SELECTION: &[&str] = &[
    "compare",
    "reference/mm1",
    "--set",
    "study.horizon=4000 h",
    "--set",
    "study.warm_up=20 h",
    "--arm",
    "a little faster:model.queue.service.exponential.mean=0.88 h",
    "--select",
    "wait",
    "--best",
    "lowest",
    "--indifference",
    "0.4",
    "--out",
    "results",
];

/// Families, rates and the start of a queue, and a box in which it is too long.
const STRESS: &[&str] = &[
    "stress",
    "reference/mm1",
    "--set",
    "study.horizon=2000 h",
    "--set",
    "study.warm_up=20 h",
    "--replications",
    "3",
    "--criterion",
    "wait <= 8",
    "--discover",
    "--points",
    "40",
    "--out",
    "results",
];

/// The sweep run through once, and how long that took.
fn whole() -> (BTreeMap<String, Vec<u8>>, Duration) {
    whole_of(SWEEP)
}

/// A study run through once, and how long that took.
fn whole_of(asked: &[&str]) -> (BTreeMap<String, Vec<u8>>, Duration) {
    let desk = Desk::new();
    let began = Instant::now();
    desk.bazaar(asked).done();
    let folder = desk.path().join("results");
    assert_whole(&folder);
    (result(&folder), began.elapsed())
}

/// Starts the sweep and kills it after a while.
fn kill_after(desk: &Desk, moment: Duration) {
    kill(desk, SWEEP, moment);
}

/// Starts a study and kills it after a while.
fn kill(desk: &Desk, asked: &[&str], moment: Duration) {
    let mut command = Command::new(cargo_bin!("bazaar"));
    command.current_dir(desk.path()).args(asked).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    sleep(moment);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn its_folder_has_tables_figures_and_the_study() {
    let (files, _) = whole();
    for name in [
        "study.toml",
        "scenario.toml",
        "observations.parquet",
        "points.csv",
        "points.parquet",
        "design.csv",
        "figures/wait_over_servers.svg",
        "figures/utilisation_over_exponential_mean.svg",
    ] {
        assert!(files.contains_key(name), "{name} is not in {:?}", files.keys());
    }
    let desk = Desk::new();
    for name in ["study.toml", "scenario.toml"] {
        desk.file(&format!("first/{name}"), &files[name]);
    }
    // What was asked by flags is a study, whose answer is the same.
    desk.bazaar(&["sweep", "first/study.toml", "--out", "second"]).done();
    let again = result(&desk.path().join("second"));
    for name in ["points.csv", "design.csv", "observations.parquet", "study.toml", "scenario.toml"] {
        assert!(again[name] == files[name], "{name} differs");
    }
}

/// Twenty moments from the start of the sweep to after its end, by a generator with a fixed seed.
#[test]
fn killed_at_any_moment_and_taken_up_it_gives_the_same_bytes() {
    let (whole, once) = whole();
    let mut state: u64 = 8;
    let mut with_parts = 0;
    for moment in 0..20 {
        // Knuth's linear congruential generator; its upper bits will do for moments.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (state >> 40) as f64 / (1_u64 << 24) as f64;
        let desk = Desk::new();
        let folder = desk.path().join("results");
        kill_after(&desk, once.mul_f64(1.1 * share));
        let there = parts(&folder).len();
        if !folder.join(MANIFEST).exists() && there > 0 {
            with_parts += 1;
        }
        let answer = desk.bazaar(SWEEP);
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        if there > 0 {
            assert!(answer.stderr.contains(" of 40 points are already finished"), "{}", answer.stderr);
        }
        assert_whole(&folder);
        let resumed = result(&folder);
        assert_eq!(
            resumed.keys().collect::<Vec<_>>(),
            whole.keys().collect::<Vec<_>>(),
            "at moment {moment}"
        );
        for (name, bytes) in &whole {
            assert!(resumed[name] == *bytes, "{name} differs after moment {moment}");
        }
    }
    assert!(with_parts >= 3, "only {with_parts} of 20 kills came while parts were being made");
}

#[test]
fn a_selection_and_a_stress_test_that_were_killed_give_the_same_bytes_as_well() {
    for asked in [SELECTION, STRESS] {
        let (whole, once) = whole_of(asked);
        let mut with_parts = 0;
        for share in [0.15, 0.3, 0.45, 0.6, 0.75, 0.9] {
            let desk = Desk::new();
            let folder = desk.path().join("results");
            kill(&desk, asked, once.mul_f64(share));
            with_parts += usize::from(!folder.join(MANIFEST).exists() && !parts(&folder).is_empty());
            let answer = desk.bazaar(asked);
            assert_eq!(answer.status, 0, "{}", answer.stderr);
            assert_whole(&folder);
            let resumed = result(&folder);
            assert_eq!(resumed.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
            for (name, bytes) in &whole {
                assert!(resumed[name] == *bytes, "{} {name} differs after {share}", asked[0]);
            }
        }
        assert!(with_parts >= 1, "{}: no kill came while parts were being made", asked[0]);
    }
}

/// A folder with some finished parts, as a kill leaves it.
fn interrupted() -> Desk {
    let (_, once) = whole();
    for share in [0.3, 0.5, 0.2, 0.7, 0.1, 0.4, 0.6] {
        let desk = Desk::new();
        kill_after(&desk, once.mul_f64(share));
        if parts(&desk.path().join("results")).len() >= 4
            && !desk.path().join("results").join(MANIFEST).exists()
        {
            return desk;
        }
    }
    panic!("no kill left parts");
}

#[test]
fn a_part_that_is_damaged_is_made_again() {
    let (whole, _) = whole();
    let desk = interrupted();
    let folder = desk.path().join("results");
    let parts = parts(&folder);
    let bytes = fs::read(&parts[0]).unwrap();
    fs::write(&parts[0], &bytes[..bytes.len() / 2]).unwrap();
    let mut bytes = fs::read(&parts[1]).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&parts[1], bytes).unwrap();
    fs::write(&parts[2], "").unwrap();
    fs::write(folder.join("parts/.bazaar-8H1kQz"), "half").unwrap();
    let answer = desk.bazaar(SWEEP);
    let there = format!("{} of 40 points are already finished", parts.len() - 3);
    assert!(answer.stderr.contains(&there), "{}", answer.stderr);
    assert_whole(&folder);
    assert_eq!(result(&folder), whole);
}

#[test]
fn parts_that_were_tampered_with_are_found_and_made_again() {
    let (whole, _) = whole();
    let desk = interrupted();
    let folder = desk.path().join("results");
    let parts = parts(&folder);
    // Each of two is whole, but not the one that the study wrote under this name.
    let other = folder.join("parts/other");
    fs::rename(&parts[0], &other).unwrap();
    fs::rename(&parts[1], &parts[0]).unwrap();
    fs::rename(&other, &parts[1]).unwrap();
    // Other numbers, and a checksum of them before them.
    let mut bytes = fs::read(&parts[2]).unwrap();
    let last = bytes.len() - 2;
    bytes[last] ^= 1;
    fs::write(&parts[2], [checksum(&bytes).as_bytes(), &bytes].concat()).unwrap();
    let answer = desk.bazaar(SWEEP);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let told = "3 finished parts are not as this study wrote them, and are made again";
    assert!(answer.stderr.contains(told), "{}", answer.stderr);
    assert_whole(&folder);
    assert_eq!(result(&folder), whole);
}

#[test]
fn parts_of_another_study_are_neither_taken_nor_dropped() {
    let desk = interrupted();
    let folder = desk.path().join("results");
    let before = parts(&folder).len();
    let other = [SWEEP, &["--seed", "5"]].concat();
    let message = desk.bazaar(&other).refusal();
    assert!(message.contains("parts of another study") && message.contains("--force"), "{message}");
    assert_eq!(parts(&folder).len(), before);
    desk.bazaar(&[&other[..], &["--force"]].concat()).done();
    assert_whole(&folder);
}

/// A shell limits the size of files, in blocks of 512 bytes; writing beyond fails as on a full disk. Parts are smaller
/// than that and figures are not; the list of parts has 135 bytes for each.
#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_finished_parts_stay_and_nothing_half_written_counts() {
    let (whole, _) = whole();
    for (blocks, kept) in [("12", 40), ("4", 15), ("0", 0)] {
        let desk = Desk::new();
        let folder = desk.path().join("results");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let mut command = desk.command_through("sh", &["-c", &script, "sh"]);
        let answer = Answer::of(command.args(SWEEP));
        assert_eq!(answer.status, 3, "{}", answer.stderr);
        assert!(answer.stderr.contains("cannot write"), "{}", answer.stderr);
        // What was found is printed all the same; where not even a record can be written, nothing is run.
        assert_eq!(answer.stdout.contains("wait"), kept > 0, "{}", answer.stdout);
        let lost = answer.stderr.contains("finished parts are not kept");
        assert_eq!(lost, (1..40).contains(&kept), "{}", answer.stderr);
        assert!(!folder.join(MANIFEST).exists());
        assert_eq!(parts(&folder).len(), kept);
        let answer = desk.bazaar(SWEEP);
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        assert_whole(&folder);
        assert_eq!(result(&folder), whole);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only_is_known_before_the_first_run() {
    let desk = Desk::new();
    let Some(mut command) = desk.command_beside_read_only("results") else { return };
    let endless = ["sweep", "volunteer/exaflops", "--factor", "study.seed=1..9", "--out", "results"];
    let answer = Answer::of(command.args(endless));
    assert_eq!((answer.status, answer.stdout.as_str()), (3, ""), "{}", answer.stderr);
    assert!(answer.stderr.contains("cannot write results"), "{}", answer.stderr);
}
