//! Branch-free sorting of a handful of events, by rank.
//!
//! The processor predicts the branch after a comparison, and in a random order it mispredicts half of them: for a
//! bucket of six events that costs more than everything else done with them. So events are not compared and swapped;
//! the rank of each is the number of events that are earlier. That takes more comparisons, but none leads to a
//! branch.

use super::item::Item;

/// A time is compared with this many others at once.
const FEW: usize = 8;
/// With more items than this, a comparison sort is faster.
const MOST: usize = 2 * FEW;

/// Puts the items in order.
pub(crate) fn sort(items: &mut [Item]) {
    let count = items.len();
    if count > MOST {
        items.sort_unstable();
        return;
    }
    let mut copy = [Item::default(); MOST];
    let mut times = [f64::INFINITY; MOST];
    copy[..count].copy_from_slice(items);
    for (time, item) in times.iter_mut().zip(items.iter()) {
        *time = item.time();
    }
    let (first, second) = times.split_at(FEW);
    let mut taken = 0_u32;
    for (item, &time) in copy[..count].iter().zip(&times) {
        let mut place = earlier(first, time);
        if count > FEW {
            place += earlier(second, time);
        }
        taken |= 1 << place;
        items[place] = *item;
    }
    // Items of equal time have the same rank: then kind and slot decide.
    if taken.count_ones() as usize != count {
        items.copy_from_slice(&copy[..count]);
        items.sort_unstable();
    }
}

#[inline]
fn earlier(times: &[f64], time: f64) -> usize {
    times.iter().map(|&other| usize::from(other < time)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Generation;
    use crate::stream::mix;

    fn items(count: u32, distinct: u32) -> Vec<Item> {
        (0..count)
            .map(|index| {
                let draw = mix(u64::from(index * 31 + count * 1000) + u64::from(distinct));
                let time = draw % u64::from(distinct);
                let kind = u16::from(draw.to_be_bytes()[0] % 8);
                Item::new(time as f64, false, kind, index, Generation::default())
            })
            .collect()
    }

    #[test]
    fn any_number_of_items_comes_out_in_order_whatever_ties_there_are() {
        for count in 0..40 {
            for distinct in [1, 2, 5, 1_000_000] {
                let mut ranked = items(count, distinct);
                let mut sorted = ranked.clone();
                sort(&mut ranked);
                sorted.sort();
                assert_eq!(ranked, sorted, "{count} items, {distinct} times");
            }
        }
    }
}
