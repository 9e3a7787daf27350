//! Selectors, kept to the inside of the mail: names are prefixed like the names they match, and
//! what a rule applies to must be the mail's root or stand in it.

use cssparser::{ParseError, Parser, Token};

use super::is_plain;
use crate::sanitise::allow;
use crate::sanitise::{PREFIX, ROOT};

/// How many selectors a rule may have.
const SELECTORS: usize = 100;
/// The longest selector, in bytes.
const SELECTOR: usize = 500;

/// Pseudo-classes that ask for nothing but place and pointer.
const STATES: &[&str] = &[
    "active",
    "empty",
    "first-child",
    "first-of-type",
    "focus",
    "hover",
    "last-child",
    "last-of-type",
    "link",
    "only-child",
];

/// The selectors of a rule that can be kept; an error if none can.
pub(super) fn list(input: &mut Parser<'_>) -> Result<String, ParseError<()>> {
    let kept: Vec<String> = input
        .parse_comma_separated_ignoring_errors(|input| {
            let mut selector = Selector::default();
            selector.read(input)?;
            selector.written()
        })
        .into_iter()
        .take(SELECTORS)
        .collect();
    if kept.is_empty() {
        Err(ParseError::unexpected_token())
    } else {
        Ok(kept.join(", "))
    }
}

/// A selector being written.
#[derive(Default)]
struct Selector {
    /// What stands, with its combinators.
    done: String,
    /// The compound that is being read.
    compound: String,
    /// The compound names the mail's root.
    is_root: bool,
    /// The combinator that waits for a compound.
    waiting: Option<char>,
}

impl Selector {
    fn read(&mut self, input: &mut Parser<'_>) -> Result<(), ParseError<()>> {
        let no = ParseError::unexpected_token;
        input.skip_whitespace();
        while let Ok(token) = input.next_including_whitespace().cloned() {
            match &token {
                Token::WhiteSpace(_) => self.combine(' ')?,
                Token::Delim(c @ ('>' | '+' | '~')) => self.combine(*c)?,
                Token::Delim('*') if self.compound.is_empty() => self.push("*"),
                Token::Delim('.') => {
                    let Ok(Token::Ident(name)) = input.next_including_whitespace() else {
                        return Err(no());
                    };
                    if !is_plain(name) {
                        return Err(no());
                    }
                    let name = format!(".{PREFIX}{name}");
                    self.push(&name);
                }
                Token::IDHash(name) if is_plain(name) => self.push(&format!("#{PREFIX}{name}")),
                Token::Ident(name) if self.compound.is_empty() => {
                    let name = name.to_ascii_lowercase();
                    if matches!(name.as_str(), "body" | "html") {
                        self.root()?;
                    } else if allow::is_mails(&name) {
                        self.push(&name);
                    } else {
                        return Err(no());
                    }
                }
                Token::Colon => self.state(input)?,
                Token::SquareBracketBlock => {
                    let attribute = input.parse_nested_block(attribute)?;
                    self.push(&attribute);
                }
                _ => return Err(no()),
            }
            if self.done.len() + self.compound.len() > SELECTOR {
                return Err(no());
            }
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if let Some(combinator) = self.waiting.take() {
            if combinator != ' ' {
                self.done.push(' ');
                self.done.push(combinator);
            }
            self.done.push(' ');
        }
        self.compound.push_str(text);
    }

    /// `html` and `body`, one in the other or alone, are the mail's root.
    fn root(&mut self) -> Result<(), ParseError<()>> {
        let nested = self.done == ROOT_SELECTOR && matches!(self.waiting, Some(' ' | '>'));
        if !self.done.is_empty() && !nested {
            return Err(ParseError::unexpected_token());
        }
        self.done.clear();
        self.waiting = None;
        self.compound.push_str(ROOT_SELECTOR);
        self.is_root = true;
        Ok(())
    }

    fn combine(&mut self, combinator: char) -> Result<(), ParseError<()>> {
        if self.compound.is_empty() {
            match self.waiting {
                Some(' ') => self.waiting = Some(combinator),
                Some(_) if combinator == ' ' => {}
                _ => return Err(ParseError::unexpected_token()),
            }
            return Ok(());
        }
        self.done.push_str(&std::mem::take(&mut self.compound));
        self.is_root = false;
        self.waiting = Some(combinator);
        Ok(())
    }

    fn state(&mut self, input: &mut Parser<'_>) -> Result<(), ParseError<()>> {
        let no = ParseError::unexpected_token;
        match input.next_including_whitespace().cloned()? {
            Token::Ident(name) => {
                let name = name.to_ascii_lowercase();
                if !STATES.contains(&name.as_str()) {
                    return Err(no());
                }
                self.push(&format!(":{name}"));
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                if !matches!(
                    name.as_str(),
                    "nth-child" | "nth-of-type" | "nth-last-child"
                ) {
                    return Err(no());
                }
                let (a, b) = input.parse_nested_block(|input| {
                    Ok::<_, ParseError<()>>(cssparser::parse_nth(input)?)
                })?;
                self.push(&format!(":{name}({a}n{b:+})"));
            }
            _ => return Err(no()),
        }
        Ok(())
    }

    fn written(mut self) -> Result<String, ParseError<()>> {
        if self.compound.is_empty() {
            // White space at the end is no combinator; everything else waits for a compound.
            return match self.waiting {
                Some(' ') if self.done == ROOT_SELECTOR => Ok(self.done),
                Some(' ') => Ok(format!("{}{}", self.done, inside())),
                _ => Err(ParseError::unexpected_token()),
            };
        }
        let scope = if self.is_root {
            String::new()
        } else {
            inside()
        };
        self.done.push_str(&self.compound);
        self.done.push_str(&scope);
        Ok(self.done)
    }
}

const ROOT_SELECTOR: &str = ".b-mail";

/// The mail's root or in it; `:where` adds nothing to the weight of a rule.
fn inside() -> String {
    format!(":where(.{ROOT}, .{ROOT} *)")
}

/// The attribute selectors that mails use to hide rules from some programs: by class and id.
fn attribute(input: &mut Parser<'_>) -> Result<String, ParseError<()>> {
    let no = ParseError::unexpected_token;
    let name = input.expect_ident()?.to_ascii_lowercase();
    if !matches!(name.as_str(), "class" | "id") {
        return Err(no());
    }
    let token = input.next().cloned()?;
    let value = input.expect_ident_or_string()?.clone();
    if !is_plain(&value) {
        return Err(no());
    }
    input.expect_exhausted()?;
    match token {
        // «class="a"» may come with classes of ours beside it, so it asks for the word.
        Token::Delim('=') | Token::IncludeMatch => Ok(format!("[{name}~=\"{PREFIX}{value}\"]")),
        Token::SubstringMatch => Ok(format!("[{name}*=\"{value}\"]")),
        _ => Err(no()),
    }
}
