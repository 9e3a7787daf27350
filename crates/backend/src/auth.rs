//! Who asks: passwords, sessions, tickets, visitors' secrets, origins.
//!
//! It answers *who* only. What they may see and do is `domain`'s business, asked by the actions.

pub(crate) mod capability;
pub(crate) mod origin;
pub(crate) mod password;
pub(crate) mod session;
pub(crate) mod ticket;
pub(crate) mod visitor;

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};

/// 256 random bits as hexadecimal digits.
pub(crate) fn new_secret() -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::Broken(format!("randomness: {error}")))?;
    Ok(hex(&bytes))
}

/// Hexadecimal digits, lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
    text
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_have_256_bits_and_differ() {
        let [one, other] = [(); 2].map(|()| new_secret().expect("randomness"));
        assert_eq!((one.len(), other.len()), (64, 64));
        assert_ne!(one, other);
    }

    #[test]
    fn hexadecimal_is_what_everybody_means() {
        assert_eq!(hex(&[0, 15, 16, 255]), "000f10ff");
        assert!(hex(&sha256(b"")).starts_with("e3b0c442"));
    }
}
