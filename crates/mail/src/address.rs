//! Mail addresses, people who have one, and message ids: validated once, then carried as types.
//!
//! Knows no header syntax (that is [`mod@crate::parse`]) and never touches the domain name system.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Host;

/// The longest local part, in bytes (RFC 5321 §4.5.3.1).
const LOCAL: usize = 64;
/// The longest domain, in bytes.
const DOMAIN: usize = 253;
/// The longest message id, in bytes: with its brackets it must fit a line of 998.
const ID: usize = 900;
/// The longest name shown, in characters.
const NAME: usize = 200;

/// A valid mail address: a dot-atom, «@», a domain name in ASCII and lower case.
///
/// International domains are kept in their `xn--` form, which cannot look like another domain.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// A text that is no mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a mail address")]
pub struct NotAnAddress;

impl Address {
    /// The address in `text`, white space around it forgiven.
    ///
    /// # Errors
    /// [`NotAnAddress`] for everything that could not be answered: no or several «@», quoted local
    /// parts, address literals, controls, a domain that is none.
    pub fn new(text: &str) -> Result<Self, NotAnAddress> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(NotAnAddress)?;
        if local.is_empty() || local.len() > LOCAL || !local.chars().all(is_atom) {
            return Err(NotAnAddress);
        }
        let domain = domain.strip_suffix('.').unwrap_or(domain);
        if domain.is_empty() || !domain.chars().all(|c| is_name(c) || matches!(c, '.' | '_')) {
            return Err(NotAnAddress);
        }
        let Ok(Host::Domain(domain)) = Host::parse(domain) else {
            return Err(NotAnAddress);
        };
        let labels = domain.split('.').all(|label| {
            (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
        });
        if !labels || domain.len() > DOMAIN {
            return Err(NotAnAddress);
        }
        Ok(Self(format!("{local}@{domain}")))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the «@»: how a row names its receiver (E3).
    #[must_use]
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The domain, ASCII and lower case.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether mail to both arrives at the same place: case does not count.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }

    /// Whether mail to this address arrives at `own`: the address itself, or the address with a
    /// tag (`soporte+6597@…`).
    #[must_use]
    pub fn is_own(&self, own: &Self) -> bool {
        let untagged = self
            .local()
            .split_once('+')
            .map_or(self.local(), |(local, _)| local);
        self.same(own)
            || (self.domain() == own.domain()
                && untagged.to_lowercase() == own.local().to_lowercase())
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || (!c.is_ascii() && c.is_alphanumeric())
}

fn is_atom(c: char) -> bool {
    is_name(c) || "!#$%&'*+/=?^_`{|}~.".contains(c)
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Address {
    type Error = NotAnAddress;
    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        Self::new(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

/// Somebody with an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mailbox {
    /// The name its writer chose: decoded, one line, without controls or reordering characters;
    /// empty if there is none. It proves nothing.
    pub name: String,
    /// The address.
    pub address: Address,
}

impl Mailbox {
    /// A mailbox with a cleaned name.
    #[must_use]
    pub fn new(name: &str, address: Address) -> Self {
        Self {
            name: one_line(name, NAME),
            address,
        }
    }
}

/// A message id without its angle brackets: printable ASCII, no white space, no brackets.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageId(String);

/// A text that is no message id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a message id")]
pub struct NotAnId;

impl MessageId {
    /// The id in `text`, with or without brackets.
    ///
    /// # Errors
    /// [`NotAnId`] for everything that could not stand in a header of ours.
    pub fn new(text: &str) -> Result<Self, NotAnId> {
        let text = text.trim();
        let text = text.strip_prefix('<').unwrap_or(text);
        let text = text.strip_suffix('>').unwrap_or(text);
        let fits = (1..=ID).contains(&text.len());
        let clean = text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>'));
        if fits && clean {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnId)
        }
    }

    /// The id, without brackets.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MessageId {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        Self::new(&text)
    }
}

impl From<MessageId> for String {
    fn from(id: MessageId) -> Self {
        id.0
    }
}

/// One line of at most `limit` characters: controls and reordering characters become or lose their
/// place, white space is folded, «…» where something was cut.
pub(crate) fn one_line(text: &str, limit: usize) -> String {
    let spaced = text
        .chars()
        .filter(|c| !reorders(*c))
        .map(|c| if c.is_control() { ' ' } else { c });
    let mut line = String::new();
    let mut count = 0;
    let mut gap = false;
    for c in spaced {
        if c.is_whitespace() {
            gap = count > 0;
            continue;
        }
        let needed = 1 + usize::from(gap);
        if count + needed > limit {
            line.pop();
            line.push('…');
            return line;
        }
        if gap {
            line.push(' ');
            gap = false;
        }
        line.push(c);
        count += needed;
    }
    line
}

/// Characters that make the text around them read in another order, or that mark byte order.
pub(crate) const fn reorders(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::new(text).unwrap()
    }

    #[test]
    fn an_address_is_kept_as_it_can_be_answered() {
        let check = |input: &str, expected: &str| assert_eq!(address(input).as_str(), expected);
        check(" ana.perez+tag@Example.COM ", "ana.perez+tag@example.com");
        check("o'neil@example.com.", "o'neil@example.com");
        check("señor@españa.example", "señor@xn--espaa-rta.example");
        check("root@localhost", "root@localhost");
    }

    #[test]
    fn what_cannot_be_answered_is_no_address() {
        for text in [
            "",
            "@",
            "a@",
            "@b",
            "a b@c.d",
            "a@b@c.d",
            "a@[127.0.0.1]",
            "a@1.2.3.4",
            "a@b..c",
            "a\r\nBcc: x@y.z",
            "a@b.c\r\nBcc: x@y.z",
            "a@b.c>",
            "\"a b\"@c.d",
            "a@-b.c",
            "a,b@c.d",
            "a@b.c\u{202e}",
            "a@exa%6dple.com",
        ] {
            assert_eq!(Address::new(text), Err(NotAnAddress), "{text:?}");
        }
        assert!(Address::new(&format!("{}@b.c", "a".repeat(65))).is_err());
        assert!(Address::new(&format!("a@{}.c", "b".repeat(64))).is_err());
    }

    #[test]
    fn case_does_not_count_and_a_tag_is_own() {
        assert!(address("Ana@b.c").same(&address("ana@B.C")));
        assert!(address("soporte+6597@b.c").is_own(&address("Soporte@b.c")));
        assert!(!address("soporte+6597@b.c").is_own(&address("ventas@b.c")));
        assert!(!address("soporte@b.c").is_own(&address("soporte+1@b.c")));
    }

    #[test]
    fn a_name_is_one_line_in_one_direction() {
        assert_eq!(
            one_line("  Ana\r\n\tPérez \u{202e}gpj.exe\0 ", 99),
            "Ana Pérez gpj.exe"
        );
        assert_eq!(one_line("abcdef", 6), "abcdef");
        assert_eq!(one_line("abcdefg", 6), "abcde…");
    }

    #[test]
    fn a_message_id_can_stand_in_a_header() {
        assert_eq!(MessageId::new("<a.b@c>").unwrap().as_str(), "a.b@c");
        for text in ["", "<>", "a b@c", "a@b>\r\nX: y", "ñ@b", &"x".repeat(901)] {
            assert_eq!(MessageId::new(text), Err(NotAnId), "{text:?}");
        }
    }
}
