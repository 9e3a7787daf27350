//! Which slot shows which row: a row keeps its slot as long as it is in the window, so that
//! focus, hover and half-pressed buttons move with it; a slot that is free takes a new row.

use std::{collections::HashMap, hash::Hash};

/// Gives each wanted key a slot. `slots` holds the key that each slot shows; it grows when needed
/// and never shrinks. Returns the slot of each wanted key, in order.
pub(super) fn assign<K: Clone + Eq + Hash>(slots: &mut Vec<Option<K>>, wanted: &[K]) -> Vec<usize> {
    let mut places: HashMap<&K, Option<usize>> = wanted.iter().map(|key| (key, None)).collect();
    let mut free = Vec::new();
    for (slot, shown) in slots.iter().enumerate() {
        match shown.as_ref().and_then(|key| places.get_mut(key)) {
            Some(place @ None) => *place = Some(slot),
            _ => free.push(slot),
        }
    }
    let mut free = free.into_iter();
    let mut next = slots.len();
    let taken: Vec<usize> = wanted
        .iter()
        .map(|key| {
            let known = places.get(key).copied().flatten();
            known.or_else(|| free.next()).unwrap_or_else(|| {
                next += 1;
                next - 1
            })
        })
        .collect();
    slots.resize(next, None);
    for slot in free {
        slots[slot] = None;
    }
    for (slot, key) in taken.iter().zip(wanted) {
        slots[*slot] = Some(key.clone());
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(slots: &mut Vec<Option<char>>, wanted: &str, expected: &[usize]) {
        let wanted: Vec<char> = wanted.chars().collect();
        assert_eq!(assign(slots, &wanted), expected);
        for (slot, key) in expected.iter().zip(wanted) {
            assert_eq!(slots[*slot], Some(key));
        }
    }

    #[test]
    fn rows_keep_their_slot_and_free_slots_are_used_again() {
        let mut slots = Vec::new();
        check(&mut slots, "abc", &[0, 1, 2]);
        check(&mut slots, "bcd", &[1, 2, 0]);
        check(&mut slots, "xbcd", &[3, 1, 2, 0]);
        check(&mut slots, "c", &[2]);
        assert_eq!(slots, [None, None, Some('c'), None]);
        check(&mut slots, "cz", &[2, 0]);
    }
}
