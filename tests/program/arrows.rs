//! Dependencies between crates are acyclic: `numerics <- engine <- models <- scenario <- study <- figure <-
//! report <- labs <- book <- program`. Large external dependencies are in the leaves that need them, so that the
//! kernel and the models build and test in seconds.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

use crate::repository;

/// The crates of the workspace; each may use those before it. The page is a leaf beside the program.
const ORDER: [&str; 14] = [
    "bazaar-numerics",
    "bazaar-engine",
    "bazaar-macros",
    "bazaar-models",
    "bazaar-scenario",
    "bazaar-study",
    "bazaar-figure",
    "bazaar-exercise",
    "bazaar-report",
    "bazaar-play",
    "bazaar-labs",
    "bazaar-book",
    "bazaar",
    "bazaar-page",
];

/// Dependencies that take minutes to build, and the crates that may bring them in.
const HEAVY: [&str; 4] = ["polars", "parquet", "mdbook", "mdbook-driver"];
const LEAVES: [&str; 4] = ["bazaar-report", "bazaar-labs", "bazaar-book", "bazaar"];

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(repository::root().join("Cargo.toml")).no_deps().exec().unwrap()
}

fn rank(name: &str) -> usize {
    ORDER
        .iter()
        .position(|known| *known == name)
        .unwrap_or_else(|| panic!("{name} has no place in the order"))
}

#[test]
fn every_crate_uses_only_those_before_it() {
    let metadata = metadata();
    let members: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let mut arrows = 0;
    for package in &metadata.packages {
        for dependency in &package.dependencies {
            if dependency.kind != DependencyKind::Development && members.contains(dependency.name.as_str()) {
                arrows += 1;
                assert!(
                    rank(&dependency.name) < rank(&package.name),
                    "{} must not use {}",
                    package.name,
                    dependency.name
                );
            }
        }
    }
    assert!(arrows >= members.len() - 1, "only {arrows} arrows between {members:?}");
}

#[test]
fn the_kernel_uses_the_numerics_and_these_a_maths_library_and_a_randomness_trait() {
    let metadata = metadata();
    let used = |name: &str| -> BTreeSet<String> {
        let package = metadata.packages.iter().find(|package| package.name.as_str() == name).unwrap();
        let used = package.dependencies.iter().filter(|used| used.kind != DependencyKind::Development);
        used.map(|dependency| dependency.name.clone()).collect()
    };
    assert_eq!(used("bazaar-engine"), BTreeSet::from(["bazaar-numerics", "rand"].map(str::to_owned)));
    assert_eq!(used("bazaar-numerics"), BTreeSet::from(["pxfm", "rand"].map(str::to_owned)));
}

#[test]
fn nothing_heavy_is_behind_a_crate_that_is_no_leaf() {
    let lock = locked();
    for name in ORDER.into_iter().filter(|name| !LEAVES.contains(name)) {
        let behind = reachable(&lock, name);
        assert!(behind.len() > 1, "{name} is not in Cargo.lock");
        for heavy in HEAVY {
            assert!(!behind.contains(heavy), "{name} brings in {heavy}");
        }
    }
}

#[test]
fn the_page_is_built_by_nobody_who_does_not_ask_for_it() {
    let manifest = repository::read("Cargo.toml");
    let default = manifest.lines().find_map(|line| line.strip_prefix("default-members = ")).unwrap();
    let members = manifest.lines().find_map(|line| line.strip_prefix("members = ")).unwrap();
    let listed = |list: &str| -> BTreeSet<String> {
        list.split('"').skip(1).step_by(2).filter(|path| *path != ".").map(str::to_owned).collect()
    };
    let left_out: Vec<String> = listed(members).difference(&listed(default)).cloned().collect();
    assert_eq!(left_out, ["sim/page"]);
    let page = &locked()["bazaar-page"];
    assert!(!page.contains("bazaar-report") && !page.contains("bazaar-labs"), "{page:?}");
}

#[test]
fn every_package_comes_from_the_one_registry() {
    for lock in ["Cargo.lock", "benches/peers/Cargo.lock"] {
        let text = repository::read(lock);
        let sources: BTreeSet<&str> =
            text.lines().filter_map(|line| line.strip_prefix("source = ")).collect();
        assert_eq!(
            sources,
            BTreeSet::from(["\"registry+https://github.com/rust-lang/crates.io-index\""]),
            "{lock}"
        );
    }
}

#[test]
fn nobody_builds_the_libraries_that_bazaar_is_compared_with() {
    let (ours, peers) = (repository::read("Cargo.lock"), repository::read("benches/peers/Cargo.lock"));
    for library in ["simcore", "simrs"] {
        let line = format!("name = \"{library}\"");
        assert!(peers.contains(&line), "{library} is not compared with");
        assert!(!ours.contains(&line), "whoever builds Bazaar builds {library}");
    }
}

#[test]
fn running_and_testing_build_every_library_once() {
    let built_by_run = features(&["--package", "bazaar", "--edges", "normal,build"]);
    let built_by_test = features(&["--workspace", "--edges", "normal,build,dev"]);
    assert!(built_by_run.len() > 100, "{built_by_run:?}");
    for library in &built_by_run {
        assert!(built_by_test.contains(library), "`cargo test` builds {library} again, with other features");
    }
}

/// Every package with its version and features, as a cargo command with these arguments builds it.
fn features(arguments: &[&str]) -> BTreeSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--offline", "--prefix", "none", "--no-dedupe", "--format", "{p} {f}"]);
    let output = cargo.args(arguments).current_dir(repository::root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// What each package of `Cargo.lock` depends on, by name; what tests use is included.
fn locked() -> BTreeMap<String, BTreeSet<String>> {
    let mut packages = BTreeMap::<String, BTreeSet<String>>::new();
    for package in repository::read("Cargo.lock").split("[[package]]").skip(1) {
        let name = package.lines().find_map(|line| line.strip_prefix("name = ")).unwrap().trim_matches('"');
        // A dependency is a line such as ` "rand 0.10.0",`, with a version only where there are several.
        let dependencies = package.lines().filter_map(|line| line.strip_prefix(" \""));
        let names = dependencies.map(|line| line.split([' ', '"']).next().unwrap().to_owned());
        packages.entry(name.to_owned()).or_default().extend(names);
    }
    packages
}

fn reachable<'a>(lock: &'a BTreeMap<String, BTreeSet<String>>, name: &'a str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut next = vec![name];
    while let Some(name) = next.pop() {
        if let Some(dependencies) = lock.get(name)
            && found.insert(name)
        {
            next.extend(dependencies.iter().map(String::as_str));
        }
    }
    found
}

/// The modules of a crate that each of its modules uses, by the names below `src`; tests are left out.
fn modules(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let folder = repository::root().join(folder);
    let name = |path: &std::path::Path| {
        let first = path.strip_prefix(&folder).unwrap().components().next().unwrap();
        first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
    };
    let files: Vec<_> =
        repository::files(&folder).into_iter().filter(|path| !path.ends_with("lib.rs")).collect();
    let known: BTreeSet<String> = files.iter().map(|path| name(path)).collect();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in &files {
        let text = std::fs::read_to_string(path).unwrap();
        let code: String = text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap()
            .lines()
            .filter(|line| !line.trim().starts_with("//"))
            .collect();
        let found = uses.entry(name(path)).or_default();
        for rest in code.split("crate::").skip(1) {
            found.extend(
                first_names(rest).into_iter().filter(|used| known.contains(*used)).map(str::to_owned),
            );
        }
        found.remove(&name(path));
    }
    uses
}

/// The names with which the paths of a use begin: `a::b`, or each of `{a::{b, c}, d}`.
fn first_names(rest: &str) -> Vec<&str> {
    let Some(group) = rest.strip_prefix('{') else { return vec![first_name(rest)] };
    let (mut names, mut depth, mut begins) = (Vec::new(), 0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(first_name(&group[begins..]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(first_name(&group[begins..]));
                begins = at + 1;
            }
            _ => {}
        }
    }
    names
}

fn first_name(path: &str) -> &str {
    let path = path.trim_start();
    path.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
}

#[test]
fn modules_of_the_scenario_crate_are_in_no_cycle() {
    let uses = modules("sim/scenario/src");
    let arrows: usize = uses.values().map(BTreeSet::len).sum();
    assert!(uses.len() > 30 && arrows > 80, "{} modules, {arrows} arrows", uses.len());
    for (module, used) in &uses {
        for other in used {
            assert!(
                !reachable(&uses, other).contains(module.as_str()),
                "{module} uses {other}, which uses {module}"
            );
        }
    }
}

#[test]
fn the_modules_of_a_use_are_found() {
    assert_eq!(first_names("place::Place;"), ["place"]);
    assert_eq!(first_names("{a::{b, c}, d, e::F};"), ["a", "d", "e"]);
    assert_eq!(first_names("read_and_check(document)"), ["read_and_check"]);
}
