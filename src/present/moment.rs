//! Times, in the words of the language on the screen.

use crate::{
    i18n::{self, Key, Language, t, tf},
    ui::moment::Moment,
};
use bandeja_browser::{clock, intl::Formats};
use bandeja_contract::Timestamp;
use bandeja_domain::when::{self, Day, Form};
use std::cell::RefCell;

thread_local! {
    // Making formatters is slow, and there is one language at a time.
    static FORMATS: RefCell<Option<(Language, Formats)>> = const { RefCell::new(None) };
}

/// The local day of an instant.
#[must_use]
pub fn day(at: Timestamp) -> Day {
    when::day(at, clock::offset_minutes(at))
}

/// In a list: a time today, «Ayer», a weekday, a date.
#[must_use]
pub fn in_list(at: Timestamp, now: Timestamp) -> Moment {
    with_formats(|formats| Moment {
        short: match when::form_of_day(day(at), day(now)) {
            Form::Time => formats.time(at),
            Form::Yesterday => t(Key::WhenYesterday).to_owned(),
            Form::Weekday => formats.weekday(at),
            Form::Date => formats.date(at),
        },
        ..whole(formats, at)
    })
}

/// In a thread, under the mark of its day: the time.
#[must_use]
pub fn in_thread(at: Timestamp) -> Moment {
    with_formats(|formats| Moment {
        short: formats.time(at),
        ..whole(formats, at)
    })
}

/// The whole instant: `21/11/2026, 14:05`.
#[must_use]
pub fn whole_of(at: Timestamp) -> Moment {
    with_formats(|formats| Moment {
        short: formats.full(at),
        ..whole(formats, at)
    })
}

/// The mark of a day: «Hoy», «Ayer», a weekday and date, a date.
#[must_use]
pub fn of_day(that: Day, now: Timestamp) -> String {
    // Noon, as far as it is from UTC here, is on that day in every zone.
    let noon = that.noon();
    let at = noon.plus(-i64::from(clock::offset_minutes(noon)) * 60_000);
    with_formats(|formats| match when::form_of_day(that, day(now)) {
        Form::Time => t(Key::WhenToday).to_owned(),
        Form::Yesterday => t(Key::WhenYesterday).to_owned(),
        Form::Weekday => {
            let (date, time) = (formats.weekday(at), formats.date(at));
            tf(Key::WhenDateAt, &[("date", &date), ("time", &time)])
        }
        Form::Date => formats.date(at),
    })
}

fn whole(formats: &Formats, at: Timestamp) -> Moment {
    Moment {
        iso: clock::iso(at),
        short: String::new(),
        full: formats.full(at),
    }
}

fn with_formats<T>(write: impl FnOnce(&Formats) -> T) -> T {
    let language = i18n::language().unwrap_or(Language::Es);
    FORMATS.with_borrow_mut(|kept| {
        let fits = kept.as_ref().is_some_and(|(of, _)| *of == language);
        if !fits {
            *kept = None;
        }
        let (_, formats) = kept.get_or_insert_with(|| (language, Formats::new(language.tag())));
        write(formats)
    })
}
