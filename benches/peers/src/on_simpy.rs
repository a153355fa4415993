//! The workloads on SimPy, in a process that reads how far to run and reports how long it took.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::case::{Case, Class};
use crate::contender::Contender;
use crate::workloads::Work;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/simpy_peer.py");

/// With ten times as many, one round takes longer than 20 s.
const MOST_HOSTS: u32 = 100_000;

struct Simpy {
    process: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    work: Work,
    peak: u64,
}

/// A simulation at time zero.
///
/// # Errors
/// Why there is none, for the reader of the table.
pub(crate) fn start(
    case: Case,
    python: &Result<impl AsRef<Path>, String>,
) -> Result<Box<dyn Contender>, String> {
    Ok(Box::new(launch(case, python, "time")?))
}

/// The most bytes that Python had allocated at once up to time `end`. Counting them slows it down.
///
/// # Errors
/// If the process fails.
pub(crate) fn peak(case: Case, python: &Result<impl AsRef<Path>, String>, end: f64) -> Result<u64, String> {
    let mut simpy = launch(case, python, "memory")?;
    simpy.run_until(end)?;
    Ok(simpy.peak)
}

fn launch(case: Case, python: &Result<impl AsRef<Path>, String>, measure: &str) -> Result<Simpy, String> {
    let python = python.as_ref().map_err(|reason| format!("there is no Python with it: {reason}"))?;
    let mut command = Command::new(python.as_ref());
    command.args([SCRIPT, measure]);
    match case {
        Case::Queue => command.arg("queue"),
        Case::Hosts { hosts, .. } if hosts > MOST_HOSTS => {
            return Err(format!("more than {MOST_HOSTS} hosts would take it over 20 s a round"));
        }
        Case::Hosts { class, hosts } => {
            let class = if class == Class::Exponential { "exponential" } else { "random_class" };
            command.args(["hosts", class, &hosts.to_string()])
        }
    };
    let failed = |error: std::io::Error| format!("{SCRIPT}: {error}");
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(failed)?;
    let orders = process.stdin.take();
    let answers = process.stdout.take().ok_or("the script has no output")?;
    Ok(Simpy { process, orders, answers: BufReader::new(answers), work: Work::default(), peak: 0 })
}

impl Contender for Simpy {
    fn run_until(&mut self, end: f64) -> Result<Duration, String> {
        let failed = |error: std::io::Error| format!("{SCRIPT}: {error}");
        let orders = self.orders.as_mut().ok_or("the script has no input")?;
        writeln!(orders, "{end}").map_err(failed)?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer).map_err(failed)?;
        let numbers: Option<Vec<f64>> = answer.split_whitespace().map(|word| word.parse().ok()).collect();
        let Some([seconds, events, deviation, level, peak]) = numbers.as_deref() else {
            return Err(format!("{SCRIPT} answered {answer:?}"));
        };
        self.work = Work { events: *events as u64, deviation: *deviation, level: *level };
        self.peak = *peak as u64;
        Ok(Duration::from_secs_f64(*seconds))
    }

    fn work(&self) -> Work {
        self.work
    }

    fn handled(&self) -> u64 {
        self.work.events
    }
}

/// The script ends with its input.
impl Drop for Simpy {
    fn drop(&mut self) {
        self.orders = None;
        // It has answered every request; its exit status does not matter.
        let _ = self.process.wait();
    }
}
