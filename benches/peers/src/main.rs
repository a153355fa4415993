//! Bazaar's kernel beside other discrete-event libraries, on the same work.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml` runs an M/M/1
//! queue and on/off hosts through Bazaar, a loop around `std`'s `BinaryHeap`,
//! simcore, simrs and SimPy, and prints one table. It takes about six minutes and
//! up to 1 GB. With `--smoke` it does the same with next to no work, to see that it works.
//!
//! What makes the comparison fair:
//!
//! - **The same model.** All Rust libraries drive the same structs and draw the
//!   same numbers from the same streams, so that only the kernels differ. They
//!   must end with exactly as many events. SimPy draws its own, and must agree
//!   with theory, or with the others, within five standard errors.
//! - **Each as its authors would have it.** The model is wired up as in each
//!   library's own examples; where there were two ways, the faster one stayed.
//! - **The same minute.** All simulations of a case are set up side by side, and
//!   each round lets every one of them run the same interval of simulated time,
//!   after a tenth of it that is not counted. A ratio is the median over rounds
//!   of the ratio within a round, so that a slower minute slows both sides.
//! - **CPU time** of one thread, not wall time.
//! - **Bytes per host** are the most that was asked for at once while a
//!   simulation was made and each host went through one change; what the
//!   allocator needs for itself is not in them.

mod agreement;
mod case;
mod contender;
mod memory;
mod on_simcore;
mod on_simpy;
mod on_simrs;
mod python;
mod rounds;
mod table;
#[path = "../../workloads/mod.rs"]
mod workloads;

use std::collections::BTreeSet;
use std::error::Error;
use std::process::ExitCode;

use crate::rounds::Scale;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let scale = match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => Scale::FULL,
        (Some("--smoke"), None) => Scale::SMOKE,
        _ => {
            eprintln!("The only argument is --smoke: a quick run whose figures mean nothing.");
            return ExitCode::from(2);
        }
    };
    match compare(&scale) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(scale: &Scale) -> Result<(), Box<dyn Error>> {
    let python = python::with_simpy();
    let mut reasons = BTreeSet::new();
    println!("{}", table::HEAD);
    for case in scale.cases() {
        let entries = rounds::measure(case, scale, &python)?;
        for row in table::rows(case, &entries) {
            println!("{row}");
        }
        let missing = entries.into_iter().filter_map(|(library, outcome)| Some((library, outcome.err()?)));
        reasons.extend(missing.map(|(library, reason)| format!("-: {}: {reason}.", library.name())));
    }
    println!();
    for reason in reasons {
        println!("{reason}");
    }
    Ok(())
}
