//! Passwords: argon2id, checked off the async threads, few at a time.

use crate::error::{Error, Result};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// The shortest password that is taken, in characters.
pub(crate) const SHORTEST: usize = 8;
/// The longest, in bytes: hashing must not become work without end.
pub(crate) const LONGEST: usize = 1024;

/// Each check takes 19 MiB and most of a processor for a moment.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Verified when there is no such login, so that it takes the same time.
static NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| hash_now("a password that nobody has").ok());

/// The hash to keep.
pub(crate) async fn hash(password: String) -> Result<String> {
    off_thread(move || hash_now(&password)).await?
}

/// Whether the password belongs to the hash. Without a hash it takes as long, and does not.
pub(crate) async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    off_thread(move || {
        let known = hash.is_some();
        let Some(hash) = hash.as_ref().or(NOBODY.as_ref()) else {
            return false;
        };
        let fits = Argon2::default()
            .verify_password(password.as_bytes(), hash.as_str())
            .is_ok();
        fits && known
    })
    .await
}

fn hash_now(password: &str) -> Result<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash: PasswordHash| hash.to_string())
        .map_err(|error| Error::Broken(format!("hashing a password: {error}")))
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE
        .acquire()
        .await
        .map_err(|_| Error::Broken("no more turns".to_owned()))?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::Broken("a thread that hashes ended".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let kept = hash("contraseña".to_owned()).await.expect("hashes");
        assert!(kept.starts_with("$argon2id$"));
        let check = async |password: &str, hash: Option<String>| {
            verify(password.to_owned(), hash).await.expect("checks")
        };
        assert!(check("contraseña", Some(kept.clone())).await);
        assert!(!check("contrasena", Some(kept)).await);
        assert!(!check("a password that nobody has", None).await);
    }
}
