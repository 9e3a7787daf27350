//! E-mail on its way in: raw bytes are read and made safe off the threads that answer requests,
//! bounded in time as well, and turned into what is kept.
//!
//! What a mail is and what of it may be shown is `bandeja_mail`'s; where it belongs is the
//! [`receive_mail`](crate::actions::receive_mail) action's.

pub(crate) mod head;

use crate::{
    error::{Error, Result},
    files,
};
use bandeja_contract::{Code, mail::MAX_MAIL_TEXT};
use bandeja_mail::{
    Mail, Safe, parse,
    parse::Limits,
    said,
    sanitise::{Labels, Options},
    show, text_document,
};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How long reading a mail may take. Counted limits end it long before on any machine of today.
const READ_WITHIN: Duration = Duration::from_secs(30);
/// How long making it safe may take; after that its text is shown.
const SHOW_WITHIN: Duration = Duration::from_secs(10);
/// How many mails are read at once.
const AT_ONCE: usize = 2;
/// How many mails are in memory at once: each may hold 150 MB while it is read.
const INSIDE: usize = 4;

/// A mail that was read.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) mail: Mail,
    pub(crate) safe: Safe,
    /// What it says that is new, at most [`MAX_MAIL_TEXT`] characters.
    pub(crate) text: String,
    /// Those of its files that are shown in the body, by their place.
    pub(crate) inline: Vec<usize>,
}

/// Reads mails, a few at once.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    places: Arc<Semaphore>,
    door: Arc<Semaphore>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            door: Arc::new(Semaphore::new(INSIDE)),
        }
    }
}

impl Reader {
    /// Reads a mail.
    ///
    /// # Errors
    /// `unreadable`, or `too_large`, where nothing of it can be shown.
    pub(crate) async fn read(&self, raw: Vec<u8>) -> Result<Read> {
        let parsed = self
            .within(READ_WITHIN, move || parse(&raw, Limits::default()))
            .await?
            .ok_or_else(|| Error::refused(Code::Unavailable))?;
        let mail = Arc::new(parsed.map_err(refused)?);
        let shown = Arc::clone(&mail);
        let made = self.within(SHOW_WITHIN, move || make(&shown)).await?;
        let (safe, inline, text) = match made {
            Some(made) => made,
            None => {
                tracing::warn!("a mail took too long to be made safe and is shown as text");
                let text = mail.text.clone().unwrap_or_default();
                let safe = text_document(&text, &labels());
                let text = short(&said(&safe));
                (safe, Vec::new(), text)
            }
        };
        // Where the time ran out the other thread may still hold it.
        let mail = Arc::try_unwrap(mail).unwrap_or_else(|shared| (*shared).clone());
        Ok(Read {
            mail,
            safe,
            text,
            inline,
        })
    }

    /// Waits until there is room for one more mail in memory; it is taken while the answer is held.
    pub(crate) async fn enter(&self) -> Result<SemaphorePermit<'_>> {
        let room = self.door.acquire().await;
        room.map_err(|_| Error::refused(Code::Unavailable))
    }

    /// Runs something that computes; nothing, when it takes too long. Its place stays taken until
    /// it ends, so that what takes long cannot pile up.
    async fn within<T: Send + 'static>(
        &self,
        most: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let place = Arc::clone(&self.places)
            .acquire_owned()
            .await
            .map_err(|_| Error::refused(Code::Unavailable))?;
        let running = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        match tokio::time::timeout(most, running).await {
            Ok(Ok(done)) => Ok(Some(done)),
            Ok(Err(_)) => Err(Error::Broken(
                "reading a mail ended in the middle".to_owned(),
            )),
            Err(_) => Ok(None),
        }
    }
}

fn refused(reason: parse::Refusal) -> Error {
    tracing::info!(%reason, "a mail was refused");
    match reason {
        parse::Refusal::Empty => Error::refused(Code::Empty),
        parse::Refusal::TooLarge { limit, .. } => bandeja_contract::Problem::new(Code::TooLarge)
            .limit(limit as u64)
            .into(),
        _ => Error::refused(Code::Unreadable),
    }
}

/// Our words come from the frame's style sheet, in the reader's language.
fn labels() -> Labels {
    Labels {
        quoted: String::new(),
    }
}

fn make(mail: &Mail) -> (Safe, Vec<usize>, String) {
    let mut images: HashMap<&str, usize> = HashMap::new();
    for (n, file) in mail.attachments.iter().enumerate() {
        if let Some(id) = file.content_id.as_deref()
            && files::raster(&file.bytes).is_some()
        {
            images.entry(id).or_insert(n);
        }
    }
    let inline = |id: &str| images.get(id).map(|n| format!("inline/{n}"));
    let options = Options {
        labels: labels(),
        ..Options::new(&|n, _| format!("remote/{n}"), &inline)
    };
    let shown = show(mail, &options);
    if let Some(reason) = shown.refused {
        tracing::info!(%reason, "the HTML of a mail is not shown");
    }
    let mut used: Vec<usize> = shown
        .safe
        .inline
        .iter()
        .filter_map(|id| images.get(id.as_str()).copied())
        .collect();
    used.sort_unstable();
    used.dedup();
    let text = short(&said(&shown.safe));
    (shown.safe, used, text)
}

/// A text as an item holds it.
pub(crate) fn short(text: &str) -> String {
    let text = bandeja_domain::text::clean(text);
    match text.char_indices().nth(MAX_MAIL_TEXT) {
        None => text,
        Some(_) => text
            .chars()
            .take(MAX_MAIL_TEXT - 1)
            .chain(std::iter::once('…'))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_an_item_ends() {
        assert_eq!(short(&"ñ".repeat(MAX_MAIL_TEXT)), "ñ".repeat(MAX_MAIL_TEXT));
        let cut = short(&"ñ".repeat(MAX_MAIL_TEXT + 1));
        assert_eq!(cut.chars().count(), MAX_MAIL_TEXT);
        assert!(cut.ends_with('…'));
    }

    /// Proves the fail-closed rule of RELIABILITY §5: the time bound is the task's own.
    #[tokio::test]
    async fn what_takes_too_long_is_given_up_and_keeps_its_place_until_it_ends() {
        let reader = Reader::default();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let stuck = reader.within(Duration::from_millis(1), move || wait.recv());
        assert!(stuck.await.expect("no panic").is_none());
        assert_eq!(reader.places.available_permits(), AT_ONCE - 1);
        go.send(()).expect("it still waits");
        let all = reader.places.acquire_many(AT_ONCE as u32).await;
        assert!(all.is_ok());
    }
}
