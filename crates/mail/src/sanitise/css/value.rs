//! Properties and values: which names pass, and which tokens may stand behind them.

use cssparser::{ParseError, Parser, ToCss, Token};

use super::{Images, is_plain};
use crate::sanitise::images::is_writable;

/// How deep functions and brackets may be nested.
const NESTING: usize = 8;
/// The longest value, in bytes.
const VALUE: usize = 2_000;

/// What a property may hold beside names, numbers and colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Property {
    Plain,
    /// Image addresses.
    Image,
    /// Strings: names of fonts.
    Font,
}

/// The kind of a property, if it may be set. Names in lower case.
pub(super) fn property(name: &str) -> Option<Property> {
    match name {
        "background" | "background-image" => return Some(Property::Image),
        "font" | "font-family" => return Some(Property::Font),
        _ => {}
    }
    PROPERTIES
        .binary_search(&name)
        .ok()
        .map(|_| Property::Plain)
}

/// In alphabetical order.
const PROPERTIES: &[&str] = &[
    "align-content",
    "align-items",
    "align-self",
    "aspect-ratio",
    "background-clip",
    "background-color",
    "background-origin",
    "background-position",
    "background-repeat",
    "background-size",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-top-style",
    "border-top-width",
    "border-width",
    "box-shadow",
    "box-sizing",
    "caption-side",
    "clear",
    "color",
    "color-scheme",
    "column-gap",
    "direction",
    "display",
    "empty-cells",
    "flex",
    "flex-basis",
    "flex-direction",
    "flex-flow",
    "flex-grow",
    "flex-shrink",
    "flex-wrap",
    "float",
    "font-feature-settings",
    "font-size",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "gap",
    "grid-template-columns",
    "height",
    "hyphens",
    "justify-content",
    "letter-spacing",
    "line-height",
    "list-style",
    "list-style-position",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "object-fit",
    "object-position",
    "opacity",
    "order",
    "outline",
    "outline-color",
    "outline-style",
    "outline-width",
    "overflow",
    "overflow-wrap",
    "overflow-x",
    "overflow-y",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "row-gap",
    "table-layout",
    "text-align",
    "text-decoration",
    "text-decoration-color",
    "text-decoration-line",
    "text-decoration-style",
    "text-indent",
    "text-overflow",
    "text-shadow",
    "text-size-adjust",
    "text-transform",
    "unicode-bidi",
    "vertical-align",
    "visibility",
    "white-space",
    "width",
    "word-break",
    "word-spacing",
    "word-wrap",
    "writing-mode",
];

/// Functions whose arguments are names, numbers and colours.
const FUNCTIONS: &[&str] = &[
    "calc",
    "clamp",
    "hsl",
    "hsla",
    "light-dark",
    "linear-gradient",
    "max",
    "min",
    "minmax",
    "radial-gradient",
    "repeat",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "rgb",
    "rgba",
];

/// A value, written anew; an error if any of it is not on the lists.
pub(super) fn value(
    input: &mut Parser<'_>,
    property: Property,
    images: &mut Images<'_>,
) -> Result<String, ParseError<()>> {
    let mut out = String::new();
    tokens(input, property, images, 0, &mut out)?;
    let out = out.trim_end();
    if out.is_empty() || out.len() > VALUE || out == "!important" {
        return Err(ParseError::unexpected_token());
    }
    Ok(out.to_owned())
}

/// Writes the tokens up to the end of the input, one space apart.
fn tokens(
    input: &mut Parser<'_>,
    property: Property,
    images: &mut Images<'_>,
    depth: usize,
    out: &mut String,
) -> Result<(), ParseError<()>> {
    let no = ParseError::unexpected_token;
    if depth > NESTING || out.len() > VALUE {
        return Err(no());
    }
    while let Ok(token) = input.next().cloned() {
        let text = match &token {
            Token::Comma if !out.is_empty() => {
                out.truncate(out.trim_end().len());
                ",".to_owned()
            }
            Token::Ident(name) if is_plain(name) => name.to_string(),
            Token::Hash(hex) | Token::IDHash(hex) if is_colour(hex) => {
                format!("#{}", hex.to_ascii_lowercase())
            }
            Token::Number { value, .. } if value.is_finite() => token.to_css_string(),
            Token::Percentage { unit_value, .. } if unit_value.is_finite() => token.to_css_string(),
            Token::Dimension { value, unit, .. } if value.is_finite() && is_unit(unit) => {
                token.to_css_string().to_ascii_lowercase()
            }
            Token::QuotedString(name) if property == Property::Font && is_font(name) => {
                format!("'{name}'")
            }
            Token::Delim('/') => "/".to_owned(),
            Token::Delim(sign @ ('+' | '-' | '*')) if depth > 0 => sign.to_string(),
            Token::Delim('!') if depth == 0 => {
                input.expect_ident_matching("important").map_err(|_| no())?;
                input.expect_exhausted().map_err(|_| no())?;
                "!important".to_owned()
            }
            Token::UnquotedUrl(url) if property == Property::Image => image(images(url)),
            Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                if property != Property::Image {
                    return Err(no());
                }
                let url = input.parse_nested_block(|input| {
                    let url = input.expect_string_cloned()?;
                    input.expect_exhausted()?;
                    Ok::<_, ParseError<()>>(url)
                })?;
                image(images(&url))
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                if !FUNCTIONS.contains(&name.as_str()) {
                    return Err(no());
                }
                let inner = nested(input, depth)?;
                format!("{name}({inner})")
            }
            Token::ParenthesisBlock if depth > 0 => format!("({})", nested(input, depth)?),
            _ => return Err(no()),
        };
        out.push_str(&text);
        out.push(' ');
        if out.len() > VALUE {
            return Err(no());
        }
    }
    Ok(())
}

/// The inside of a function or bracket. Images and fonts end at its door.
fn nested(input: &mut Parser<'_>, depth: usize) -> Result<String, ParseError<()>> {
    input.parse_nested_block(|input| {
        let mut inner = String::new();
        tokens(input, Property::Plain, &mut |_| None, depth + 1, &mut inner)?;
        Ok(inner.trim_end().to_owned())
    })
}

fn image(url: Option<String>) -> String {
    match url {
        Some(url) if is_writable(&url) => format!("url(\"{url}\")"),
        _ => "none".to_owned(),
    }
}

fn is_colour(hex: &str) -> bool {
    matches!(hex.len(), 3 | 4 | 6 | 8) && hex.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Units. None that measures the window's height: the frame grows with its content, so such a mail
/// would grow for ever.
fn is_unit(unit: &str) -> bool {
    let unit = unit.to_ascii_lowercase();
    matches!(
        unit.as_str(),
        "px" | "em"
            | "rem"
            | "ex"
            | "ch"
            | "pt"
            | "pc"
            | "cm"
            | "mm"
            | "in"
            | "q"
            | "vw"
            | "deg"
            | "turn"
            | "fr"
    )
}

fn is_font(name: &str) -> bool {
    let good = |c: char| {
        c.is_ascii_alphanumeric() || " -_.".contains(c) || (!c.is_ascii() && c.is_alphabetic())
    };
    !name.is_empty() && name.len() <= 100 && name.chars().all(good)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_in_order_each_once() {
        assert!(PROPERTIES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(FUNCTIONS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
