//! JSON as the contract writes it, read and written with few bytes of code.
//!
//! `serde_json` reads everything that JSON can be and explains every fault; that weighs more than
//! the app's list and thread. This reader takes what the contract's types are made of: objects,
//! lists, texts, whole numbers, words. What it does not know it skips, at most [`DEEPEST`] levels
//! deep. Tests compare it with `serde_json` over every example of the wire.

mod read;
mod shape;
mod write;

use serde::{Serialize, de::DeserializeOwned};

/// Deeper than any type of ours; what is deeper is not read.
const DEEPEST: u8 = 64;

/// A text is not what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The byte at which that showed.
    pub at: usize,
}

/// Reads a value; the whole text must be it.
///
/// # Errors
/// [`Unreadable`] says where, never what stands there: it may be a customer's.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let mut reader = read::Reader::new(text);
    let value = T::deserialize(&mut reader);
    match value {
        Ok(value) if reader.is_at_end() => Ok(value),
        _ => Err(Unreadable { at: reader.at() }),
    }
}

/// Writes a value; `None` for one that has floats or bytes, which the contract has not.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    let mut writer = write::Writer::default();
    match value.serialize(&mut writer) {
        Ok(()) => Some(writer.out),
        Err(read::Fault) => None,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
