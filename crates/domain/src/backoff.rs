//! How long to wait before trying again: full jitter, as everybody who ever restarted a server
//! with a thousand clients came to use.
//!
//! Randomness comes in once, as a seed.

/// Milliseconds that the first wait is shorter than.
const BASE: u64 = 500;
/// Milliseconds that no wait is longer than.
const CAP: u64 = 30_000;
/// Milliseconds of good connection after which the waits begin anew.
pub const STABLE_AFTER: i64 = 10_000;

/// A row of waits, each random between nothing and twice the bound of the one before.
#[derive(Clone, Debug)]
pub struct Backoff {
    attempt: u32,
    chance: Chance,
}

impl Backoff {
    /// A row that has not begun. Clients need different seeds.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            attempt: 0,
            chance: Chance(seed),
        }
    }

    /// Milliseconds to wait now.
    pub fn next_wait(&mut self) -> i64 {
        let bound = BASE.saturating_mul(1 << self.attempt.min(16)).min(CAP);
        self.attempt = self.attempt.saturating_add(1);
        // At most 30,000, so the conversion cannot fail.
        i64::try_from(self.chance.below(bound + 1)).unwrap_or_default()
    }

    /// How many waits there were since the beginning.
    #[must_use]
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Begins anew.
    pub const fn reset(&mut self) {
        self.attempt = 0;
    }
}

/// Numbers without a pattern that anybody could meet (splitmix64). Not for secrets.
#[derive(Clone, Debug)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of 0 … `bound` - 1; 0 when there is nothing below.
    pub(crate) const fn below(&mut self, bound: u64) -> u64 {
        match bound {
            0 => 0,
            _ => self.next() % bound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_wait_is_longer_than_its_bound(seed in any::<u64>()) {
            let mut backoff = Backoff::new(seed);
            for attempt in 0..40_u32 {
                prop_assert_eq!(backoff.attempt(), attempt);
                let bound = 500_i64.saturating_mul(1 << attempt.min(16)).min(30_000);
                let wait = backoff.next_wait();
                prop_assert!((0..=bound).contains(&wait), "{wait} at attempt {attempt}");
            }
            backoff.reset();
            prop_assert!(backoff.next_wait() <= 500);
        }
    }

    #[test]
    fn five_hundred_clients_do_not_come_back_at_once() {
        let mut seconds = [0_u32; 31];
        for seed in 0..500 {
            let mut backoff = Backoff::new(seed);
            let wait = (0..8).map(|_| backoff.next_wait()).last().unwrap();
            seconds[usize::try_from(wait / 1000).unwrap()] += 1;
        }
        assert!(seconds.iter().all(|clients| *clients < 50), "{seconds:?}");
        assert!(seconds.iter().filter(|clients| **clients > 0).count() > 20);
    }
}
