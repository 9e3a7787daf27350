//! Chance that is the same every time (`SplitMix64`).

use uuid::Uuid;

/// A sequence of numbers that look like chance.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The sequence of a seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }

    /// A number from `least` up to, not with, `end`.
    pub(super) fn between(&mut self, least: i64, end: i64) -> i64 {
        let span = u64::try_from(end.saturating_sub(least)).unwrap_or_default();
        least.saturating_add(i64::try_from(self.below(span)).unwrap_or_default())
    }

    /// Whether something happens that does so `percent` times in a hundred.
    pub(super) fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    pub(super) fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.below(list.len() as u64)).unwrap_or_default();
        list.get(at)
    }

    /// One of a list of words; nothing of an empty one.
    pub(super) fn word<'a>(&mut self, list: &[&'a str]) -> &'a str {
        self.one_of(list).copied().unwrap_or_default()
    }

    /// A UUIDv7 of an instant.
    pub(super) fn id(&mut self, millis: i64) -> Uuid {
        let millis = u64::try_from(millis).unwrap_or_default();
        let mut random = [0_u8; 10];
        let bytes = self
            .next()
            .to_le_bytes()
            .into_iter()
            .chain(self.next().to_le_bytes());
        for (slot, byte) in random.iter_mut().zip(bytes) {
            *slot = byte;
        }
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same() {
        let draw = |seed| {
            let mut chance = Chance::new(seed);
            (0..5).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        assert_eq!(Chance::new(3).id(1_000).get_version_num(), 7);
        assert_eq!(Chance::new(3).below(0), 0);
    }
}
