//! Two clocks: the client's own, which may be wrong and may jump, and an estimate of the server's.
//!
//! All deadlines are the server's times; the client only shows them, on this estimate. Nothing here
//! reads a clock.

use bandeja_contract::Timestamp;

/// Milliseconds since 1970 on this machine's own clock. Never compare it with a [`Timestamp`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalTime(pub i64);

impl LocalTime {
    /// The instant `millis` milliseconds later.
    #[must_use]
    pub fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this instant; negative when `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// How many observations the estimate rests on.
const SAMPLES: usize = 5;
/// Milliseconds of difference from which the own clock is not to be believed.
const WRONG: i64 = 120_000;

/// An estimate of the server's clock: the median of the last five differences, so that one slow
/// answer changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerClock {
    samples: [i64; SAMPLES],
    seen: usize,
}

impl ServerClock {
    /// Takes a time the server told. `asked` is when the request left, where there was one: the
    /// server looked at its clock about half-way.
    pub fn observe(&mut self, told: Timestamp, asked: Option<LocalTime>, received: LocalTime) {
        let middle = match asked {
            Some(asked) => asked.plus(received.since(asked) / 2),
            None => received,
        };
        self.samples[self.seen % SAMPLES] = told.0.saturating_sub(middle.0);
        self.seen += 1;
    }

    /// Milliseconds to add to the own clock; 0 while nothing is known.
    #[must_use]
    pub fn offset(&self) -> i64 {
        let known = &self.samples[..self.seen.min(SAMPLES)];
        // The one that half of them are below.
        let is_middle = |one: &&i64| {
            let below = known.iter().filter(|other| other < one).count();
            let equal = known.iter().filter(|other| other == one).count();
            (below..below + equal).contains(&(known.len() / 2))
        };
        known.iter().find(is_middle).copied().unwrap_or_default()
    }

    /// What the server's clock says at a local time, as far as one can tell.
    #[must_use]
    pub fn estimate(&self, now: LocalTime) -> Timestamp {
        Timestamp(now.0.saturating_add(self.offset()))
    }

    /// The local time at which the server's clock will say `at`.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> LocalTime {
        LocalTime(at.0.saturating_sub(self.offset()))
    }

    /// Whether the own clock is more than two minutes off.
    #[must_use]
    pub fn own_clock_is_wrong(&self) -> bool {
        self.offset().abs() > WRONG
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(told: &[i64], expected: i64) {
        let mut clock = ServerClock::default();
        for one in told {
            clock.observe(Timestamp(*one), None, LocalTime(1_000));
        }
        assert_eq!(clock.offset(), expected, "{told:?}");
    }

    #[test]
    fn the_offset_is_the_median_of_the_last_five() {
        check(&[], 0);
        check(&[1_500], 500);
        check(&[1_500, 9_000_000, 1_510], 510);
        check(&[0, 0, 0, 0, 0, 2_000, 2_000, 2_000], 1_000);
    }

    #[test]
    fn a_request_is_answered_half_way() {
        let mut clock = ServerClock::default();
        clock.observe(Timestamp(5_000), Some(LocalTime(0)), LocalTime(2_000));
        assert_eq!(clock.estimate(LocalTime(2_000)), Timestamp(6_000));
        assert_eq!(clock.local(Timestamp(6_000)), LocalTime(2_000));
    }

    #[test]
    fn an_hour_off_is_wrong_and_a_minute_is_not() {
        let mut clock = ServerClock::default();
        clock.observe(Timestamp(60_000), None, LocalTime(0));
        assert!(!clock.own_clock_is_wrong());
        clock.observe(Timestamp(3_600_000), None, LocalTime(0));
        assert!(clock.own_clock_is_wrong());
    }
}
