//! Channel rules as one table: a new channel is a new row.
//!
//! Composer, validation, documentation and tests read it; the server enforces it. Sources stand at
//! each row.

use bandeja_contract::Channel;

/// What a channel counts when it limits a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values.
    Characters,
    /// UTF-16 code units.
    Utf16,
    /// UTF-8 bytes.
    Bytes,
}

/// The rules of one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Its name as people know it.
    pub name: &'static str,
    /// The longest text, in [`Rules::unit`].
    pub text_limit: usize,
    /// What the limit counts.
    pub unit: Unit,
    /// The largest file an agent may send, in bytes.
    pub file_limit: u64,
    /// Milliseconds after the customer's last message during which free text may be sent.
    pub window: Option<i64>,
    /// Whether only an approved template may open a conversation, or go on after the window (M6).
    pub templates: bool,
    /// Whether the channel tells when the customer has read.
    pub read_receipts: bool,
    /// Whether typing signs go both ways.
    pub typing: bool,
    /// Whether the customer is live: a conversation nobody is there for expires (A8), and one of
    /// an agent who is lost goes to pending (A7).
    pub live: bool,
    /// Whether a mail's rules hold: subject, recipients, and a send gate for every newer message.
    pub mail: bool,
}

const HOUR: i64 = 3_600_000;
const MB: u64 = 1_000_000;

/// The rules of a channel.
#[must_use]
pub const fn rules(channel: Channel) -> &'static Rules {
    match channel {
        Channel::Whatsapp => &WHATSAPP,
        Channel::Facebook => &FACEBOOK,
        Channel::Webchat => &WEBCHAT,
        Channel::Email => &EMAIL,
        Channel::Instagram => &INSTAGRAM,
        Channel::Telegram => &TELEGRAM,
        Channel::Sms => &SMS,
        Channel::GoogleBusiness => &GOOGLE_BUSINESS,
    }
}

/// Reference 002 (4096 characters), 000 (template first, 24-hour session).
const WHATSAPP: Rules = Rules {
    name: "WhatsApp",
    text_limit: 4096,
    unit: Unit::Characters,
    file_limit: 16 * MB,
    window: Some(24 * HOUR),
    templates: true,
    read_receipts: true,
    typing: false,
    live: true,
    mail: false,
};

/// Messenger Platform, Send API: text up to 2,000 characters, 24-hour standard messaging window.
const FACEBOOK: Rules = Rules {
    name: "Facebook",
    text_limit: 2000,
    unit: Unit::Characters,
    file_limit: 25 * MB,
    window: Some(24 * HOUR),
    templates: false,
    read_receipts: true,
    typing: true,
    live: true,
    mail: false,
};

/// Ours: the same text limit as WhatsApp, so that an answer fits wherever it goes.
const WEBCHAT: Rules = Rules {
    name: "Webchat",
    text_limit: 4096,
    unit: Unit::Characters,
    file_limit: 10 * MB,
    window: None,
    templates: false,
    read_receipts: true,
    typing: true,
    live: true,
    mail: false,
};

/// Reference 004 (10 MB an attachment); the text limit is ours and guards the server.
const EMAIL: Rules = Rules {
    name: "E-mail",
    text_limit: 500_000,
    unit: Unit::Bytes,
    file_limit: 10 * MB,
    window: None,
    templates: false,
    read_receipts: false,
    typing: false,
    live: false,
    mail: true,
};

/// Instagram Messaging API: 1,000 bytes of UTF-8.
const INSTAGRAM: Rules = Rules {
    name: "Instagram",
    text_limit: 1000,
    unit: Unit::Bytes,
    file_limit: 8 * MB,
    window: Some(24 * HOUR),
    templates: false,
    read_receipts: true,
    typing: true,
    live: true,
    mail: false,
};

/// Telegram Bot API, `sendMessage`: 4,096 characters after entities; it counts UTF-16.
const TELEGRAM: Rules = Rules {
    name: "Telegram",
    text_limit: 4096,
    unit: Unit::Utf16,
    file_limit: 50 * MB,
    window: None,
    templates: false,
    read_receipts: false,
    typing: false,
    live: true,
    mail: false,
};

/// Gateways join at most ten parts; 1,600 characters is what they agree on.
const SMS: Rules = Rules {
    name: "SMS",
    text_limit: 1600,
    unit: Unit::Characters,
    file_limit: 0,
    window: None,
    templates: false,
    read_receipts: false,
    typing: false,
    live: false,
    mail: false,
};

/// Business Messages: 3,072 characters, 30-day window.
const GOOGLE_BUSINESS: Rules = Rules {
    name: "Google Business",
    text_limit: 3072,
    unit: Unit::Characters,
    file_limit: 5 * MB,
    window: Some(30 * 24 * HOUR),
    templates: false,
    read_receipts: true,
    typing: true,
    live: true,
    mail: false,
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves M1, G2.
    #[test]
    fn every_channel_has_a_row_with_a_name_and_a_limit() {
        let mut names: Vec<_> = Channel::ALL.iter().map(|c| rules(*c).name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Channel::ALL.len());
        assert!(Channel::ALL.iter().all(|c| rules(*c).text_limit > 0));
        assert_eq!(rules(Channel::Whatsapp).text_limit, 4096);
    }
}
