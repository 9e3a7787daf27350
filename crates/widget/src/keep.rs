//! What the panel keeps in its own storage: who the visitor is, the draft, what is not sent yet.
//!
//! Everything is kept per inbox, because one backend may serve the panels of several sites. The
//! draft and what was just sent go into `localStorage` in the moment they are written; what is on
//! its way is also kept in IndexedDB, where it is safe from the limits of the former. Nothing is
//! touched before the visitor has written.

use crate::{
    panel::Identity,
    queue::{Left, Words},
    wire::{self, Quote, Value},
};
use bandeja_browser::{idb::Store, storage};
use bandeja_contract::{ItemId, Timestamp, VisitorId};
use bandeja_domain::clock::LocalTime;
use std::{cell::RefCell, rc::Rc};

/// The storage of one inbox's panel.
#[derive(Clone)]
pub struct Keep {
    inbox: Rc<str>,
    store: Rc<RefCell<Option<Store>>>,
}

impl Keep {
    /// The storage for an inbox; touches nothing.
    pub fn new(inbox: &str) -> Self {
        Self {
            inbox: inbox.into(),
            store: Rc::default(),
        }
    }

    /// Who the visitor is.
    pub fn identity(&self) -> Option<Identity> {
        let kept = storage::get(&self.key("visitor"))?;
        let (visitor, secret) = kept.split_once('.')?;
        Some(Identity {
            visitor: VisitorId(wire::uuid(visitor)?),
            secret: Some(secret).filter(|it| it.len() == 64)?.to_owned(),
        })
    }

    /// Keeps who the visitor is. Whether the browser does.
    #[must_use]
    pub fn set_identity(&self, identity: &Identity) -> bool {
        let text = format!("{}.{}", identity.visitor, identity.secret);
        storage::set(&self.key("visitor"), &text).is_ok()
    }

    /// What stood in the box.
    pub fn draft(&self) -> Option<String> {
        storage::get(&self.key("draft"))
    }

    /// Keeps what stands in the box. Whether the browser does.
    #[must_use]
    pub fn set_draft(&self, text: &str) -> bool {
        if text.is_empty() {
            storage::remove(&self.key("draft"));
            return true;
        }
        storage::set(&self.key("draft"), text).is_ok()
    }

    /// Keeps a message that is on its way, before this returns. Whether the browser does.
    #[must_use]
    pub fn set_sending(&self, id: ItemId, text: &str) -> bool {
        storage::set(&self.key(&format!("sending.{id}")), text).is_ok()
    }

    /// Whether a page was closed before it had kept everything.
    pub fn has_slots(&self) -> bool {
        !storage::keys(&self.key("sending.")).is_empty()
    }

    /// What was on its way when a page was closed, of this panel's earlier pages.
    pub async fn left(&self) -> Vec<(ItemId, String)> {
        let prefix = self.key("sending.");
        let mut left: Vec<_> = storage::keys(&prefix)
            .iter()
            .filter_map(|key| Some((id_in(key, &prefix)?, storage::get(key)?)))
            .collect();
        if let Some(store) = self.store().await {
            let all = store.all().await.unwrap_or_default();
            left.extend(
                all.into_iter()
                    .filter_map(|(id, text)| Some((ItemId(wire::uuid(&id)?), text))),
            );
        }
        left
    }

    /// Keeps a message for longer. Whether the browser does.
    pub async fn put(&self, id: ItemId, text: &str) -> bool {
        let Some(store) = self.store().await else {
            return false;
        };
        let is_kept = store.put(&id.to_string(), text).await.is_ok();
        if is_kept {
            storage::remove(&self.key(&format!("sending.{id}")));
        }
        is_kept
    }

    /// Keeps a message no longer.
    pub async fn remove(&self, id: ItemId) {
        storage::remove(&self.key(&format!("sending.{id}")));
        if let Some(store) = self.store().await {
            // What stays is sent again after a restart, under its id, which the server knows.
            let _ = store.remove(&id.to_string()).await;
        }
    }

    async fn store(&self) -> Option<Store> {
        let open = self.store.borrow().clone();
        if open.is_some() {
            return open;
        }
        let opened = Store::open(&self.key("outbox")).await.ok();
        self.store.borrow_mut().clone_from(&opened);
        opened
    }

    fn key(&self, what: &str) -> String {
        format!("bandeja.{}.{what}", self.inbox)
    }
}

fn id_in(key: &str, prefix: &str) -> Option<ItemId> {
    wire::uuid(key.strip_prefix(prefix)?).map(ItemId)
}

/// An unconfirmed message as it is kept.
pub fn write(words: &Words, is_refused: bool, written_at: LocalTime, quote: Quote) -> String {
    wire::object(&[
        ("text", &quote(&words.text)),
        ("at", &words.at.0.to_string()),
        ("written", &written_at.0.to_string()),
        ("refused", if is_refused { "true" } else { "false" }),
    ])
}

/// The same, read again; nothing when it is damaged.
pub fn read(id: ItemId, value: &impl Value) -> Option<Left> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a number out of range is cut to the range, and is only a time"
    )]
    let time = |name| value.member(name)?.number().map(|millis| millis as i64);
    Some(Left {
        id,
        written_at: LocalTime(time("written")?),
        is_refused: value.member("refused")?.truth()?,
        words: Words {
            text: value.member("text")?.text()?,
            at: Timestamp(time("at")?),
            limit: None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use uuid::Uuid;

    fn quote(text: &str) -> String {
        json!(text).to_string()
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_again(
            text in any::<String>(),
            at in 0..1_i64 << 53,
            is_refused in any::<bool>(),
        ) {
            let id = ItemId(Uuid::from_u128(1));
            let words = Words { text, at: Timestamp(at), limit: None };
            let kept: Json = serde_json::from_str(&write(&words, is_refused, LocalTime(5), quote)).unwrap();
            let expected = Left { id, written_at: LocalTime(5), is_refused, words };
            prop_assert_eq!(read(id, &kept), Some(expected));
        }
    }

    #[test]
    fn what_is_damaged_is_nothing() {
        for damaged in [
            json!(null),
            json!({"text": 1}),
            json!({"text": "a", "at": 1, "written": 2}),
        ] {
            assert_eq!(
                read(ItemId(Uuid::from_u128(1)), &damaged),
                None,
                "{damaged}"
            );
        }
    }

    #[test]
    fn a_slot_names_its_message() {
        let id = ItemId(Uuid::from_u128(9));
        assert_eq!(
            id_in(&format!("bandeja.k.sending.{id}"), "bandeja.k.sending."),
            Some(id)
        );
        assert_eq!(id_in("bandeja.k.sending.x", "bandeja.k.sending."), None);
    }
}
