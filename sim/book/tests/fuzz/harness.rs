//! Cases from a fixed seed, one after the other, each soon and in little memory.

use std::time::{Duration, Instant};

const CASES: u64 = 10_000;

/// The longest that one may take, and the most memory that all may take.
const LONGEST: Duration = Duration::from_secs(30);
const MOST_KILOBYTES: u64 = 2_000_000;

/// Tries all cases, each of which ends with nothing or with the number of reasons why it is refused; how many are read, and
/// how many refused.
pub(crate) fn try_all(seed: u64, mut one: impl FnMut(u64, &mut Chance) -> Result<(), usize>) -> (u64, u64) {
    let mut chance = Chance(seed);
    let (mut read, mut refused) = (0, 0);
    for case in 0..CASES {
        let began = Instant::now();
        match one(case, &mut chance) {
            Ok(()) => read += 1,
            Err(reasons) => {
                assert!(reasons > 0, "case {case} is refused without a reason");
                refused += 1;
            }
        }
        assert!(began.elapsed() < LONGEST, "case {case} took {:?}", began.elapsed());
    }
    if let Some(peak) = peak_kilobytes() {
        assert!(peak < MOST_KILOBYTES, "{peak} kB");
    }
    (read, refused)
}

/// Xorshift (Marsaglia 2003).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % end.max(1)
    }

    pub(crate) fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// What lies at the edges of the formats.
const ODD: [&str; 44] = [
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "\u{1b}[8m",
    "\u{202e}",
    "\u{feff}",
    "\r\n",
    "\n",
    "\t",
    "\0",
    "=",
    "==",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "{}",
    "[answers]",
    "\"\"\"",
    "'''",
    "#",
    ",",
    ";",
    "1e999",
    "-1e-999",
    "nan",
    "inf",
    "-0",
    "18446744073709551616",
    "9223372036854775808",
    "1,234",
    "≈2,2 ч",
    "±",
    "null",
    "true",
    "0x10",
    "1979-05-27T07:32:00Z",
    "a.b.c = 1",
    "\u{10ffff}",
    "labs/../../x",
    "/",
];

/// A text with some of it taken away, doubled, or replaced by something odd.
pub(crate) fn altered(text: &str, chance: &mut Chance) -> String {
    let mut all: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(4) {
        let at = chance.below(all.len() + 1);
        let end = (at + chance.below(24)).min(all.len());
        match chance.below(5) {
            0 => {
                all.drain(at..end);
            }
            1 => {
                let part: Vec<char> = all[at..end].to_vec();
                let many = part.repeat(1 + chance.below(40));
                all.splice(at..at, many);
            }
            2 => {
                all.splice(at..end, chance.one(&ODD).chars());
            }
            3 => {
                let odd = chance.one(&ODD).repeat(1 + chance.below(2_000));
                all.splice(at..at, odd.chars());
            }
            _ => {
                all.splice(at..at, chance.one(&ODD).chars());
            }
        }
    }
    all.into_iter().collect()
}

/// The most memory that this process ever had, where the system says so.
fn peak_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
