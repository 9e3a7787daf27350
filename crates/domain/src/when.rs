//! Which form an instant takes on the screen: a time today, «ayer», a weekday within a week, a date
//! before that. `browser::intl` writes it in the reader's language.

use bandeja_contract::Timestamp;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

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
    match day(now, now_offset_minutes) - day(at, at_offset_minutes) {
        0 => Form::Time,
        1 => Form::Yesterday,
        2..=6 => Form::Weekday,
        _ => Form::Date,
    }
}

/// The number of the local day an instant falls on; equal for two instants of one day.
#[must_use]
pub fn day(at: Timestamp, offset_minutes: i32) -> i32 {
    local_date(at, offset_minutes).map_or(0, |date| date.num_days_from_ce())
}

fn local_date(at: Timestamp, offset_minutes: i32) -> Option<NaiveDate> {
    let offset = FixedOffset::east_opt(offset_minutes.checked_mul(60)?)?;
    Some(
        DateTime::from_timestamp_millis(at.0)?
            .with_timezone(&offset)
            .date_naive(),
    )
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
    const DAY: i64 = 86_400_000;
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
