//! The reader: what stands in a text, piece by piece. [`super::shape`] makes values of it.

use super::DEEPEST;
use serde::de;
use std::fmt;

/// The text is not what was expected; the reader knows where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault;

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable")
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    // What is wrong is never told: it may be a customer's text, and telling weighs.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// The next byte that is no white space.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn word(&mut self, word: &str) -> Result<(), Fault> {
        self.peek();
        let rest = self.text.get(self.at..).ok_or(Fault)?;
        if rest.starts_with(word) {
            self.at += word.len();
            Ok(())
        } else {
            Err(Fault)
        }
    }

    pub(super) fn boolean(&mut self) -> Result<bool, Fault> {
        if self.peek() == Some(b't') {
            self.word("true").map(|()| true)
        } else {
            self.word("false").map(|()| false)
        }
    }

    /// A whole number. Fractions do not travel; skipping takes them.
    pub(super) fn number(&mut self) -> Result<i64, Fault> {
        self.peek();
        let start = self.at;
        self.at += usize::from(self.text.as_bytes().get(self.at) == Some(&b'-'));
        while self
            .text
            .as_bytes()
            .get(self.at)
            .is_some_and(u8::is_ascii_digit)
        {
            self.at += 1;
        }
        let digits = self.text.get(start..self.at).ok_or(Fault)?;
        let is_whole = !matches!(self.text.as_bytes().get(self.at), Some(b'.' | b'e' | b'E'));
        match digits.parse() {
            Ok(number) if is_whole => Ok(number),
            _ => Err(Fault),
        }
    }

    pub(super) fn string(&mut self) -> Result<String, Fault> {
        if !self.eat(b'"') {
            return Err(Fault);
        }
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).ok_or(Fault)?;
            let special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..b' ');
            let end = rest.as_bytes().iter().position(special).ok_or(Fault)?;
            out.push_str(rest.get(..end).ok_or(Fault)?);
            self.at += end + 1;
            match rest.as_bytes()[end] {
                b'"' => return Ok(out),
                b'\\' => out.push(self.escaped()?),
                _ => return Err(Fault),
            }
        }
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<char, Fault> {
        let byte = *self.text.as_bytes().get(self.at).ok_or(Fault)?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let first = self.unit()?;
                let code = match first {
                    0xd800..0xdc00 => {
                        self.word("\\u")?;
                        let second = self.unit()?;
                        if !(0xdc00..0xe000).contains(&second) {
                            return Err(Fault);
                        }
                        0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)
                    }
                    _ => first,
                };
                char::from_u32(code).ok_or(Fault)?
            }
            _ => return Err(Fault),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, Fault> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Fault)?;
        self.at += 4;
        let mut unit = 0;
        for digit in digits.chars() {
            unit = unit * 16 + digit.to_digit(16).ok_or(Fault)?;
        }
        Ok(unit)
    }

    /// Goes one level down; the caller comes up again by [`Reader::leave`].
    pub(super) fn enter(&mut self, open: u8) -> Result<(), Fault> {
        if self.depth == DEEPEST || !self.eat(open) {
            return Err(Fault);
        }
        self.depth += 1;
        Ok(())
    }

    pub(super) fn leave(&mut self, close: u8) -> Result<(), Fault> {
        self.depth -= 1;
        if self.eat(close) { Ok(()) } else { Err(Fault) }
    }

    /// Whether another entry follows; `is_first` for the first one.
    pub(super) fn goes_on(&mut self, is_first: &mut bool, close: u8) -> Result<bool, Fault> {
        if self.peek() == Some(close) {
            return Ok(false);
        }
        if !std::mem::take(is_first) && !self.eat(b',') {
            return Err(Fault);
        }
        Ok(true)
    }

    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        match self.peek().ok_or(Fault)? {
            b'"' => self.string().map(drop),
            b't' | b'f' => self.boolean().map(drop),
            b'n' => self.word("null"),
            b'[' => self.skip_entries(b'[', b']'),
            b'{' => self.skip_entries(b'{', b'}'),
            b'-' | b'0'..=b'9' => {
                let in_number =
                    |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
                while self.text.as_bytes().get(self.at).is_some_and(in_number) {
                    self.at += 1;
                }
                Ok(())
            }
            _ => Err(Fault),
        }
    }

    fn skip_entries(&mut self, open: u8, close: u8) -> Result<(), Fault> {
        self.enter(open)?;
        let mut is_first = true;
        while self.goes_on(&mut is_first, close)? {
            if open == b'{' {
                self.string()?;
                self.word(":")?;
            }
            self.skip()?;
        }
        self.leave(close)
    }
}
