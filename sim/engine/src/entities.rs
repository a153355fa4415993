//! The table of a model's entities, whose slots are reused.

use core::ops::{Index, IndexMut};

use crate::prefetch::prefetch;

/// Entities by slot. A slot that has become free is given to the next entity.
///
/// ```
/// let mut hosts = bazaar_engine::Entities::new();
/// let first = hosts.insert("a");
/// hosts.remove(first);
/// assert_eq!(hosts.insert("b"), first);
/// assert_eq!(hosts[first], "b");
/// ```
#[derive(Clone, Debug)]
pub struct Entities<T> {
    places: Vec<T>,
    free: Vec<u32>,
}

impl<T> Default for Entities<T> {
    fn default() -> Self {
        Entities { places: Vec::new(), free: Vec::new() }
    }
}

impl<T> Entities<T> {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty table with room for `capacity` entities.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Entities { places: Vec::with_capacity(capacity), free: Vec::new() }
    }

    /// Gives the entity a slot.
    ///
    /// # Panics
    /// If there are 2^32 entities already.
    #[inline]
    pub fn insert(&mut self, entity: T) -> u32 {
        if let Some(slot) = self.free.pop() {
            self.places[slot as usize] = entity;
            slot
        } else {
            assert!(self.places.len() < u32::MAX as usize, "a component holds at most 2^32 entities");
            self.places.push(entity);
            #[expect(clippy::cast_possible_truncation, reason = "asserted above")]
            let slot = (self.places.len() - 1) as u32;
            slot
        }
    }

    /// Frees the slot. The entity can still be read until the slot is reused.
    #[inline]
    pub fn remove(&mut self, slot: u32) {
        self.free.push(slot);
    }

    /// Asks the processor to bring the entity into its cache: worth it from about 100,000 entities on.
    #[inline]
    pub fn prefetch(&self, slot: u32) {
        if let Some(place) = self.places.get(slot as usize) {
            prefetch(place);
        }
    }

    /// All entries in the order of their slots, including entities that have left.
    pub fn places(&self) -> impl Iterator<Item = &T> {
        self.places.iter()
    }

    /// The present entities with their slots, in order. Takes time in proportion to the number of slots.
    pub fn living(&self) -> impl Iterator<Item = (u32, &T)> {
        let mut lives = vec![true; self.places.len()];
        for &slot in &self.free {
            lives[slot as usize] = false;
        }
        (0..).zip(&self.places).zip(lives).filter(|(_, lives)| *lives).map(|(living, _)| living)
    }

    /// The number of entities present.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// Whether no entity is present.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Index<u32> for Entities<T> {
    type Output = T;

    #[inline]
    fn index(&self, slot: u32) -> &T {
        &self.places[slot as usize]
    }
}

impl<T> IndexMut<u32> for Entities<T> {
    #[inline]
    fn index_mut(&mut self, slot: u32) -> &mut T {
        &mut self.places[slot as usize]
    }
}
