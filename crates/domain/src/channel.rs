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
    /// The endings of the files an agent may send, in small letters; `None` for all.
    pub file_endings: Option<&'static [&'static str]>,
    /// Milliseconds after the customer's last message during which free text may be sent.
    pub window: Option<i64>,
    /// Whether only an approved template may open a conversation, or go on after the window (M6).
    pub templates: bool,
    /// Whether the channel tells when the customer has read.
    pub read_receipts: bool,
    /// Whether typing signs go both ways.
    pub typing: bool,
    /// Whether the customer is live: a conversation of an agent who is gone goes to pending (A7).
    pub live: bool,
    /// Whether an answer can show the message that it answers (T9). Sources: WhatsApp Cloud API,
    /// `context.message_id`; Telegram Bot API, `reply_parameters`; ours.
    pub quotes: bool,
    /// Whether a mail's rules hold: subject, recipients, and a send gate for every newer message.
    pub mail: bool,
}

/// Whether a message that finds nobody makes its conversation expired (A8): on the web, where the
/// customer is gone with the page. Everywhere else it waits.
#[must_use]
pub const fn expires_unattended(channel: Channel) -> bool {
    matches!(channel, Channel::Webchat)
}

/// The most files that go with one message.
pub const MOST_FILES: usize = 10;

/// What a mail takes along: reference 004, «Límites y formatos soportados».
const MAIL_ENDINGS: [&str; 28] = [
    "jpg", "jpeg", "png", "gif", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf", "odt", "ods",
    "odp", "zip", "rar", "7z", "tar", "gz", "aac", "mp4", "amr", "mp3", "ogg", "3gp", "txt", "csv",
    "xml",
];

/// Why a file cannot be sent as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileUnfit {
    /// There is nothing in it.
    Empty,
    /// It is larger than the channel takes.
    TooLarge {
        /// The most bytes that it takes.
        limit: u64,
    },
    /// The channel does not take files of this kind.
    Kind,
}

impl Rules {
    /// Whether a file may be sent here, by its name and size.
    ///
    /// # Errors
    /// [`FileUnfit`] says what is wrong; said before anything is uploaded.
    pub fn takes_file(&self, name: &str, size: u64) -> Result<(), FileUnfit> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_taken = |all: &[&str]| all.iter().any(|one| one.eq_ignore_ascii_case(ending));
        if size > self.file_limit {
            let limit = self.file_limit;
            Err(FileUnfit::TooLarge { limit })
        } else if !self.file_endings.is_none_or(is_taken) {
            Err(FileUnfit::Kind)
        } else if size == 0 {
            Err(FileUnfit::Empty)
        } else {
            Ok(())
        }
    }
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
    file_endings: None,
    window: Some(24 * HOUR),
    templates: true,
    read_receipts: true,
    typing: false,
    live: true,
    quotes: true,
    mail: false,
};

/// Messenger Platform, Send API: text up to 2,000 characters, 24-hour standard messaging window.
const FACEBOOK: Rules = Rules {
    name: "Facebook",
    text_limit: 2000,
    unit: Unit::Characters,
    file_limit: 25 * MB,
    file_endings: None,
    window: Some(24 * HOUR),
    templates: false,
    read_receipts: true,
    typing: true,
    live: true,
    quotes: false,
    mail: false,
};

/// Ours: the same text limit as WhatsApp, so that an answer fits wherever it goes.
const WEBCHAT: Rules = Rules {
    name: "Webchat",
    text_limit: 4096,
    unit: Unit::Characters,
    file_limit: 10 * MB,
    file_endings: None,
    window: None,
    templates: false,
    read_receipts: true,
    typing: true,
    live: true,
    quotes: true,
    mail: false,
};

/// Reference 004 (10 MB an attachment); the text limit is ours and guards the server.
const EMAIL: Rules = Rules {
    name: "E-mail",
    text_limit: 500_000,
    unit: Unit::Bytes,
    file_limit: 10 * MB,
    file_endings: Some(&MAIL_ENDINGS),
    window: None,
    templates: false,
    read_receipts: false,
    typing: false,
    live: false,
    quotes: false,
    mail: true,
};

/// Instagram Messaging API: 1,000 bytes of UTF-8.
const INSTAGRAM: Rules = Rules {
    name: "Instagram",
    text_limit: 1000,
    unit: Unit::Bytes,
    file_limit: 8 * MB,
    file_endings: None,
    window: Some(24 * HOUR),
    templates: false,
    read_receipts: true,
    typing: true,
    live: true,
    quotes: false,
    mail: false,
};

/// Telegram Bot API, `sendMessage`: 4,096 characters after entities; it counts UTF-16.
const TELEGRAM: Rules = Rules {
    name: "Telegram",
    text_limit: 4096,
    unit: Unit::Utf16,
    file_limit: 50 * MB,
    file_endings: None,
    window: None,
    templates: false,
    read_receipts: false,
    typing: false,
    live: true,
    quotes: true,
    mail: false,
};

/// Gateways join at most ten parts; 1,600 characters is what they agree on.
const SMS: Rules = Rules {
    name: "SMS",
    text_limit: 1600,
    unit: Unit::Characters,
    file_limit: 0,
    file_endings: None,
    window: None,
    templates: false,
    read_receipts: false,
    typing: false,
    live: false,
    quotes: false,
    mail: false,
};

/// Business Messages: 3,072 characters, 30-day window.
const GOOGLE_BUSINESS: Rules = Rules {
    name: "Google Business",
    text_limit: 3072,
    unit: Unit::Characters,
    file_limit: 5 * MB,
    file_endings: None,
    window: Some(30 * 24 * HOUR),
    templates: false,
    read_receipts: true,
    typing: true,
    live: true,
    quotes: false,
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

    /// Proves E12, M3, F13.
    #[test]
    fn a_file_is_judged_before_it_is_uploaded() {
        let mail = rules(Channel::Email);
        let limit = mail.file_limit;
        for (name, size, expected) in [
            ("factura.PDF", limit, Ok(())),
            ("archivo.tar.gz", 1, Ok(())),
            ("factura.pdf", limit + 1, Err(FileUnfit::TooLarge { limit })),
            ("factura.pdf.exe", 1, Err(FileUnfit::Kind)),
            ("pdf", 1, Err(FileUnfit::Kind)),
            ("nada.txt", 0, Err(FileUnfit::Empty)),
        ] {
            assert_eq!(mail.takes_file(name, size), expected, "{name} of {size}");
        }
        assert_eq!(rules(Channel::Webchat).takes_file("nota.exe", 1), Ok(()));
    }
}
