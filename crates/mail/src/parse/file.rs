//! Names of attached files: how they were written, and how they may be stored.

use crate::address::{one_line, reorders};

/// The longest stored name, in bytes: every file system takes it.
const STORED: usize = 200;
/// The longest shown name, in characters.
const SHOWN: usize = 255;
/// The longest extension that is kept when a name is cut, in bytes.
const EXTENSION: usize = 16;

/// The name of an attached file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    /// As its sender wrote it, decoded, one line, at most 255 characters. It may hold anything a
    /// person can write, so show it isolated (`<bdi>`), beside the real extension.
    pub original: String,
    /// What may be offered as a name to save: no path, no control, no reordering character, no
    /// name that a system reserves, at most 200 bytes, its extension kept; never empty.
    pub safe: String,
}

impl FileName {
    /// The name a part gives, or one made from its place and type where it gives none.
    pub(super) fn new(given: Option<&str>, index: usize, declared: &str) -> Self {
        let original = given.map(|name| visible(name, SHOWN)).unwrap_or_default();
        let mut safe = given.map(safe).unwrap_or_default();
        if safe.is_empty() {
            safe = format!("adjunto-{}{}", index + 1, extension(declared));
        }
        let original = if original.is_empty() {
            safe.clone()
        } else {
            original
        };
        Self { original, safe }
    }
}

fn visible(name: &str, limit: usize) -> String {
    let mut chars = name.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut kept: String = chars.by_ref().take(limit).collect();
    if chars.next().is_some() {
        kept.pop();
        kept.push('…');
    }
    kept.trim().to_owned()
}

fn safe(name: &str) -> String {
    let base = name.rsplit(['/', '\\', ':']).next().unwrap_or_default();
    let kept: String = base
        .chars()
        .filter(|c| {
            !reorders(*c) && !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fffd}')
        })
        .map(|c| {
            if c.is_control() || "<>\"|?*".contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    let line = one_line(&kept, usize::MAX);
    let line = line.trim_matches(['.', ' ']);
    let stem = line.split('.').next().unwrap_or_default();
    let line = if is_reserved(stem) {
        format!("_{line}")
    } else {
        line.to_owned()
    };
    cut(&line)
}

/// Names that open a device on some systems.
fn is_reserved(stem: &str) -> bool {
    let stem = stem.trim().to_ascii_lowercase();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

fn cut(name: &str) -> String {
    if name.len() <= STORED {
        return name.to_owned();
    }
    let extension = name
        .rfind('.')
        .map(|dot| &name[dot..])
        .filter(|end| end.len() <= EXTENSION)
        .unwrap_or_default();
    let room = name.floor_char_boundary(STORED - extension.len());
    format!("{}{extension}", &name[..room])
}

fn extension(declared: &str) -> &'static str {
    match declared {
        "message/rfc822" | "message/global" => ".eml",
        "text/html" => ".html",
        "text/calendar" => ".ics",
        "text/plain" | "message/delivery-status" => ".txt",
        "text/csv" => ".csv",
        "application/pdf" => ".pdf",
        "image/png" => ".png",
        "image/jpeg" | "image/jpg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "application/zip" => ".zip",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_name_has_no_path_and_no_tricks() {
        let check = |given: &str, expected: &str| {
            assert_eq!(
                FileName::new(Some(given), 0, "").safe,
                expected,
                "{given:?}"
            );
        };
        check("factura.pdf", "factura.pdf");
        check("../../etc/passwd", "passwd");
        check("C:\\Users\\ana\\foto.jpg", "foto.jpg");
        check("foto\u{202e}gpj.exe", "fotogpj.exe");
        check("a\0b\r\nc.txt", "a_b__c.txt");
        check("CON.txt", "_CON.txt");
        check("com1", "_com1");
        check("  .hidden. ", "hidden");
        check("<script>.svg", "_script_.svg");
        check("/", "adjunto-1");
        check("", "adjunto-1");
        check("año \u{1f389}.png", "año \u{1f389}.png");
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = FileName::new(Some(&("ñ".repeat(300) + ".tar.gz")), 0, "").safe;
        assert!(name.len() <= STORED && name.ends_with("ñ.gz"), "{name}");
        let name = FileName::new(Some(&("x.".to_owned() + &"y".repeat(300))), 0, "").safe;
        assert_eq!(name.len(), STORED);
    }

    #[test]
    fn the_original_stays_readable() {
        let name = FileName::new(Some("..\\foto\u{202e}gpj.exe"), 0, "");
        assert_eq!(name.original, "..\\foto\u{202e}gpj.exe");
        assert_eq!(
            FileName::new(None, 2, "message/rfc822").original,
            "adjunto-3.eml"
        );
        assert_eq!(
            FileName::new(Some(&"a".repeat(999)), 0, "")
                .original
                .chars()
                .count(),
            SHOWN
        );
    }
}
