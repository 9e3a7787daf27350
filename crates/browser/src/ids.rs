//! Ids and secrets from the browser's randomness.
//!
//! `crypto.getRandomValues` works in every frame; `crypto.randomUUID` is missing where the page is
//! no secure context, such as a widget on an http site.

use crate::clock;
use uuid::Uuid;

/// A new UUIDv7 (RFC 9562 §5.7): 48 bits of this machine's time, the rest chance.
#[must_use]
pub fn uuid_v7() -> Uuid {
    let mut bytes = [0_u8; 16];
    fill(&mut bytes);
    let millis = u64::try_from(clock::now().0)
        .unwrap_or_default()
        .to_be_bytes();
    bytes[..6].copy_from_slice(&millis[2..]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    Uuid::from_bytes(bytes)
}

/// 32 random bytes as 64 hexadecimal digits.
#[must_use]
pub fn secret() -> String {
    let mut bytes = [0_u8; 32];
    fill(&mut bytes);
    let mut text = String::with_capacity(64);
    for byte in bytes {
        text.extend(char::from_digit(u32::from(byte >> 4), 16));
        text.extend(char::from_digit(u32::from(byte & 15), 16));
    }
    text
}

fn fill(bytes: &mut [u8]) {
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(bytes).ok());
    if filled.is_none() {
        // No browser of our floor lacks it. An id that is not unique is refused by the server.
        for byte in bytes {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 to 255"
            )]
            {
                *byte = (clock::chance() * 256.0) as u8;
            }
        }
    }
}
