//! Who looks at the conversation on the screen, and whether its customer is there. Told whole each
//! time, for one conversation at a time.

use bandeja_contract::{ConversationId, looking};
use leptos::prelude::*;
use std::sync::Arc;

/// What was told last.
#[derive(Default)]
pub struct Viewers {
    told: ArcRwSignal<Option<Arc<looking::Viewers>>>,
}

impl Viewers {
    /// Who looks at a conversation; `None` while nobody has told.
    #[must_use]
    pub fn get(&self, id: ConversationId) -> Option<Arc<looking::Viewers>> {
        self.told.get().filter(|told| told.conversation == id)
    }

    /// Viewers came.
    pub fn put(&self, viewers: looking::Viewers) {
        self.told.set(Some(Arc::new(viewers)));
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.told.set(None);
    }
}
