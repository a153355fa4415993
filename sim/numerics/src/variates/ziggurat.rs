//! The ziggurat method: exponential and normal draws, most of them from one random number.
//!
//! Cover the area under a decreasing density with 256 horizontal layers of
//! equal area (Marsaglia & Tsang 2000). Choose a layer, then a point along it.
//! A point left of the next layer's end is certainly under the curve. That is
//! the case 99 times in a hundred, and costs one table look-up, one
//! multiplication and one comparison. Only a layer's edge, which the curve
//! crosses, and the tail need more.
//!
//! One 64-bit number serves the common case. The layer comes from its lowest
//! eight bits and the point from its highest 52 or 53, so the two are
//! independent, which in the article's own 32-bit version they are not
//! (Doornik 2005). A point is the midpoint of its cell, so a draw is never 0.

use super::exp::exp;
use super::unit::{middle, signed_middle, unit};
use super::ziggurat_tables::{EXPONENTIAL_F, EXPONENTIAL_X, NORMAL_F, NORMAL_X};
use rand::Rng;

/// An exponential draw with mean 1.
#[inline]
pub fn standard_exponential<R: Rng + ?Sized>(rng: &mut R) -> f64 {
    let bits = rng.next_u64();
    let layer = layer(bits);
    let x = middle(bits) * EXPONENTIAL_X[layer];
    if x < EXPONENTIAL_X[layer + 1] { x } else { exponential_edge(rng, layer, x) }
}

#[cold]
fn exponential_edge<R: Rng + ?Sized>(rng: &mut R, mut layer: usize, mut x: f64) -> f64 {
    loop {
        if layer == 0 {
            // The exponential is memoryless: the tail beyond the base is the whole distribution, shifted.
            return EXPONENTIAL_X[1] + standard_exponential(rng);
        }
        if height(rng, &EXPONENTIAL_F, layer) < exp(-x) {
            return x;
        }
        let bits = rng.next_u64();
        layer = self::layer(bits);
        x = middle(bits) * EXPONENTIAL_X[layer];
        if x < EXPONENTIAL_X[layer + 1] {
            return x;
        }
    }
}

/// A normal draw with mean 0 and variance 1.
#[inline]
pub fn standard_normal<R: Rng + ?Sized>(rng: &mut R) -> f64 {
    let bits = rng.next_u64();
    let layer = layer(bits);
    let x = signed_middle(bits) * NORMAL_X[layer];
    if x.abs() < NORMAL_X[layer + 1] { x } else { normal_edge(rng, layer, x) }
}

#[cold]
fn normal_edge<R: Rng + ?Sized>(rng: &mut R, mut layer: usize, mut x: f64) -> f64 {
    loop {
        if layer == 0 {
            return normal_tail(rng).copysign(x);
        }
        if height(rng, &NORMAL_F, layer) < exp(-0.5 * x * x) {
            return x;
        }
        let bits = rng.next_u64();
        layer = self::layer(bits);
        x = signed_middle(bits) * NORMAL_X[layer];
        if x.abs() < NORMAL_X[layer + 1] {
            return x;
        }
    }
}

/// A normal draw, given that it lies beyond the base (Marsaglia 1964).
fn normal_tail<R: Rng + ?Sized>(rng: &mut R) -> f64 {
    let base = NORMAL_X[1];
    loop {
        let beyond = standard_exponential(rng) / base;
        if 2.0 * standard_exponential(rng) > beyond * beyond {
            return base + beyond;
        }
    }
}

#[inline]
fn layer(bits: u64) -> usize {
    (bits & 0xff) as usize
}

/// A uniform height within a layer.
fn height<R: Rng + ?Sized>(rng: &mut R, f: &[f64; 257], layer: usize) -> f64 {
    f[layer] + (f[layer + 1] - f[layer]) * unit(rng)
}
