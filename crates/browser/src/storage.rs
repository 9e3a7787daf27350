//! `localStorage` that admits failure: it can be full, blocked by the person, or thrown at.

use web_sys::Storage;

/// The browser keeps nothing for this page: full, blocked or absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

/// What is kept under a key; `None` when nothing is, or nothing can be read.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Keeps a value, before this call returns.
///
/// # Errors
/// [`NotKept`] when the browser refuses; the caller still has the value and must say so.
pub fn set(key: &str, value: &str) -> Result<(), NotKept> {
    local()
        .ok_or(NotKept)?
        .set_item(key, value)
        .map_err(|_| NotKept)
}

/// Forgets a key.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        // Removing what is not there, or cannot be touched, changes nothing.
        let _ = storage.remove_item(key);
    }
}

/// Every key that begins with `prefix`.
#[must_use]
pub fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = local() else {
        return Vec::new();
    };
    (0..storage.length().unwrap_or_default())
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|key| key.starts_with(prefix))
        .collect()
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
