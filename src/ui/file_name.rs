//! The name of a file in one line: however long it is, its ending is seen, and no letter of it turns
//! the line around.

use super::linkify::without_turns;
use crate::ui::prelude::*;

/// Longer than this after the last dot is no ending.
const ENDING: usize = 8;

/// The name.
#[must_use]
pub fn file_name(name: &str) -> AnyView {
    let name = without_turns(name);
    let (stem, ending) = parts(&name);
    view! {
        <bdi class="file-name">
            <span class="file-name__stem">{stem.to_owned()}</span>
            <span class="file-name__ending">{ending.to_owned()}</span>
        </bdi>
    }
    .into_any()
}

fn parts(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 && name[at..].chars().count() <= ENDING + 1 => name.split_at(at),
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves F14.
    #[test]
    fn the_last_ending_counts() {
        for (name, expected) in [
            ("factura.pdf", ("factura", ".pdf")),
            ("factura.pdf.exe", ("factura.pdf", ".exe")),
            (".oculto", (".oculto", "")),
            ("sin punto", ("sin punto", "")),
            ("una.palabra muy larga", ("una.palabra muy larga", "")),
        ] {
            assert_eq!(parts(name), expected);
        }
    }
}
