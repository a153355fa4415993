//! The measurement: all libraries side by side, round after round.

use std::path::Path;

use crate::case::{Case, Class};
use crate::contender::{Contender, Library};
use crate::{agreement, memory, on_simpy};

/// The amount of work.
pub(crate) struct Scale {
    sizes: &'static [u32],
    /// Events in a round; at least one for each host.
    events: u64,
    rounds: usize,
}

impl Scale {
    pub(crate) const FULL: Scale = Scale { sizes: &[1_000, 100_000, 1_000_000], events: 200_000, rounds: 7 };
    pub(crate) const SMOKE: Scale = Scale { sizes: &[100], events: 2_000, rounds: 2 };

    pub(crate) fn cases(&self) -> Vec<Case> {
        let hosts = |class| self.sizes.iter().map(move |&hosts| Case::Hosts { class, hosts });
        let classes = [Class::Exponential, Class::Random];
        [Case::Queue].into_iter().chain(classes.into_iter().flat_map(hosts)).collect()
    }
}

/// The costs of one library.
pub(crate) struct Measured {
    /// Nanoseconds per event, one figure for each round.
    pub(crate) costs: Vec<f64>,
    /// The most bytes allocated at once.
    pub(crate) bytes: u64,
}

/// A library, and what it needed or why it did not run.
pub(crate) type Entry = (Library, Result<Measured, String>);

struct Entrant {
    library: Library,
    contender: Box<dyn Contender>,
    measured: Measured,
}

/// Measures a case. Bazaar comes first.
///
/// # Errors
/// If a simulation fails, or does not do what the others do.
pub(crate) fn measure(
    case: Case,
    scale: &Scale,
    python: &Result<impl AsRef<Path>, String>,
) -> Result<Vec<Entry>, String> {
    let hosts = case.hosts().unwrap_or(0).into();
    let stretch = case.hours(scale.events.max(hosts));
    let mut end = case.hours((scale.events / 10).max(hosts));
    let (mut entrants, missing) = enter(case, end, python)?;
    let count = entrants.len();
    for round in 0..scale.rounds {
        let (from, to) = (end + stretch / 10.0, end + stretch / 10.0 + stretch);
        for place in 0..count {
            // Each goes first in its turn.
            let Entrant { contender, measured, .. } = &mut entrants[(place + round) % count];
            contender.run_until(from)?;
            let before = contender.work().events;
            let time = contender.run_until(to)?;
            let events = contender.work().events - before;
            measured.costs.push(time.as_secs_f64() * 1e9 / events as f64);
        }
        end = to;
    }
    same_work(case, end, &entrants)?;
    let measured = entrants.into_iter().map(|entrant| (entrant.library, Ok(entrant.measured)));
    Ok(measured.chain(missing).collect())
}

/// Sets all simulations up and runs them to `end`: every host has gone through about one change.
fn enter(
    case: Case,
    end: f64,
    python: &Result<impl AsRef<Path>, String>,
) -> Result<(Vec<Entrant>, Vec<Entry>), String> {
    let (mut entrants, mut missing) = (Vec::new(), Vec::new());
    for library in Library::ALL {
        let (started, mut bytes) = memory::peak(|| {
            let contender = library.start(case, python);
            contender.map(|mut contender| contender.run_until(end).map(|_| contender))
        });
        match started {
            Err(reason) => missing.push((library, Err(reason))),
            Ok(contender) => {
                if library == Library::Simpy {
                    bytes = on_simpy::peak(case, python, end)?;
                }
                let measured = Measured { costs: Vec::new(), bytes };
                entrants.push(Entrant { library, contender: contender?, measured });
            }
        }
    }
    Ok((entrants, missing))
}

fn same_work(case: Case, end: f64, entrants: &[Entrant]) -> Result<(), String> {
    let Some(first) = entrants.first() else { return Ok(()) };
    let reference = first.contender.work();
    for Entrant { library, contender, .. } in entrants {
        let work = contender.work();
        let same = match library.shares_streams() {
            true => agreement::in_full(work, reference),
            false => agreement::in_distribution(case, work, reference),
        };
        let counted = match contender.handled() {
            handled if handled == work.events => Ok(()),
            handled => Err(format!("the library counts {handled} events, the model {}", work.events)),
        };
        same.and(counted)
            .and_then(|()| agreement::with_theory(case, end, work))
            .map_err(|error| format!("{} at {case}: {error}", library.name()))?;
    }
    Ok(())
}
