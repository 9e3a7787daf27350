//! Seeded chance: a failing run prints its seed, and the seed makes the same run again.
//!
//! It will never know what it is used for.

/// A generator (`SplitMix64`); good enough to pick moments and to shuffle frames.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The generator of one seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The seed to use: `BANDEJA_SEED` where it is set, else one from the clock. It is printed.
    #[must_use]
    pub fn seeded(what: &str) -> Self {
        let seed = std::env::var("BANDEJA_SEED")
            .ok()
            .and_then(|seed| seed.parse().ok())
            .unwrap_or_else(|| {
                std::time::SystemTime::now()
                    .duration_since(std::time::UNIX_EPOCH)
                    .map_or(7, |since| since.subsec_nanos().into())
            });
        println!("{what}: seed {seed} (BANDEJA_SEED={seed} repeats it)");
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.number() % end }
    }

    /// Whether something that happens in `percent` of the cases happens now.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Puts `things` into another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            let other = usize::try_from(self.below(at as u64 + 1)).unwrap_or(0);
            things.swap(at, other);
        }
    }
}
