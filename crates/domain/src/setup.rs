//! What fits in an option and in a field of the workspace's lists (G9): asked by the form before
//! it asks the server, and by the server.
//!
//! Options are read and written as texts here, so that one form, one call and one line of the audit
//! log serve all of them.

use crate::{channel::Unit, text};
use bandeja_contract::{
    Channel, Distribution, EntryField, EntryId, EntryKind, InboxTitle, OptionName, Options,
    ReasonId, Setup, Vocabulary,
};

/// The longest name of an entry, in characters.
pub const NAME: usize = 80;
/// The longest greeting, in characters.
pub const GREETING: usize = 500;
/// The longest address of a page, in characters.
pub const ADDRESS: usize = 500;
/// How many seconds the away rule may wait, at least and at most.
pub const AWAY_SECONDS: [u32; 2] = [10, 600];

/// Why a value cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing but white space where something must be.
    Empty,
    /// Longer than this, in characters.
    TooLong(usize),
    /// A number that is none, or is not between these.
    Outside(u32, u32),
    /// No `https` address.
    NoAddress,
    /// A word that is none of the field's.
    Unknown,
}

/// The value of an option, as a text.
#[must_use]
pub fn read(options: &Options, option: OptionName) -> String {
    match option {
        OptionName::Vocabulary => options.vocabulary.word().to_owned(),
        OptionName::InboxTitle => options.inbox_title.word().to_owned(),
        OptionName::AssignByQueue => flag(options.assign_by_queue),
        OptionName::UnassignAfterClosing => flag(options.unassign_after_closing),
        OptionName::DefaultReason => options
            .default_reason
            .map(|reason| reason.to_string())
            .unwrap_or_default(),
        OptionName::BotResumeOnClosing => flag(options.bot_resume_on_closing),
        OptionName::AwayRule => flag(options.away_rule),
        OptionName::AwaySeconds => options.away_seconds.to_string(),
        OptionName::ConditionsUrl => options.conditions_url.clone(),
    }
}

/// Gives an option a value. `reasons` are those that are offered.
///
/// # Errors
/// [`Unfit`] says why not; then nothing is different.
pub fn write(
    options: &mut Options,
    option: OptionName,
    value: &str,
    reasons: &[ReasonId],
) -> Result<(), Unfit> {
    match option {
        OptionName::Vocabulary => {
            options.vocabulary = Vocabulary::from_word(value).ok_or(Unfit::Unknown)?;
        }
        OptionName::InboxTitle => {
            options.inbox_title = InboxTitle::from_word(value).ok_or(Unfit::Unknown)?;
        }
        OptionName::AssignByQueue => options.assign_by_queue = is_on(value)?,
        OptionName::UnassignAfterClosing => options.unassign_after_closing = is_on(value)?,
        OptionName::DefaultReason => options.default_reason = reason(value, reasons)?,
        OptionName::BotResumeOnClosing => options.bot_resume_on_closing = is_on(value)?,
        OptionName::AwayRule => options.away_rule = is_on(value)?,
        OptionName::AwaySeconds => options.away_seconds = number(value, AWAY_SECONDS)?,
        OptionName::ConditionsUrl => options.conditions_url = address(value)?,
    }
    Ok(())
}

/// Whether a list has a field.
#[must_use]
pub const fn has(kind: EntryKind, field: EntryField) -> bool {
    match field {
        EntryField::Name => true,
        EntryField::Place => matches!(kind, EntryKind::Reason | EntryKind::Tag),
        EntryField::Retired => !matches!(kind, EntryKind::Inbox),
        EntryField::Distribution => matches!(kind, EntryKind::Queue),
        EntryField::Queue | EntryField::Greeting => matches!(kind, EntryKind::Inbox),
    }
}

/// Every entry of a list, in its order.
#[must_use]
pub fn entries(setup: &Setup, kind: EntryKind) -> Vec<(EntryId, &str)> {
    macro_rules! of {
        ($list:ident) => {
            setup
                .$list
                .iter()
                .map(|one| (EntryId(one.id.0), one.name.as_str()))
                .collect()
        };
    }
    match kind {
        EntryKind::Group => of!(groups),
        EntryKind::Queue => of!(queues),
        EntryKind::Inbox => of!(inboxes),
        EntryKind::Reason => of!(reasons),
        EntryKind::Tag => of!(tags),
    }
}

/// A field of an entry as a text; none where the entry has no such field, or does not exist.
#[must_use]
pub fn field(setup: &Setup, kind: EntryKind, entry: EntryId, field: EntryField) -> Option<String> {
    if !has(kind, field) {
        return None;
    }
    let inbox = || setup.inboxes.iter().find(|inbox| inbox.id.0 == entry.0);
    let entries = entries(setup, kind);
    let place = entries.iter().position(|(id, _)| *id == entry)?;
    match field {
        EntryField::Name => entries.get(place).map(|(_, name)| (*name).to_owned()),
        EntryField::Place => Some(place.to_string()),
        EntryField::Retired => Some(flag(setup.retired.contains(&entry))),
        EntryField::Distribution => {
            let queue = setup.queues.iter().find(|queue| queue.id.0 == entry.0)?;
            Some(queue.distribution.word().to_owned())
        }
        EntryField::Queue => {
            let queue = inbox()?.queue.map(|queue| queue.to_string());
            Some(queue.unwrap_or_default())
        }
        // Only web sites have first words.
        EntryField::Greeting => inbox()
            .filter(|inbox| inbox.channel == Channel::Webchat)
            .map(|inbox| inbox.greeting.clone()),
    }
}

/// A name as it is kept.
///
/// # Errors
/// [`Unfit`] for none, and for one that is too long.
pub fn name(value: &str) -> Result<String, Unfit> {
    fitting(value, NAME)
}

/// A greeting as it is kept; none is empty.
///
/// # Errors
/// [`Unfit`] for one that is too long.
pub fn greeting(value: &str) -> Result<String, Unfit> {
    optional(value, GREETING)
}

/// A word that says how a queue hands out.
///
/// # Errors
/// [`Unfit::Unknown`] for any other.
pub fn distribution(value: &str) -> Result<Distribution, Unfit> {
    Distribution::from_word(value).ok_or(Unfit::Unknown)
}

/// Yes or no.
///
/// # Errors
/// [`Unfit::Unknown`] for anything else.
pub fn is_on(value: &str) -> Result<bool, Unfit> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Unfit::Unknown),
    }
}

/// Yes or no, as a text.
#[must_use]
pub fn flag(is_on: bool) -> String {
    if is_on { "true" } else { "false" }.to_owned()
}

fn reason(value: &str, offered: &[ReasonId]) -> Result<Option<ReasonId>, Unfit> {
    if value.is_empty() {
        return Ok(None);
    }
    let id = value.parse().map_err(|_| Unfit::Unknown)?;
    if offered.contains(&id) {
        Ok(Some(id))
    } else {
        Err(Unfit::Unknown)
    }
}

fn number(value: &str, [least, most]: [u32; 2]) -> Result<u32, Unfit> {
    match value.trim().parse::<u32>() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(Unfit::Outside(least, most)),
    }
}

/// A page that a customer's browser or an agent's may be led to: `https`, a host, no white space,
/// no user.
fn address(value: &str) -> Result<String, Unfit> {
    let address = optional(value, ADDRESS)?;
    let Some(rest) = address.strip_prefix("https://") else {
        return if address.is_empty() {
            Ok(address)
        } else {
            Err(Unfit::NoAddress)
        };
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = !address.chars().any(char::is_whitespace);
    if is_plain && host.contains('.') && !host.contains('@') {
        Ok(address)
    } else {
        Err(Unfit::NoAddress)
    }
}

fn fitting(value: &str, limit: usize) -> Result<String, Unfit> {
    let kept = text::clean(value);
    match text::check(&kept, limit, Unit::Characters) {
        Ok(()) => Ok(kept),
        Err(text::Unfit::Empty) => Err(Unfit::Empty),
        Err(text::Unfit::TooLong { limit, .. }) => Err(Unfit::TooLong(limit)),
    }
}

fn optional(value: &str, limit: usize) -> Result<String, Unfit> {
    match fitting(value, limit) {
        Err(Unfit::Empty) => Ok(String::new()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const REASON: ReasonId = ReasonId(Uuid::from_u128(7));

    fn check(option: OptionName, value: &str, expected: Result<&str, Unfit>) {
        let mut options = Options::default();
        let before = options.clone();
        let outcome = write(&mut options, option, value, &[REASON]);
        assert_eq!(
            outcome.map(|()| read(&options, option)),
            expected.map(str::to_owned),
            "{option:?} {value}"
        );
        if outcome.is_err() {
            assert_eq!(options, before);
        }
    }

    /// Proves G9: every option is read back as it was written, and nothing else is written.
    #[test]
    fn options_take_what_fits_and_say_why_not() {
        use OptionName::*;
        check(Vocabulary, "inbox", Ok("inbox"));
        check(Vocabulary, "Inbox", Err(Unfit::Unknown));
        check(InboxTitle, "messages", Ok("messages"));
        check(InboxTitle, "", Err(Unfit::Unknown));
        for option in [
            AssignByQueue,
            UnassignAfterClosing,
            BotResumeOnClosing,
            AwayRule,
        ] {
            check(option, "true", Ok("true"));
            check(option, "false", Ok("false"));
            check(option, "1", Err(Unfit::Unknown));
        }
        check(AwaySeconds, " 45", Ok("45"));
        for wrong in ["9", "601", "-30", "treinta", "", "30.5"] {
            check(AwaySeconds, wrong, Err(Unfit::Outside(10, 600)));
        }
        check(DefaultReason, "", Ok(""));
        check(DefaultReason, &REASON.to_string(), Ok(&REASON.to_string()));
        let other = Uuid::from_u128(8).to_string();
        check(DefaultReason, &other, Err(Unfit::Unknown));
        check(DefaultReason, "x", Err(Unfit::Unknown));
        check(
            ConditionsUrl,
            " https://a.example/x?y=1#z ",
            Ok("https://a.example/x?y=1#z"),
        );
        check(ConditionsUrl, "", Ok(""));
        for wrong in [
            "http://a.example",
            "javascript:alert(1)",
            "https://",
            "https://a example.com",
            "https://user@a.example",
            "https:///a.example",
        ] {
            check(ConditionsUrl, wrong, Err(Unfit::NoAddress));
        }
        let long = format!("https://a.example/{}", "x".repeat(ADDRESS));
        check(ConditionsUrl, &long, Err(Unfit::TooLong(ADDRESS)));
    }

    #[test]
    fn every_option_has_its_default_as_a_text_that_it_takes() {
        let defaults = Options::default();
        for option in OptionName::ALL {
            let value = read(&defaults, *option);
            let mut options = defaults.clone();
            assert_eq!(write(&mut options, *option, &value, &[]), Ok(()));
            assert_eq!(options, defaults, "{option:?}");
        }
    }

    #[test]
    fn names_are_clean_and_of_a_length() {
        assert_eq!(name("  Venta\u{0} nueva "), Ok("Venta nueva".to_owned()));
        assert_eq!(name(" \t"), Err(Unfit::Empty));
        assert_eq!(name(&"ñ".repeat(NAME)), Ok("ñ".repeat(NAME)));
        assert_eq!(name(&"ñ".repeat(NAME + 1)), Err(Unfit::TooLong(NAME)));
        assert_eq!(greeting("  "), Ok(String::new()));
    }
}
