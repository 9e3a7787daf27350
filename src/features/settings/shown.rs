//! What the settings call things: options, lists, fields, values.

use crate::i18n::{Key, t, words};
use bandeja_contract::{
    AuditEntry, EntryField, EntryKind, InboxTitle, OptionName, Setup, Status, Vocabulary,
};

/// What an option is called, and what it does.
#[must_use]
pub const fn option(option: OptionName) -> [Key; 2] {
    match option {
        OptionName::Vocabulary => [Key::SettingsVocabulary, Key::SettingsVocabularyHint],
        OptionName::InboxTitle => [Key::SettingsInboxTitle, Key::SettingsInboxTitleHint],
        OptionName::AssignByQueue => [Key::SettingsByQueue, Key::SettingsByQueueHint],
        OptionName::UnassignAfterClosing => [Key::SettingsUnassign, Key::SettingsUnassignHint],
        OptionName::DefaultReason => [Key::SettingsReason, Key::SettingsReasonHint],
        OptionName::BotResumeOnClosing => [Key::SettingsBot, Key::SettingsBotHint],
        OptionName::AwayRule => [Key::SettingsAway, Key::SettingsAwayHint],
        OptionName::AwaySeconds => [Key::SettingsAwaySeconds, Key::SettingsAwaySecondsHint],
        OptionName::ConditionsUrl => [Key::SettingsConditions, Key::SettingsConditionsHint],
    }
}

/// What an entry of a list is called.
#[must_use]
pub const fn kind(kind: EntryKind) -> Key {
    match kind {
        EntryKind::Group => Key::SettingsGroup,
        EntryKind::Queue => Key::SettingsQueue,
        EntryKind::Inbox => Key::SettingsInbox,
        EntryKind::Reason => Key::SettingsOneReason,
        EntryKind::Tag => Key::SettingsTag,
    }
}

/// What a field of an entry is called.
#[must_use]
pub const fn field(field: EntryField) -> Key {
    match field {
        EntryField::Name => Key::SettingsName,
        EntryField::Place => Key::SettingsPlace,
        EntryField::Retired => Key::SettingsRetired,
        EntryField::Distribution => Key::SettingsDistribution,
        EntryField::Queue => Key::SettingsQueue,
        EntryField::Greeting => Key::SettingsGreeting,
    }
}

/// A vocabulary by its words.
#[must_use]
pub fn vocabulary(vocabulary: Vocabulary) -> String {
    let tabs = Status::ALL.iter();
    let tabs: Vec<&str> = tabs
        .map(|status| t(words::tab(*status, vocabulary)))
        .collect();
    tabs.join(" · ")
}

/// What of an entry of the audit log was changed.
#[must_use]
pub fn what(entry: &AuditEntry) -> String {
    let Some(list) = entry.kind else {
        let option = OptionName::from_word(&entry.field).map(option);
        return option.map_or(entry.field.clone(), |[label, _]| t(label).to_owned());
    };
    let change = match EntryField::from_word(&entry.field) {
        Some(known) => t(field(known)),
        None => t(Key::SettingsAdded),
    };
    format!("{} «{}» · {change}", t(kind(list)), entry.name)
}

/// A value of the audit log as people say it; ids by the names that the lists have now.
#[must_use]
pub fn value(entry: &AuditEntry, value: &str, setup: &Setup) -> String {
    let by_id = || {
        let reasons = setup.reasons.iter().map(|one| (one.id.0, &one.name));
        let queues = setup.queues.iter().map(|one| (one.id.0, &one.name));
        let id = value.parse::<bandeja_contract::EntryId>().ok()?;
        let mut all = reasons.chain(queues);
        all.find(|(of, _)| *of == id.0)
            .map(|(_, name)| name.clone())
    };
    match (entry.field.as_str(), value) {
        (_, "") => "—".to_owned(),
        // What people wrote stands as they wrote it.
        ("name" | "greeting" | "added" | "conditions_url" | "away_seconds", _) => value.to_owned(),
        ("place", _) => value
            .parse::<u32>()
            .map_or(value.to_owned(), |row| (row + 1).to_string()),
        (_, "true") => t(Key::SettingsYes).to_owned(),
        (_, "false") => t(Key::SettingsNo).to_owned(),
        ("vocabulary", _) => Vocabulary::from_word(value).map_or(value.to_owned(), vocabulary),
        ("inbox_title", _) => InboxTitle::from_word(value)
            .map_or(value.to_owned(), |title| t(words::inbox(title)).to_owned()),
        ("distribution", "manual") => t(Key::SettingsManual).to_owned(),
        ("distribution", "automatic") => t(Key::SettingsAutomatic).to_owned(),
        _ => by_id().unwrap_or_else(|| value.to_owned()),
    }
}
