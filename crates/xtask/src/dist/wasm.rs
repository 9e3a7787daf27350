//! Makes a wasm file and its glue smaller to download: takes out what only tools read, and gives
//! what the glue brings in short names in place of long hashed ones.
//!
//! Works on the sections of the file (WebAssembly core specification, 5.5) and on whole
//! identifiers of the glue; touches no code.

use crate::shell::{Outcome, failure};
use std::collections::BTreeMap;

const MAGIC: &[u8; 8] = b"\0asm\x01\0\0\0";
/// Names, producers, debugging: nothing that runs.
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;

/// Without custom sections.
pub(super) fn slim(wasm: &[u8]) -> Outcome<Vec<u8>> {
    rewrite(wasm, |id, body| Ok((id != CUSTOM).then(|| body.to_vec())))
}

/// The wasm and its glue with short names between them.
///
/// # Errors
/// Fails when a name that the wasm wants does not stand in the glue, or is also the name of
/// something else there.
pub(super) fn shorten(wasm: &[u8], glue: &str) -> Outcome<(Vec<u8>, String)> {
    let mut names = BTreeMap::new();
    let mut modules = BTreeMap::new();
    let wasm = rewrite(wasm, |id, body| {
        if id != IMPORTS {
            return Ok(Some(body.to_vec()));
        }
        imports(body, &mut names, &mut modules).map(Some)
    })?;
    let mut glue = renamed(glue, &names)?;
    for (long, short) in &modules {
        let (old, new) = (format!("\"{long}\":"), format!("\"{short}\":"));
        if !glue.contains(&old) {
            return Err(failure(format!("the glue does not bring in {long}")));
        }
        glue = glue.replace(&old, &new);
    }
    Ok((wasm, glue))
}

/// Every section through `edit`: another body, or none.
fn rewrite(
    wasm: &[u8],
    mut edit: impl FnMut(u8, &[u8]) -> Outcome<Option<Vec<u8>>>,
) -> Outcome<Vec<u8>> {
    let mut from = Reader(wasm);
    if from.take(MAGIC.len())? != MAGIC {
        return Err(failure("not a wasm file"));
    }
    let mut out = MAGIC.to_vec();
    while !from.0.is_empty() {
        let id = from.byte()?;
        let body = from.bytes()?;
        if let Some(body) = edit(id, body)? {
            out.push(id);
            push_bytes(&mut out, &body);
        }
    }
    Ok(out)
}

/// The section of imports with short names; only functions of the glue get one, the rest keeps its
/// own.
fn imports(
    body: &[u8],
    names: &mut BTreeMap<String, String>,
    modules: &mut BTreeMap<String, String>,
) -> Outcome<Vec<u8>> {
    let mut from = Reader(body);
    let count = from.number()?;
    let mut out = Vec::with_capacity(body.len());
    push_number(&mut out, count);
    for _ in 0..count {
        let (module, name) = (from.text()?, from.text()?);
        let begin = from.0;
        let is_function = from.kind()?;
        let what = &begin[..begin.len() - from.0.len()];
        let is_glue = module.ends_with("_bg.js");
        let number = modules.len();
        let module = modules
            .entry(module.to_owned())
            .or_insert_with(|| format!("{number}"));
        push_bytes(&mut out, module.as_bytes());
        let number = names.len();
        let name = match names.get(name) {
            Some(short) => short.clone(),
            None if is_glue && is_function => {
                let short = format!("${number:x}");
                names.insert(name.to_owned(), short.clone());
                short
            }
            None => name.to_owned(),
        };
        push_bytes(&mut out, name.as_bytes());
        out.extend_from_slice(what);
    }
    Ok(out)
}

/// Whole identifiers by their new names.
fn renamed(glue: &str, names: &BTreeMap<String, String>) -> Outcome<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let mut out = String::with_capacity(glue.len());
    let mut seen = 0;
    let mut rest = glue;
    while let Some(start) = rest.find(is_part) {
        let (before, after) = rest.split_at(start);
        let end = after.find(|c| !is_part(c)).unwrap_or(after.len());
        let (word, after) = after.split_at(end);
        out.push_str(before);
        match names.get(word) {
            Some(_) if out.ends_with("wasm.") => {
                return Err(failure(format!("{word} is the name of two things")));
            }
            Some(short) => {
                seen += 1;
                out.push_str(short);
            }
            None => out.push_str(word),
        }
        rest = after;
    }
    out.push_str(rest);
    if seen < names.len() {
        return Err(failure("the wasm wants something that the glue has not"));
    }
    Ok(out)
}

struct Reader<'w>(&'w [u8]);

impl<'w> Reader<'w> {
    fn take(&mut self, length: usize) -> Outcome<&'w [u8]> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .ok_or_else(|| failure("the wasm ends in the middle"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Outcome<u8> {
        Ok(self.take(1)?[0])
    }

    /// An unsigned number in LEB128.
    fn number(&mut self) -> Outcome<usize> {
        let mut number = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(failure("a number in the wasm is too long"))
    }

    fn bytes(&mut self) -> Outcome<&'w [u8]> {
        let length = self.number()?;
        self.take(length)
    }

    fn text(&mut self) -> Outcome<&'w str> {
        std::str::from_utf8(self.bytes()?).map_err(|_| failure("a name in the wasm is no text"))
    }

    /// Passes over what is imported; answers whether it is a function.
    fn kind(&mut self) -> Outcome<bool> {
        let kind = self.byte()?;
        match kind {
            0 => drop(self.number()?),
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => self.limits()?,
            3 => drop(self.take(2)?),
            _ => return Err(failure("the wasm imports something unknown")),
        }
        Ok(kind == 0)
    }

    fn limits(&mut self) -> Outcome {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Ok(())
    }
}

fn push_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with a name section, and one function and one memory that the glue brings in.
    fn example() -> Vec<u8> {
        let mut imports = vec![3];
        for (module, name, what) in [
            ("./app_bg.js", "__wbg_now_0123456789abcdef", &[0_u8, 0][..]),
            ("./parts.js", "load", &[0, 0]),
            ("./app_bg.js", "memory", &[2, 1, 1, 200, 1]),
        ] {
            push_bytes(&mut imports, module.as_bytes());
            push_bytes(&mut imports, name.as_bytes());
            imports.extend_from_slice(what);
        }
        let mut wasm = MAGIC.to_vec();
        wasm.push(IMPORTS);
        push_bytes(&mut wasm, &imports);
        wasm.push(CUSTOM);
        push_bytes(&mut wasm, b"\x04namerest");
        wasm.extend_from_slice(&[10, 1, 0]);
        wasm
    }

    const GLUE: &str = "const imports = { \"./app_bg.js\": { __wbg_now_0123456789abcdef: () => \
        __wbg_now_0123456789abcdefg, memory }, \"./parts.js\": parts };";

    #[test]
    fn what_only_tools_read_goes() {
        let slimmed = slim(&example()).unwrap();
        assert!(!slimmed.windows(4).any(|bytes| bytes == b"name"));
        assert!(slimmed.ends_with(&[10, 1, 0]));
    }

    #[test]
    fn names_are_short_on_both_sides() {
        let (wasm, glue) = shorten(&example(), GLUE).unwrap();
        assert_eq!(
            glue,
            "const imports = { \"0\": { $0: () => __wbg_now_0123456789abcdefg, memory }, \
             \"1\": parts };"
        );
        let has = |text: &[u8]| wasm.windows(text.len()).any(|bytes| bytes == text);
        assert!(has(b"\x010\x02$0\0\0") && has(b"\x011\x04load\0\0") && has(b"\x06memory"));
        assert!(!has(b"app_bg"));
    }

    #[test]
    fn a_glue_that_does_not_fit_is_refused() {
        let without = GLUE.replace("__wbg_now_0123456789abcdef:", "other:");
        assert!(shorten(&example(), &without).is_err());
        let twice = format!("{GLUE} wasm.__wbg_now_0123456789abcdef()");
        assert!(shorten(&example(), &twice).is_err());
        assert!(slim(b"\0asm").is_err());
    }
}
