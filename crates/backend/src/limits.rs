//! How often somebody may do something: one bucket per kind and key, filled evenly.

use bandeja_contract::{Code, Problem, Timestamp};
use std::{
    collections::HashMap,
    str::FromStr,
    sync::{Mutex, PoisonError},
};

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Signing in, per address and machine.
    SignIn,
    /// Signing in, per machine.
    SignInHost,
    /// A new visitor, per machine.
    VisitorCreate,
    /// A message of a visitor.
    VisitorMessage,
    /// Messages of visitors, per machine.
    VisitorHost,
    /// A typing sign, per visitor or agent; those over the limit are dropped in silence.
    Typing,
    /// Typing signs of visitors, per machine.
    TypingHost,
    /// A file, per agent.
    Upload,
    /// A mail that comes in, per inbox.
    Inbound,
    /// A remote image in a mail, per agent.
    Proxy,
    /// Searching, per agent.
    Search,
    /// Any other change, per agent.
    Change,
}

impl Kind {
    /// Every kind, with its word on the command line.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::SignIn, "sign-in"),
        (Self::SignInHost, "sign-in-host"),
        (Self::VisitorCreate, "visitor-create"),
        (Self::VisitorMessage, "visitor-message"),
        (Self::VisitorHost, "visitor-host"),
        (Self::Typing, "typing"),
        (Self::TypingHost, "typing-host"),
        (Self::Upload, "upload"),
        (Self::Inbound, "inbound"),
        (Self::Proxy, "proxy"),
        (Self::Search, "search"),
        (Self::Change, "change"),
    ];

    const fn default_rate(self) -> Rate {
        match self {
            Self::SignIn => Rate {
                times: 10,
                seconds: 300,
            },
            Self::SignInHost => Rate {
                times: 200,
                seconds: 300,
            },
            Self::VisitorCreate => Rate {
                times: 60,
                seconds: 60,
            },
            Self::VisitorMessage => Rate {
                times: 60,
                seconds: 30,
            },
            Self::VisitorHost => Rate {
                times: 600,
                seconds: 60,
            },
            Self::Typing => Rate {
                times: 20,
                seconds: 10,
            },
            Self::TypingHost => Rate {
                times: 400,
                seconds: 10,
            },
            Self::Upload => Rate {
                times: 60,
                seconds: 60,
            },
            Self::Inbound => Rate {
                times: 600,
                seconds: 60,
            },
            Self::Proxy => Rate {
                times: 600,
                seconds: 60,
            },
            Self::Search => Rate {
                times: 300,
                seconds: 60,
            },
            Self::Change => Rate {
                times: 600,
                seconds: 60,
            },
        }
    }
}

/// So many times in so many seconds, all at once if need be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How often.
    pub times: u32,
    /// In how many seconds the bucket is full again.
    pub seconds: u32,
}

/// How often somebody may do something: the defaults, and what was set otherwise.
#[derive(Clone, Debug, Default)]
pub struct Limits(HashMap<Kind, Rate>);

impl Limits {
    /// Sets one of them.
    #[must_use]
    pub fn with(mut self, kind: Kind, rate: Rate) -> Self {
        self.0.insert(kind, rate);
        self
    }

    fn rate(&self, kind: Kind) -> Rate {
        self.0
            .get(&kind)
            .copied()
            .unwrap_or_else(|| kind.default_rate())
    }
}

/// `sign-in=10/300`: a kind, how often, in how many seconds.
impl FromStr for Limits {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words = || Kind::ALL.map(|(_, word)| word).join(", ");
        let wanted = || format!("KIND=TIMES/SECONDS, where KIND is one of {}", words());
        let (word, rate) = text.split_once('=').ok_or_else(wanted)?;
        let (kind, _) = Kind::ALL
            .into_iter()
            .find(|(_, w)| *w == word)
            .ok_or_else(wanted)?;
        let (times, seconds) = rate.split_once('/').ok_or_else(wanted)?;
        let times: u32 = times.parse().map_err(|_| wanted())?;
        let seconds: u32 = seconds.parse().map_err(|_| wanted())?;
        if times == 0 || seconds == 0 {
            return Err(wanted());
        }
        Ok(Self::default().with(kind, Rate { times, seconds }))
    }
}

impl FromIterator<Self> for Limits {
    fn from_iter<I: IntoIterator<Item = Self>>(several: I) -> Self {
        Self(several.into_iter().flat_map(|one| one.0).collect())
    }
}

/// The buckets.
#[derive(Debug)]
pub(crate) struct Limiter {
    limits: Limits,
    buckets: Mutex<HashMap<(Kind, String), Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Timestamp,
}

/// How many buckets there may be before the full ones go.
const MANY: usize = 10_000;

impl Limiter {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            buckets: Mutex::default(),
        }
    }

    /// Takes one, or refuses and says how long to wait.
    pub(crate) fn take(&self, kind: Kind, key: &str, now: Timestamp) -> Result<(), Box<Problem>> {
        let rate = self.limits.rate(kind);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MANY {
            buckets.retain(|(kind, _), bucket| {
                let rate = self.limits.rate(*kind);
                level(*bucket, rate, now) < f64::from(rate.times)
            });
        }
        let bucket = buckets.entry((kind, key.to_owned())).or_insert(Bucket {
            left: f64::from(rate.times),
            at: now,
        });
        bucket.left = level(*bucket, rate, now);
        bucket.at = now;
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            return Ok(());
        }
        let wait = (1.0 - bucket.left) * f64::from(rate.seconds) / f64::from(rate.times);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive number of seconds, at most 2^32"
        )]
        Err(Box::new(
            Problem::new(Code::RateLimited).retry_after(wait.ceil().max(1.0) as u64),
        ))
    }

    /// Gives one back: it was no misuse.
    pub(crate) fn give_back(&self, kind: Kind, key: &str) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(&(kind, key.to_owned())) {
            bucket.left += 1.0;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of some minutes")]
fn level(bucket: Bucket, rate: Rate, now: Timestamp) -> f64 {
    let seconds = now.since(bucket.at).max(0) as f64 / 1000.0;
    let more = seconds * f64::from(rate.times) / f64::from(rate.seconds);
    (bucket.left + more).min(f64::from(rate.times))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_limiter(times: u32, seconds: u32) -> Limiter {
        Limiter::new(Limits::default().with(Kind::Upload, Rate { times, seconds }))
    }

    #[test]
    fn the_bucket_empties_and_fills_again() {
        let limiter = a_limiter(2, 10);
        let take = |at| {
            limiter
                .take(Kind::Upload, "a", Timestamp(at))
                .map_err(|p| p.retry_after)
        };
        assert_eq!((take(0), take(0)), (Ok(()), Ok(())));
        assert_eq!(take(0), Err(Some(5)));
        assert_eq!(take(4_000), Err(Some(1)));
        assert_eq!(take(5_000), Ok(()));
        assert_eq!(take(5_000), Err(Some(5)));
    }

    #[test]
    fn keys_do_not_share_and_what_is_given_back_is_there() {
        let limiter = a_limiter(1, 10);
        let take = |key| limiter.take(Kind::Upload, key, Timestamp(0)).is_ok();
        assert!(take("a") && take("b") && !take("a"));
        limiter.give_back(Kind::Upload, "a");
        assert!(take("a"));
    }

    #[test]
    fn a_clock_that_goes_back_harms_nobody() {
        let limiter = a_limiter(1, 10);
        assert!(limiter.take(Kind::Upload, "a", Timestamp(10_000)).is_ok());
        assert!(limiter.take(Kind::Upload, "a", Timestamp(0)).is_err());
        assert!(limiter.take(Kind::Upload, "a", Timestamp(10_000)).is_ok());
    }

    #[test]
    fn a_rate_is_written_as_kind_times_and_seconds() {
        let limits: Limits = "sign-in=3/60".parse().expect("a rate");
        assert_eq!(
            limits.rate(Kind::SignIn),
            Rate {
                times: 3,
                seconds: 60
            }
        );
        for wrong in [
            "sign-in",
            "sign-in=3",
            "x=1/1",
            "sign-in=0/1",
            "sign-in=1/0",
        ] {
            assert!(wrong.parse::<Limits>().is_err(), "{wrong}");
        }
    }
}
