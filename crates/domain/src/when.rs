//! Which form an instant takes on the screen: a time today, «ayer», a weekday within a week, a date
//! before that. `browser::intl` writes it in the reader's language.
//!
//! Knows no clock and no time zone: both come in as arguments.

use bandeja_contract::Timestamp;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// A day of the local calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub i32);

impl Day {
    /// Noon of the day as if it were UTC. Take off the local offset to have an instant of it.
    #[must_use]
    pub fn noon(self) -> Timestamp {
        Timestamp(i64::from(self.0) * DAY + DAY / 2)
    }
}

/// The form of an instant, seen from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The same day: `14:05`.
    Time,
    /// The day before.
    Yesterday,
    /// Two to six days before: `viernes`.
    Weekday,
    /// Earlier, or in the future: `21/11/2026`.
    Date,
}

/// The form of `at` for somebody who looks at `now`. Each comes with the minutes that local time is
/// ahead of UTC at that instant: they differ over the night the clocks change.
#[must_use]
pub fn form(
    at: Timestamp,
    at_offset_minutes: i32,
    now: Timestamp,
    now_offset_minutes: i32,
) -> Form {
    form_of_day(day(at, at_offset_minutes), day(now, now_offset_minutes))
}

/// The form of a day, seen from another.
#[must_use]
pub const fn form_of_day(then: Day, today: Day) -> Form {
    match today.0.saturating_sub(then.0) {
        0 => Form::Time,
        1 => Form::Yesterday,
        2..=6 => Form::Weekday,
        _ => Form::Date,
    }
}

/// The local day an instant falls on.
#[must_use]
pub fn day(at: Timestamp, offset_minutes: i32) -> Day {
    let local = at.0.saturating_add(i64::from(offset_minutes) * MINUTE);
    // The days of five million years fit.
    Day(i32::try_from(local.div_euclid(DAY)).unwrap_or(i32::MAX))
}

/// What a running timer shows: hours only where there are some, `4:07`, `1:04:07`; negative counts
/// as zero.
#[must_use]
pub fn duration(millis: i64) -> String {
    let seconds = millis.max(0) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMA: i32 = -300;
    /// 2026-11-21 01:30 in Lima, 06:30 UTC.
    const NIGHT: Timestamp = Timestamp(1_795_242_600_000);

    fn check(at: Timestamp, expected: Form) {
        assert_eq!(form(at, LIMA, NIGHT, LIMA), expected);
    }

    #[test]
    fn days_begin_at_local_midnight_not_at_utc() {
        check(NIGHT.plus(-3_600_000), Form::Time);
        // Two hours earlier is 23:30 of the day before in Lima, and the same day in UTC.
        check(NIGHT.plus(-2 * 3_600_000), Form::Yesterday);
    }

    #[test]
    fn a_week_has_names_and_what_is_older_has_dates() {
        check(NIGHT.plus(-2 * DAY), Form::Weekday);
        check(NIGHT.plus(-6 * DAY), Form::Weekday);
        check(NIGHT.plus(-7 * DAY), Form::Date);
    }

    #[test]
    fn noon_is_in_the_middle_of_its_day() {
        let today = day(NIGHT, LIMA);
        assert_eq!(day(today.noon(), 0), today);
        assert_eq!(day(Timestamp(-1), 0), Day(-1));
    }

    #[test]
    fn the_future_has_a_date() {
        check(NIGHT.plus(2 * DAY), Form::Date);
    }

    /// Proves F17.
    #[test]
    fn the_night_the_clocks_change_is_one_day() {
        // Madrid, 2026-10-25: +02:00 until 03:00, then +01:00.
        let before = Timestamp(1_792_879_200_000 + 30 * 60_000);
        let after = before.plus(20 * 3_600_000);
        assert_eq!(form(before, 120, after, 60), Form::Time);
    }

    #[test]
    fn a_timer_grows_hours_when_it_needs_them() {
        assert_eq!(duration(-5), "0:00");
        assert_eq!(duration(247_900), "4:07");
        assert_eq!(duration(3_847_000), "1:04:07");
    }
}
