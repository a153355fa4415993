//! Idle sellers and the queue of requests, where there are no distances.

use std::collections::VecDeque;

use bazaar_engine::Rng;
use bazaar_numerics::variates::below;

use super::Found;
use crate::marketplace::people::NONE;

/// Idle sellers in any order, and requests in the order in which they came.
#[derive(Clone, Debug)]
pub(in crate::marketplace) struct Line {
    /// The slot of the first seller of the city.
    first: u32,
    idle: Vec<u32>,
    /// Where each seller of the city stands in `idle`.
    places: Vec<u32>,
    /// Requests; those that no longer wait are struck out.
    waiting: VecDeque<u32>,
}

impl Line {
    /// For the sellers of a city, whose slots begin with `first`.
    pub(in crate::marketplace) fn new(first: u32, sellers: u32) -> Self {
        Line { first, idle: Vec::new(), places: vec![NONE; sellers as usize], waiting: VecDeque::new() }
    }

    /// Picks idle sellers that fit, each as likely as the others, none twice.
    pub(super) fn some_idle<R: Rng>(
        &self,
        choices: usize,
        fits: impl Fn(u32) -> bool,
        rng: &mut R,
        found: &mut Vec<Found>,
    ) {
        let here = self.idle.len();
        // Consecutive ones from a random start: cheaper than a shuffle, and as uniform for one choice.
        #[expect(clippy::cast_possible_truncation, reason = "below a length")]
        let from = below(rng, here as u64) as usize;
        let around = self.idle.iter().cycle().skip(from).take(here);
        let fitting = around.copied().filter(|&seller| fits(seller)).take(choices);
        found.extend(fitting.map(|slot| Found { slot, distance: 0.0 }));
    }

    /// The first in line that fits.
    pub(super) fn first_waiting(&self, fits: impl Fn(u32) -> bool) -> Option<u32> {
        self.waiting.iter().copied().find(|&request| fits(request))
    }

    pub(super) fn becomes_idle(&mut self, seller: u32) {
        #[expect(clippy::cast_possible_truncation, reason = "no more than there are slots")]
        let place = self.idle.len() as u32;
        self.places[(seller - self.first) as usize] = place;
        self.idle.push(seller);
    }

    pub(super) fn is_idle_no_more(&mut self, seller: u32) {
        let place = std::mem::replace(&mut self.places[(seller - self.first) as usize], NONE);
        self.idle.swap_remove(place as usize);
        if let Some(&moved) = self.idle.get(place as usize) {
            self.places[(moved - self.first) as usize] = place;
        }
    }

    pub(super) fn waits(&mut self, request: u32) {
        self.waiting.push_back(request);
    }

    /// Most leave from the front; a buyer who gives up is searched for.
    pub(super) fn waits_no_more(&mut self, request: u32) {
        if let Some(place) = self.waiting.iter().position(|&other| other == request) {
            self.waiting.remove(place);
        }
    }
}
