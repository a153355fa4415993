//! The random network: any two people know each other with the same probability (Erdős & Rényi 1959; Gilbert
//! 1959).
//!
//! Instead of testing every pair, the generator draws the gaps between connected pairs, which are geometric
//! (Batagelj & Brandes 2005).

use bazaar_engine::stream::{Generator, Stream};
use bazaar_numerics::variates::standard_exponential;
use pxfm::f_log1p;

use super::Pairs;

pub(super) fn pairs<G: Generator>(people: u32, degree: f64, rng: &mut Stream<G>) -> Pairs {
    let p = degree / f64::from(people - 1);
    if p <= 0.0 {
        return Vec::new();
    }
    // The hazard per pair of reaching a connected one.
    let hazard = if p < 1.0 { -f_log1p(-p) } else { f64::INFINITY };
    let mut pairs = Vec::new();
    // All pairs (one, other) with other < one, row by row.
    let (mut one, mut other) = (1_u64, 0_u64);
    loop {
        let gap = (standard_exponential(rng) / hazard).floor();
        if gap >= f64::from(people) * f64::from(people) {
            return pairs;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number below 2^64"
        )]
        let gap = gap as u64;
        other += gap;
        while other >= one {
            other -= one;
            one += 1;
            if one >= u64::from(people) {
                return pairs;
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "both are below the number of people")]
        pairs.push((one as u32, other as u32));
        other += 1;
        if other >= one {
            other -= one;
            one += 1;
            if one >= u64::from(people) {
                return pairs;
            }
        }
    }
}
