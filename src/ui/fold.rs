//! Words as they are looked for: without case and accents.
//!
//! Of the letters of our three languages and their neighbours. The tables of all of Unicode weigh
//! fifteen kilobytes in the wasm, and a letter that is not known here is still found as it is.

/// Without case and accents, so that «interaccion» finds «Interacción».
#[must_use]
pub fn fold(text: &str) -> String {
    text.trim().chars().map(plain).collect()
}

const fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'Á' | 'À' | 'Â' | 'Ã' | 'Ä' | 'Å' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'Ó' | 'Ò' | 'Ô' | 'Õ' | 'Ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' => 'u',
        'ñ' | 'Ñ' => 'n',
        'ç' | 'Ç' => 'c',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_are_folded() {
        assert_eq!(fold(" Interacción AÑO "), "interaccion ano");
        assert_eq!(fold("Ação"), fold("acao"));
        assert_eq!(fold("日本"), "日本");
    }
}
