//! Media conditions: media types and features compared by a colon.

use cssparser::{ParseError, Parser, ToCss, Token};

use super::is_plain;

/// The longest condition, in bytes.
const QUERY: usize = 500;

/// A media query list, written anew.
pub(super) fn query(input: &mut Parser<'_>) -> Result<String, ParseError<()>> {
    let no = ParseError::unexpected_token;
    let mut out = String::new();
    while let Ok(token) = input.next().cloned() {
        match &token {
            Token::Comma if !out.is_empty() => {
                out.truncate(out.trim_end().len());
                out.push(',');
            }
            Token::Ident(word) if is_plain(word) => out.push_str(&word.to_ascii_lowercase()),
            Token::ParenthesisBlock => {
                let feature = input.parse_nested_block(feature)?;
                out.push_str(&format!("({feature})"));
            }
            _ => return Err(no()),
        }
        out.push(' ');
        if out.len() > QUERY {
            return Err(no());
        }
    }
    let out = out.trim_end();
    if out.is_empty() {
        Err(no())
    } else {
        Ok(out.to_owned())
    }
}

/// `name` or `name: value`.
fn feature(input: &mut Parser<'_>) -> Result<String, ParseError<()>> {
    let no = ParseError::unexpected_token;
    let name = input.expect_ident()?.to_ascii_lowercase();
    if !is_plain(&name) {
        return Err(no());
    }
    if input.is_exhausted() {
        return Ok(name);
    }
    input.expect_colon()?;
    let mut value = String::new();
    while let Ok(token) = input.next() {
        let text = match token {
            Token::Ident(word) if is_plain(word) => word.to_ascii_lowercase(),
            Token::Number { value, .. } if value.is_finite() => token.to_css_string(),
            Token::Dimension { value, unit, .. } if value.is_finite() && is_plain(unit) => {
                token.to_css_string().to_ascii_lowercase()
            }
            Token::Delim('/') => "/".to_owned(),
            _ => return Err(no()),
        };
        value.push(' ');
        value.push_str(&text);
    }
    if value.is_empty() {
        Err(no())
    } else {
        Ok(format!("{name}:{value}"))
    }
}
