//! The recording that `volunteer/trace-replay` replays is what the model itself gives.
//!
//! Forty hosts of the class `desktop`, in equilibrium, followed for 30 days from
//! the seed 1; times are rounded to whole seconds. One of them is never available
//! and has no row, as it would have none in a measured trace. To write it anew:
//!
//! ```text
//! BAZAAR_RENEW_RECORDING=1 cargo test --workspace --test recording
//! ```
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use bazaar_engine::{Key, Stream, Streams};
use bazaar_models::volunteer::availability::{Process, Sojourn};
use bazaar_models::volunteer::{Availability, HostStart};

const HOSTS: u64 = 40;
const HOURS: f64 = 720.0;

const HEAD: &str = "\
# Made by Bazaar's own class `desktop`, not measured: 40 hosts in equilibrium, 30 days, seed 1.
# One of the forty was never available, and so is not in it.
# A row is an interval in which a host was available, in seconds.
# sim/models/tests/recording.rs makes it; licence: that of Bazaar, MIT or Apache 2.0.
host,start,end
";

fn seconds(hours: f64) -> f64 {
    (hours.min(HOURS) * 3600.0).round()
}

fn recording() -> String {
    let process = Process::new(&Availability::Desktop).unwrap();
    let mut text = HEAD.to_owned();
    for host in 0..HOSTS {
        let key = Key::initial(host);
        let mut dice: Stream = Streams::new(1).component("recording").stream(0, key);
        let mut now = 0.0;
        let Sojourn { mut available, mut until } =
            process.begin(HostStart::Equilibrium, now, 0.0, key, &mut dice);
        while now < HOURS {
            let (start, end) = (seconds(now), seconds(until));
            if available && start < end {
                writeln!(text, "desk-{host:02},{start},{end}").unwrap();
            }
            (available, now) = (!available, until);
            until = process.next(available, now, 0.0, key, &mut dice);
        }
    }
    text
}

#[test]
fn the_recording_is_made_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/volunteer/desktops.csv");
    if std::env::var_os("BAZAAR_RENEW_RECORDING").is_some() {
        fs::write(&path, recording()).unwrap();
    }
    let checked_in = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let names: BTreeSet<&str> =
        checked_in.lines().filter_map(|row| row.strip_prefix("desk-")?.get(..2)).collect();
    assert_eq!(names.len(), 39);
    assert!(checked_in == recording(), "BAZAAR_RENEW_RECORDING=1 cargo test --workspace --test recording");
}
