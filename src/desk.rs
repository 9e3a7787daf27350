//! What the containers share besides the store: where the reader is, what is said to them, what
//! time it is, which pane a narrow screen shows. Provided by `app`, taken by containers only.

use crate::{
    here::Here,
    ui::{announcer::Announcements, toast::Toasts},
};
use bandeja_contract::{ConversationId, Timestamp};
use leptos::prelude::*;

/// The reader's desk.
#[derive(Clone)]
pub struct Desk {
    /// Where the reader is.
    pub here: Here,
    /// Short messages at the lower left.
    pub toasts: Toasts,
    /// What screen readers are told.
    pub announcements: Announcements,
    /// The server's time, by estimate; new every half minute.
    pub now: RwSignal<Timestamp>,
    /// Whether somebody can be reading: the page is visible and has the focus.
    pub has_attention: RwSignal<bool>,
    /// Whether the details are on the screen.
    pub has_details: RwSignal<bool>,
    /// The conversation whose closing is being written.
    pub closing: RwSignal<Option<ConversationId>>,
    /// Whether the window for signing in again is open.
    pub signs_in: RwSignal<bool>,
    /// The conversation whose composer wants the caret: it was just taken.
    pub wants_caret: RwSignal<Option<ConversationId>>,
}

impl Desk {
    /// The conversation on the screen.
    #[must_use]
    pub fn selected(&self) -> Option<ConversationId> {
        self.here.place.with(|place| place.selected)
    }
}
