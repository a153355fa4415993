//! The ziggurat method: its tables, computed here and compared with those in the
//! source, and the two regions in which a test of all draws has little power,
//! the layers' edges (1% of the draws) and the tail (0.04%).

use std::fmt::Write;

use bazaar_engine::{Rng, Stream};
use bazaar_numerics::variates::{standard_exponential, standard_normal};
use pxfm::{f_exp, f_log};
use rand::TryRng;

use super::fit::phi;
use super::goodness::{follows, share_agrees};
use super::{DRAWS, stream};

const LAYERS: usize = 256;

/// A decreasing density (up to a factor) that starts at height 1, with the constants of its ziggurat.
struct Curve {
    name: &'static str,
    height: fn(f64) -> f64,
    inverse: fn(f64) -> f64,
    /// The area under the curve between two points.
    between: fn(f64, f64) -> f64,
    /// Where the base ends and the tail begins.
    base: f64,
    /// The area of each layer, the base with its tail included.
    area: f64,
}

/// Base and area solve "the 256th layer ends at height 1"; found by bisection in 40 digits.
const CURVES: [Curve; 2] = [
    Curve {
        name: "EXPONENTIAL",
        height: |x| f_exp(-x),
        inverse: |y| -f_log(y),
        between: |a, b| f_exp(-a) - f_exp(-b),
        base: 7.697_117_470_131_05,
        area: 0.003_949_659_822_581_557,
    },
    Curve {
        name: "NORMAL",
        height: |x| f_exp(-0.5 * x * x),
        inverse: |y| (-2.0 * f_log(y)).sqrt(),
        between: |a, b| (2.0 * std::f64::consts::PI).sqrt() * (phi(-a) - phi(-b)),
        base: 3.654_152_885_361_009,
        area: 0.004_928_673_233_974_655,
    },
];

const HEAD: &str = "\
//! The tables of the two ziggurats: the widths of the layers, and the density there.
//!
//! Generated; the test `the_tables_follow_from_their_recurrence` generates this
//! file again and compares. With base `R`, area `V`, density `f` (Marsaglia &
//! Tsang 2000, section 2): `x[0] = V / f(R)`, `x[1] = R`,
//! `x[i + 1] = f^-1(V / x[i] + f(x[i]))`, `x[256] = 0`. To print it:
//!
//! ```text
//! cargo test -p bazaar-numerics --test variates -- --ignored --nocapture print_the_tables
//! ```
";

fn ends(curve: &Curve) -> Vec<f64> {
    let mut x = vec![curve.area / (curve.height)(curve.base), curve.base];
    while x.len() < LAYERS {
        let last = x[x.len() - 1];
        x.push((curve.inverse)(curve.area / last + (curve.height)(last)));
    }
    x.push(0.0);
    x
}

fn source() -> String {
    let mut text = HEAD.to_owned();
    for curve in &CURVES {
        let x = ends(curve);
        let f: Vec<f64> = x.iter().map(|&x| (curve.height)(x)).collect();
        for (suffix, table) in [("X", x), ("F", f)] {
            let name = curve.name;
            write!(text, "\n#[rustfmt::skip]\npub(super) static {name}_{suffix}: [f64; 257] = [").unwrap();
            for (i, value) in table.iter().enumerate() {
                text.push_str(if i % 4 == 0 { "\n    " } else { " " });
                write!(text, "{value:?},").unwrap();
            }
            text.push_str("\n];\n");
        }
    }
    text
}

#[test]
fn the_tables_follow_from_their_recurrence() {
    // The shortest decimal that parses to the same number: equal text means equal bits.
    assert_eq!(source(), include_str!("../../src/variates/ziggurat_tables.rs"));
}

#[test]
fn the_last_layer_ends_at_the_top_of_the_curve() {
    for curve in &CURVES {
        let x = ends(curve)[LAYERS - 1];
        let top = curve.area / x + (curve.height)(x);
        assert!((top - 1.0).abs() < 1e-12, "{}: {top}", curve.name);
    }
}

#[test]
#[ignore = "prints the source of the tables"]
#[expect(clippy::print_stdout, reason = "that is its purpose")]
fn print_the_tables() {
    print!("{}", source());
}

/// Draws that took two numbers, the second for the height within a layer's
/// edge, must follow the density above the layer's floor.
fn edges_follow(name: &'static str, curve: &Curve, draw: impl Fn(&mut Stream) -> f64) {
    let ends = ends(curve);
    let mut rng = stream(name);
    let tries = 4_000_000;
    let mut places = Vec::new();
    for _ in 0..tries {
        let before = rng.drawn();
        let x = draw(&mut rng).abs();
        if rng.drawn() - before != 2 || x > curve.base {
            continue;
        }
        let outer = ends.iter().rposition(|&end| end > x).unwrap();
        let floor = (curve.height)(ends[outer]);
        let above_floor = |to: f64| {
            let from = ends[outer + 1];
            (curve.between)(from, to) - floor * (to - from)
        };
        places.push(above_floor(x) / above_floor(ends[outer]));
    }
    // Of 256 equal areas, the part that lies in an edge and under the curve.
    let edges = (1..LAYERS)
        .map(|i| {
            let width = ends[i] - ends[i + 1];
            (curve.between)(ends[i + 1], ends[i]) - (curve.height)(ends[i]) * width
        })
        .sum::<f64>();
    share_agrees(name, places.len(), tries, edges / (256.0 * curve.area));
    follows(name, places, |place| place);
}

#[test]
fn at_the_edges_of_the_layers_draws_follow_the_curve() {
    edges_follow("exponential edges", &CURVES[0], standard_exponential);
    edges_follow("normal edges", &CURVES[1], standard_normal);
}

/// First a word that leads to the far end of the base, then ordinary ones.
struct ToTheTail {
    first: Option<u64>,
    then: Stream,
}

impl TryRng for ToTheTail {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.try_next_u64().map(|word| (word >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.first.take().unwrap_or_else(|| self.then.next_u64()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.then.fill_bytes(bytes);
        Ok(())
    }
}

#[test]
fn beyond_the_base_draws_follow_the_tail() {
    let mut rng = ToTheTail { first: None, then: stream("tails") };
    let mut tail = |first: u64, draw: fn(&mut ToTheTail) -> f64| {
        let draws = (0..DRAWS).map(|_| {
            rng.first = Some(first);
            draw(&mut rng)
        });
        draws.collect::<Vec<_>>()
    };
    let far_right = (u64::MAX >> 1) & !0xff;
    let far_left = 1 << 63;
    let exponential = tail(!0xff, standard_exponential);
    let right = tail(far_right, standard_normal);
    let left = tail(far_left, standard_normal);

    let base = CURVES[0].base;
    follows("exponential tail", exponential, |x| 1.0 - f_exp(base - x));
    let base = CURVES[1].base;
    follows("right tail", right, |x| 1.0 - phi(-x) / phi(-base));
    follows("left tail", left, |x| phi(x) / phi(-base));
}

#[test]
fn the_tails_have_their_share() {
    let tries = 4_000_000;
    let mut rng = stream("tail shares");
    let beyond = (0..tries).filter(|_| standard_exponential(&mut rng) > CURVES[0].base).count();
    share_agrees("exponential", beyond, tries, f_exp(-CURVES[0].base));
    let normals = (0..tries).map(|_| standard_normal(&mut rng)).collect::<Vec<_>>();
    let base = CURVES[1].base;
    let right = normals.iter().filter(|&&z| z > base).count();
    let left = normals.iter().filter(|&&z| z < -base).count();
    share_agrees("right", right, tries, phi(-base));
    share_agrees("left", left, tries, phi(-base));
}
