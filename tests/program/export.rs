//! `bazaar export`: tables for notebooks, and those that are checked in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::desk::Desk;
use crate::repository;

/// The folder of the repository that has them.
const DATA: &str = "notebooks-data";

/// How to write them again.
const RENEW: &str = "cargo run -- export --out notebooks-data --force";

/// All base scenarios and all labs are run: a minute, on a busy machine several.
const LONG: Duration = Duration::from_secs(900);

/// Small tables are welcome in the repository, large ones are not.
const MOST_BYTES: usize = 3_000_000;

fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    repository::files(folder).iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

#[test]
fn the_tables_that_are_checked_in_are_those_that_the_program_writes() {
    let desk = Desk::new();
    desk.command().args(["export", "--out", "data"]).timeout(LONG).assert().success();
    let (here, made) = (all(&repository::root().join(DATA)), all(&desk.path().join("data")));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<BTreeSet<_>>();
    let (known, written) = (names(&here), names(&made));
    let missing: Vec<&String> = written.difference(&known).collect();
    let stale: Vec<&String> = known.difference(&written).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing {missing:?}, stale {stale:?}: {RENEW}");
    let differing: Vec<&String> =
        made.iter().filter(|(name, bytes)| here[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(differing.is_empty(), "{differing:?} are not what the program writes: {RENEW}");
    let size: usize = here.values().map(Vec::len).sum();
    assert!(size < MOST_BYTES, "{size} bytes");
}

#[test]
fn every_model_and_every_lab_has_a_folder() {
    let data = repository::root().join(DATA);
    let folders = |of: &str| {
        let entries = fs::read_dir(repository::root().join("scenarios").join(of)).unwrap();
        let entries = entries.map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    for model in folders("").iter().filter(|name| !["labs", "studies", "reference"].contains(&name.as_str()))
    {
        let packages = fs::read_dir(data.join(model)).map(Iterator::count).unwrap_or(0);
        assert!(packages >= 1, "{model}: {RENEW}");
    }
    let labs = folders("labs");
    assert!(labs.len() >= 6, "{labs:?}");
    for lab in labs {
        assert!(data.join("labs").join(&lab).join("datapackage.json").is_file(), "{lab}: {RENEW}");
    }
}

#[test]
fn a_package_says_what_its_files_are_and_its_notebooks_read_them() {
    let desk = Desk::new();
    let small = ["export", "reference/mm1", "labs/warm-up", "--replications", "2", "--out", "data"];
    let printed = desk.bazaar(&small).done().stdout;
    assert_eq!(printed.lines().count(), 2, "{printed}");
    let folder = desk.path().join("data/reference/mm1");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let package: Value = serde_json::from_str(&read("datapackage.json")).unwrap();
    assert_eq!(package["name"], "reference-mm1");
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 5);
    for resource in resources {
        let bytes = fs::read(folder.join(resource["path"].as_str().unwrap())).unwrap();
        if resource["format"] == "csv" {
            assert_eq!(resource["bytes"], bytes.len(), "{resource}");
        }
        assert_eq!(resource["hash"].as_str().unwrap().len(), "sha256:".len() + 64, "{resource}");
    }
    for resource in resources.iter().filter(|one| one["format"] == "csv") {
        let path = resource["path"].as_str().unwrap();
        let header = read(path).lines().next().unwrap().to_owned();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let named: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(header, named.join(","), "{path}");
        assert!(fields.iter().all(|field| field["description"].as_str().unwrap().ends_with('.')), "{path}");
    }
    assert_eq!(package["resources"][0]["schema"]["fields"][0]["type"], "integer");
    assert!(read("summary.csv").lines().count() > 4 && read("metrics.csv").contains("utilisation"));
    for (name, language) in [("notebook-python.ipynb", "python"), ("notebook-r.ipynb", "R")] {
        let text = read(name);
        let notebook: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(notebook["metadata"]["kernelspec"]["language"], language);
        assert!(notebook["cells"].as_array().unwrap().len() >= 5);
        assert!(!text.contains("{{") && text.contains("observations.csv"), "{name}");
    }
    // The lab's figure is about what its first question asks.
    let lab = fs::read_to_string(desk.path().join("data/labs/warm-up/notebook-python.ipynb")).unwrap();
    assert!(lab.contains("customers_waiting") || lab.contains("wait"), "{lab}");
}

#[test]
fn what_cannot_be_exported_is_said_and_nothing_is_written() {
    let desk = Desk::new();
    let refusal = |arguments: &[&str]| desk.bazaar(&[&["export"], arguments].concat()).refusal();
    assert!(refusal(&["reference/mm2", "--out", "data"]).contains("did you mean"));
    assert!(refusal(&["labs/warmup", "--out", "data"]).contains("labs/warm-up"));
    assert!(refusal(&["studies/reward", "--out", "data"]).contains("is a study"));
    assert!(refusal(&["reference/mm1", "reference/mm1", "--out", "data"]).contains("each once"));
    assert!(!desk.path().join("data").exists());
    desk.file("full/notes.txt", "mine");
    assert!(refusal(&["reference/mm1", "--out", "full"]).contains("--force"));
}

/// A title of paths, quotes, dollars and places of templates is a literal in the programs.
#[test]
fn a_notebook_of_any_title_opens() {
    let desk = Desk::new();
    let title = r#"C:\Users\x "{{metric}}" $\frac$ \"#;
    let queue = "[study]\nhorizon = \"20 h\"\nreplications = 2\n[model.queue]\n";
    desk.file("odd.toml", format!("title = '{title}'\n{queue}"));
    desk.bazaar(&["export", "odd.toml", "--out", "data", "--quiet"]).done();
    for (notebook, place) in [("notebook-python.ipynb", "axes.set_title("), ("notebook-r.ipynb", "main = ")] {
        let text = fs::read_to_string(desk.path().join("data/odd").join(notebook)).unwrap();
        let notebook: Value = serde_json::from_str(&text).unwrap();
        let lines =
            notebook["cells"].as_array().unwrap().iter().flat_map(|cell| cell["source"].as_array().unwrap());
        let lines: Vec<&str> = lines.map(|line| line.as_str().unwrap()).collect();
        let line = lines.iter().find(|line| line.contains(place)).unwrap();
        let literal = &line[line.find(place).unwrap() + place.len()..];
        let mut read = serde_json::Deserializer::from_str(literal).into_iter::<String>();
        assert_eq!(read.next().unwrap().unwrap(), title);
        assert!(!lines.iter().any(|line| line.contains("{{") && !line.contains("{{metric}}")), "{lines:?}");
    }
}
