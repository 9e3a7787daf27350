//! What mails need beside their items: whose images were asked for, and which mail is answered.

use super::{Author, Cell, Store, ThreadItem};
use bandeja_contract::{ConversationId, ItemId, mail::MailHead};
use leptos::prelude::*;

/// Mails whose remote images somebody asked for, as long as this page lives.
#[derive(Default)]
pub struct Mails {
    with_images: Cell<Vec<ItemId>>,
    changed: ArcTrigger,
}

impl Mails {
    /// Whether the remote images of a mail are shown.
    #[must_use]
    pub fn shows_images(&self, id: ItemId) -> bool {
        self.changed.track();
        self.with_images.read().contains(&id)
    }

    /// Follows what is shown, whosever it is.
    pub fn follow(&self) {
        self.changed.track();
    }

    /// Somebody wants to see the remote images of a mail.
    pub fn show_images(&self, id: ItemId) {
        self.with_images.write().push(id);
        self.changed.notify();
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        self.with_images.write().clear();
        self.changed.notify();
    }
}

impl Store {
    /// The mail that a message written now answers: the one that was picked, else the client's
    /// newest one; `None` where no thread with mails is loaded.
    #[must_use]
    pub fn answered_mail(&self, conversation: ConversationId) -> Option<(ItemId, MailHead)> {
        let picked = self.drafts.get(conversation).draft.answers;
        let thread = self.threads.get(conversation)?;
        let head = |item: &ThreadItem| Some((item.id, item.mail()?.clone()));
        let of_picked = picked
            .and_then(|id| thread.item(id))
            .and_then(|it| head(&it));
        of_picked
            .or_else(|| {
                thread.find_map(|it| head(it).filter(|_| it.author() == Some(Author::Customer)))
            })
            .or_else(|| thread.find_map(head))
    }
}
