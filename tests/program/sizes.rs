//! Runs too large for any machine are refused before they begin, with the parameter to reduce.

use crate::desk::{Desk, flowing};

/// A file of the queue that runs a day.
fn queue(model: &str) -> String {
    format!("[study]\nhorizon = \"24 h\"\nreplications = 2\n[model.queue]\n{model}\n")
}

#[test]
fn a_cycle_of_events_that_takes_no_time_is_refused() {
    let desk = Desk::new();
    desk.file("zeros.csv", "duration\n0\n0\n0\n");
    desk.file("queue.toml", queue("arrivals = { deterministic = \"0 h\" }"));
    desk.file("table.toml", queue("arrivals = { empirical = { file = \"zeros.csv\", unit = \"s\" } }"));
    let nothing = "{ deterministic = \"0 h\" }";
    desk.file(
        "hosts.toml",
        format!(
            "[study]\nhorizon = \"24 h\"\nreplications = 2\n[model.volunteer.hosts]\ninitial = 10\n\
             [model.volunteer.classes.x]\nshare = 1\n\
             availability = {{ renewal = {{ available = {nothing}, unavailable = {nothing} }} }}\n"
        ),
    );
    for (file, says) in [
        ("queue.toml", "the clock stands still"),
        ("table.toml", "above zero"),
        ("hosts.toml", "stops the clock"),
    ] {
        for verb in ["check", "run"] {
            let message = flowing(&desk.bazaar(&[verb, file]).refusal());
            assert!(message.contains(says) && message.contains(file), "{message}");
        }
    }
    // A service of no time is none: arrivals take some.
    desk.file("service.toml", queue("service = { deterministic = \"0 h\" }"));
    desk.bazaar(&["run", "service.toml"]).done();
}

#[test]
fn what_takes_too_much_is_refused_with_what_to_lower() {
    let desk = Desk::new();
    let cases: &[(&[&str], &str)] = &[
        (
            &["check", "marketplace/base", "--set", "model.marketplace.buyers.potential=4294967295"],
            "buyers.potential",
        ),
        (
            &["run", "marketplace/base", "--set", "model.marketplace.buyers.potential=4294967295"],
            "buyers.potential",
        ),
        (
            &[
                "run",
                "volunteer/base",
                "--replications",
                "1",
                "--set",
                "model.volunteer.hosts.initial=1000000000",
                "--set",
                "model.volunteer.hosts_per_partition=4294967295",
            ],
            "hosts.initial",
        ),
        (&["run", "subscription/base", "--set", "model.subscription.leads.rate=1e18 / month"], "leads.rate"),
        (
            &["run", "marketplace/base", "--set", "model.marketplace.buyers.reconsider=1e300 / h"],
            "reconsider",
        ),
        (&["check", "marketplace/base", "--set", "model.marketplace.requests.rate=1e300 / month"], "rate"),
        (&["run", "reference/mm1", "--replications", "4294967295"], "10000000"),
        (
            &[
                "sweep",
                "reference/mm1",
                "--factor",
                "model.queue.servers=1..3",
                "--design",
                "latin-hypercube",
                "--points",
                "4294967295",
            ],
            "100000",
        ),
        (
            &[
                "sensitivity",
                "reference/mm1",
                "--metric",
                "wait",
                "--factor",
                "model.queue.servers=1..3",
                "--size",
                "4294967295",
            ],
            "100000",
        ),
        (&["run", "reference/mm1", "--precision", "1e-12"], "0.01%"),
        (&["course", "rehearse", "labs/warm-up", "--students", "1000000"], "10000"),
    ];
    for (arguments, says) in cases {
        let message = desk.bazaar(arguments).refusal();
        assert!(message.contains(says), "{arguments:?}: {message}");
        assert!(!message.contains("000000000000"), "a number of a dozen digits and more: {message}");
    }
}

#[test]
fn the_largest_shipped_scenarios_are_valid_and_say_how_long_they_take() {
    for name in ["volunteer/two-billion-pcs", "volunteer/million-hosts-year"] {
        let answer = Desk::new().bazaar(&["check", name]);
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        assert!(answer.stdout.contains("valid"), "{}", answer.stdout);
    }
}
