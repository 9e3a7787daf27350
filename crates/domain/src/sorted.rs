//! A small map: pairs in one vector, sorted by key.
//!
//! A tree weighs some two kilobytes in the wasm for each kind of key and value; this weighs a
//! tenth. Finding is as fast, and putting moves what stands behind, which is nothing to speak of for
//! the few thousand entries that a client holds.

/// Values by key, in the order of the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorted<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Sorted<K, V> {
    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.0.iter()
    }

    /// Keys and values, in order, the values to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The last one.
    #[must_use]
    pub fn last(&self) -> Option<&(K, V)> {
        self.0.last()
    }

    /// Keeps what is to be kept.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }
}

impl<K: Ord + Copy, V> Sorted<K, V> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: K) -> Option<&V> {
        let at = self.find(key).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Whether there is a value for a key.
    #[must_use]
    pub fn contains(&self, key: K) -> bool {
        self.find(key).is_ok()
    }

    /// The entry of the last key that is not above this one.
    #[must_use]
    pub fn up_to(&self, key: K) -> Option<&(K, V)> {
        let end = self.0.partition_point(|(other, _)| *other <= key);
        self.0.get(end.checked_sub(1)?)
    }

    /// The entry of the last key below this one, its value to be changed.
    pub fn below_mut(&mut self, key: K) -> Option<(K, &mut V)> {
        let end = self.0.partition_point(|(other, _)| *other < key);
        let (key, value) = self.0.get_mut(end.checked_sub(1)?)?;
        Some((*key, value))
    }

    /// Puts a value; answers the one before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(key) {
            Ok(at) => {
                let (_, known) = self.0.get_mut(at)?;
                Some(std::mem::replace(known, value))
            }
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, key: K) -> Option<V> {
        let at = self.find(key).ok()?;
        Some(self.0.remove(at).1)
    }

    fn find(&self, key: K) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(&key))
    }
}

impl<K: Ord + Copy, V: Default> Sorted<K, V> {
    /// The value of a key, made where there is none.
    pub fn slot(&mut self, key: K) -> &mut V {
        let at = match self.find(key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, V::default()));
                at
            }
        };
        &mut self.0[at].1
    }
}

impl<K, V> IntoIterator for Sorted<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Sorted<K, V> {
    type Item = &'a (K, V);
    type IntoIter = std::slice::Iter<'a, (K, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_is_what_a_tree_is(acts in proptest::collection::vec((0..4_u8, 0..20_u8, any::<i32>()), 0..60)) {
            let mut ours = Sorted::new();
            let mut tree = BTreeMap::new();
            for (act, key, value) in acts {
                match act {
                    0 => prop_assert_eq!(ours.insert(key, value), tree.insert(key, value)),
                    1 => prop_assert_eq!(ours.remove(key), tree.remove(&key)),
                    2 => {
                        *ours.slot(key) += 1;
                        *tree.entry(key).or_default() += 1;
                    }
                    _ => {
                        ours.retain(|other, _| *other != key);
                        tree.retain(|other, _| *other != key);
                    }
                }
                prop_assert_eq!(ours.get(key), tree.get(&key));
                let up_to = ours.up_to(key).copied();
                prop_assert_eq!(up_to, tree.range(..=key).next_back().map(|(k, v)| (*k, *v)));
                let below = ours.below_mut(key).map(|(k, v)| (k, *v));
                prop_assert_eq!(below, tree.range(..key).next_back().map(|(k, v)| (*k, *v)));
            }
            let all: Vec<_> = ours.into_iter().collect();
            prop_assert_eq!(all, tree.into_iter().collect::<Vec<_>>());
        }
    }
}
