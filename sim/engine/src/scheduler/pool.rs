//! Buckets of events, built of equal chunks from one pool.
//!
//! A bucket is a chain of chunks. Chunks that have been emptied go to a free list and are used again, so a wheel with
//! thousands of buckets allocates only what its pending events need and, once warm, nothing at all.

use super::item::Item;
use crate::prefetch::prefetch;

const NONE: u32 = u32::MAX;

/// Events, and a link to the next chunk.
#[derive(Clone, Debug)]
struct Chunk {
    items: [Item; Chunk::SIZE as usize],
    next: u32,
}

impl Chunk {
    const SIZE: u32 = 7;
}

/// A chain of chunks: the first is the one being filled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket {
    first: u32,
    filled: u32,
}

impl Bucket {
    /// No chunk. It counts as full, so that the first push takes one.
    pub(crate) const EMPTY: Bucket = Bucket { first: NONE, filled: Chunk::SIZE };
}

#[derive(Debug)]
pub(crate) struct Pool {
    chunks: Vec<Chunk>,
    free: u32,
}

impl Pool {
    pub(crate) const EMPTY: Pool = Pool { chunks: Vec::new(), free: NONE };

    #[inline]
    pub(crate) fn push(&mut self, bucket: &mut Bucket, item: Item) {
        if bucket.filled >= Chunk::SIZE {
            *bucket = Bucket { first: self.take(bucket.first), filled: 0 };
        }
        self.chunks[bucket.first as usize].items[bucket.filled as usize] = item;
        bucket.filled += 1;
    }

    /// Frees the first chunk of a chain that was taken out of its bucket, and returns its events and their number.
    #[inline]
    pub(crate) fn release(&mut self, chain: &mut Bucket) -> Option<([Item; Chunk::SIZE as usize], usize)> {
        let chunk = self.chunks.get_mut(chain.first as usize)?;
        let (items, filled) = (chunk.items, chain.filled as usize);
        let next = core::mem::replace(&mut chunk.next, self.free);
        self.free = chain.first;
        *chain = Bucket { first: next, filled: Chunk::SIZE };
        if let Some(chunk) = self.chunks.get(next as usize) {
            prefetch(chunk);
        }
        Some((items, filled))
    }

    /// Moves the bucket's events to the end of `out` and frees its chunks.
    pub(crate) fn empty(&mut self, bucket: &mut Bucket, out: &mut Vec<Item>) {
        let Bucket { first: mut link, mut filled } = *bucket;
        *bucket = Bucket::EMPTY;
        while link != NONE {
            let chunk = &mut self.chunks[link as usize];
            out.extend_from_slice(&chunk.items[..filled as usize]);
            filled = Chunk::SIZE;
            let next = core::mem::replace(&mut chunk.next, self.free);
            self.free = link;
            link = next;
        }
    }

    /// An empty chunk in front of the chain that begins with `next`.
    #[inline]
    fn take(&mut self, next: u32) -> u32 {
        if self.free == NONE {
            return self.grow(next);
        }
        let taken = self.free;
        self.free = core::mem::replace(&mut self.chunks[taken as usize].next, next);
        taken
    }

    #[cold]
    fn grow(&mut self, next: u32) -> u32 {
        self.chunks.push(Chunk { items: [Item::default(); Chunk::SIZE as usize], next });
        u32::try_from(self.chunks.len() - 1)
            .unwrap_or_else(|_| unreachable!("2^32 chunks are half a terabyte"))
    }
}
