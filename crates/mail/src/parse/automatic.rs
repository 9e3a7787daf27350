//! Signs that no person wrote a mail, so that two machines do not answer each other for ever.

use super::field::{self, Structured};
use super::header::Header;
use crate::address::one_line;

/// The longest list name, in characters.
const LIST: usize = 200;

/// Signs that a machine or a list sent a mail. All `false` and `None`: a person, as far as it says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Automatic {
    /// `Auto-Submitted` other than `no` (RFC 3834), or one of its older cousins.
    pub submitted: bool,
    /// A report on delivery or reading (`multipart/report`), or the empty return path of one.
    pub report: bool,
    /// `Precedence: bulk`, `junk` or `list`, or a way to unsubscribe.
    pub bulk: bool,
    /// The name of the mailing list it came through.
    pub list: Option<String>,
    /// The sender asks that no machine answers.
    pub wants_no_answer: bool,
}

impl Automatic {
    /// Whether a machine may answer (greeting, out-of-office, receipt). People always may.
    #[must_use]
    pub fn may_be_answered_by_machine(&self) -> bool {
        *self == Self::default()
    }
}

pub(super) fn signs(header: &Header<'_>) -> Automatic {
    let value = |name: &str| {
        let value = header.first(name)?;
        Some(String::from_utf8_lossy(value).trim().to_ascii_lowercase())
    };
    let has = |name: &str| header.first(name).is_some();
    let word = |name: &str, words: &[&str]| {
        value(name).is_some_and(|value| words.iter().any(|word| value.contains(word)))
    };
    let submitted = value("auto-submitted").is_some_and(|value| !value.starts_with("no"));
    let list = header
        .first("list-id")
        .map(|value| one_line(&field::text(value), LIST));
    Automatic {
        submitted: submitted
            || word("x-auto-submitted", &["auto"])
            || word("x-autoreply", &["yes", "true"])
            || has("x-autorespond")
            || word("precedence", &["auto_reply"]),
        report: value("return-path").is_some_and(|value| value == "<>")
            || header
                .first("content-type")
                .is_some_and(|value| Structured::parse(value).value == "multipart/report"),
        bulk: word("precedence", &["bulk", "junk", "list"])
            || has("list-unsubscribe")
            || has("feedback-id"),
        list: list.filter(|list| !list.is_empty()),
        wants_no_answer: word("x-auto-response-suppress", &["all", "autoreply", "oof"])
            || has("x-loop"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, answerable: bool) {
        let (header, _) = super::super::header::split(raw.as_bytes());
        let signs = signs(&header);
        assert_eq!(
            signs.may_be_answered_by_machine(),
            answerable,
            "{raw}: {signs:?}"
        );
    }

    #[test]
    fn machines_are_told_from_people() {
        check("Subject: x\n\n", true);
        check("Auto-Submitted: no\n\n", true);
        check("Auto-Submitted: auto-replied (vacation)\n\n", false);
        check("Precedence: bulk\n\n", false);
        check("List-Id: Novedades <n.tienda.example>\n\n", false);
        check("List-Unsubscribe: <mailto:x@y.z>\n\n", false);
        check("X-Auto-Response-Suppress: OOF, AutoReply\n\n", false);
        check("Return-Path: <>\n\n", false);
        check("Return-Path: <a@b.c>\n\n", true);
        check(
            "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n",
            false,
        );
        check("X-Loop: soporte@tienda.example\n\n", false);
    }
}
