//! Performance targets of the kernel, as ratios, which depend little on the machine.

use std::fmt;

/// Nanoseconds per event of one case.
#[derive(Clone, Copy)]
pub(crate) struct Costs {
    pub(crate) kernel: f64,
    pub(crate) plain: f64,
}

#[derive(Clone, Copy)]
enum Aim {
    AtLeast(f64),
    AtMost(f64),
}

/// One line: a ratio, and its target if there is one.
pub(crate) struct Ratio {
    what: String,
    value: f64,
    aim: Option<Aim>,
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<62} {:>6.2}", self.what, self.value)?;
        let (words, bound, reached) = match self.aim {
            None => return Ok(()),
            Some(Aim::AtLeast(bound)) => ("at least", bound, self.value >= bound),
            Some(Aim::AtMost(bound)) => ("at most", bound, self.value <= bound),
        };
        write!(f, "   {words} {bound}: {}", if reached { "reached" } else { "not reached" })
    }
}

/// All ratios that can be computed from the measurements, each by number of hosts.
pub(crate) fn ratios(exponential: &[(u32, Costs)], random: &[(u32, Costs)]) -> Vec<Ratio> {
    let mut ratios = Vec::new();
    for (name, class) in [("exponential", exponential), ("random class", random)] {
        for (hosts, costs) in class {
            let what = format!("BinaryHeap to kernel, {name}, {:.0e} hosts", f64::from(*hosts));
            let aim = match (name, hosts) {
                ("exponential", 100_000) => Some(Aim::AtLeast(5.0)),
                ("exponential", 1_000_000) => Some(Aim::AtLeast(12.0)),
                _ => None,
            };
            ratios.push(Ratio { what, value: costs.plain / costs.kernel, aim });
        }
    }
    for (hosts, costs) in random {
        if let Some((_, base)) = exponential.iter().find(|(size, _)| size == hosts) {
            let what = format!("random class to exponential, kernel, {:.0e} hosts", f64::from(*hosts));
            let aim = (*hosts == 100_000).then_some(Aim::AtMost(1.5));
            ratios.push(Ratio { what, value: costs.kernel / base.kernel, aim });
        }
    }
    for (name, class) in [("exponential", exponential), ("random class", random)] {
        if let [(1_000, few), .., (1_000_000, many)] = class {
            let what = format!("1e6 hosts to 1e3, kernel, {name}");
            ratios.push(Ratio { what, value: many.kernel / few.kernel, aim: Some(Aim::AtMost(2.5)) });
        }
    }
    ratios
}
