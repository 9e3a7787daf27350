//! A mail's styles through an allow-list: properties, value tokens, selectors, media conditions.
//!
//! Everything is parsed, and everything that leaves was written anew token by token: nothing of the
//! input is copied. What leaves never holds `<`, a backslash, `@` (but for our own `@media`), a
//! brace in a value, or a `url()` that the caller did not give.

mod media;
mod selector;
mod value;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};

/// The longest style attribute that is read, in bytes.
const ATTRIBUTE: usize = 16 << 10;
/// The longest style sheet that is read, and the longest that is written, in bytes.
const SHEET: usize = 512 << 10;
/// How deep `@media` may be nested.
const NESTING: usize = 3;

/// Gives the address an image is shown from, or `None` where it is blocked.
pub(super) type Images<'a> = dyn FnMut(&str) -> Option<String> + 'a;

/// What the styles of a mail do, beside what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// They set colours or backgrounds.
    pub(super) coloured: bool,
    /// They know of dark and light.
    pub(super) schemes: bool,
}

/// A style attribute, filtered. Filtering twice changes nothing.
pub(super) fn attribute(input: &str, images: &mut Images<'_>, notes: &mut Notes) -> String {
    if input.len() > ATTRIBUTE {
        return String::new();
    }
    declarations(&mut Parser::new(input), images, notes)
}

/// A style sheet, filtered, its rules kept to what is inside the mail.
pub(super) fn sheet(input: &str, images: &mut Images<'_>, notes: &mut Notes) -> String {
    if input.len() > SHEET {
        return String::new();
    }
    let mut parser = Parser::new(input);
    let out = rules(&mut parser, images, notes, 0);
    if out.len() > SHEET {
        String::new()
    } else {
        out
    }
}

fn rules(
    input: &mut Parser<'_>,
    images: &mut Images<'_>,
    notes: &mut Notes,
    depth: usize,
) -> String {
    let mut rules = Rules {
        images,
        notes,
        depth,
    };
    StyleSheetParser::new(input, &mut rules)
        .filter_map(Result::ok)
        .collect()
}

fn declarations(input: &mut Parser<'_>, images: &mut Images<'_>, notes: &mut Notes) -> String {
    let mut declarations = Declarations { images, notes };
    let kept: Vec<String> = RuleBodyParser::new(input, &mut declarations)
        .filter_map(Result::ok)
        .collect();
    kept.join("; ")
}

struct Rules<'a, 'b> {
    images: &'a mut Images<'b>,
    notes: &'a mut Notes,
    depth: usize,
}

impl<'i> QualifiedRuleParser<'i> for Rules<'_, '_> {
    type Prelude = String;
    type QualifiedRule = String;
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<String, ParseError<()>> {
        selector::list(input)
    }

    fn parse_block(
        &mut self,
        selectors: String,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<String, ParseError<()>> {
        let body = declarations(input, self.images, self.notes);
        Ok(if body.is_empty() {
            String::new()
        } else {
            format!("{selectors} {{ {body} }}\n")
        })
    }
}

impl<'i> AtRuleParser<'i> for Rules<'_, '_> {
    type Prelude = String;
    type AtRule = String;
    type Error = ();

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<String, ParseError<()>> {
        if !name.eq_ignore_ascii_case("media") || self.depth >= NESTING {
            return Err(ParseError::unexpected_token());
        }
        media::query(input)
    }

    fn parse_block(
        &mut self,
        query: String,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<String, ParseError<()>> {
        self.notes.schemes |= query.contains("prefers-color-scheme");
        let body = rules(input, self.images, self.notes, self.depth + 1);
        Ok(if body.is_empty() {
            String::new()
        } else {
            format!("@media {query} {{\n{body}}}\n")
        })
    }
}

struct Declarations<'a, 'b> {
    images: &'a mut Images<'b>,
    notes: &'a mut Notes,
}

impl<'i> DeclarationParser<'i> for Declarations<'_, '_> {
    type Declaration = String;
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<String, ParseError<()>> {
        let name = name.to_ascii_lowercase();
        let property = value::property(&name).ok_or_else(ParseError::unexpected_token)?;
        let value = value::value(input, property, self.images)?;
        self.notes.coloured |= name == "color" || name.starts_with("background");
        self.notes.schemes |= name == "color-scheme";
        Ok(format!("{name}: {value}"))
    }
}

impl<'i> QualifiedRuleParser<'i> for Declarations<'_, '_> {
    type Prelude = ();
    type QualifiedRule = String;
    type Error = ();
}

impl<'i> AtRuleParser<'i> for Declarations<'_, '_> {
    type Prelude = ();
    type AtRule = String;
    type Error = ();
}

impl<'i> RuleBodyItemParser<'i, String, ()> for Declarations<'_, '_> {
    fn parse_declarations(&self) -> bool {
        true
    }
    fn parse_qualified(&self) -> bool {
        false
    }
}

/// Whether an identifier can be written as it is.
fn is_plain(name: &str) -> bool {
    let mut chars = name.trim_start_matches('-').chars();
    let letter =
        |c: char| c.is_ascii_alphabetic() || c == '_' || (!c.is_ascii() && c.is_alphabetic());
    name.len() <= 100
        && chars.next().is_some_and(letter)
        && chars.all(|c| letter(c) || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests;
