//! What the containers share besides the store: where the reader is, what is said to them, what
//! time it is, which pane a narrow screen shows. Provided by `app`, taken by containers only.

use crate::{
    here::Here,
    keys::{Bindings, Command},
    ui::{announcer::Announcements, popover::Edges, toast::Toasts},
    wish::Wish,
};
use bandeja_contract::{AttachmentId, ConversationId, Timestamp, acts::BulkRefused};
use leptos::prelude::*;

/// What the details pane shows of the selected conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Its details (T1).
    #[default]
    Conversation,
    /// The card of its contact (T2).
    Contact,
    /// The ticket that it is linked to (T3).
    Ticket,
}

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
    /// What the details pane shows.
    pub side: RwSignal<Side>,
    /// Whether the details pane wants the focus: somebody asked for it.
    pub side_wants_focus: RwSignal<bool>,
    /// Whether the box for a comment on the contact wants the caret.
    pub note_wants_caret: RwSignal<bool>,
    /// The conversation whose closing is being written.
    pub closing: RwSignal<Option<ConversationId>>,
    /// The conversation whose menu is open, and where.
    pub acting: Wish<Option<Acting>>,
    /// What is being given to somebody.
    pub handing: Wish<Option<Handing>>,
    /// Whether a closing of many is being written.
    pub closes_many: RwSignal<bool>,
    /// Those of many that stayed as they were, to be listed.
    pub refusals: Wish<Vec<BulkRefused>>,
    /// The window above the desk.
    pub window: Wish<Option<Window>>,
    /// The conversation that it is about.
    pub about: RwSignal<Option<ConversationId>>,
    /// What a key or the palette asks for.
    pub asked: Wish<Option<Command>>,
    /// What keys do.
    pub keys: Wish<Bindings>,
    /// Whether the one who is signed in edits the workspace (G9).
    pub administers: Memo<bool>,
    /// Whether the window for signing in again is open.
    pub signs_in: RwSignal<bool>,
    /// `light`, `dark` or `system`.
    pub theme: RwSignal<&'static str>,
    /// What was looked for, search by search; the address says which one is shown.
    pub searches: RwSignal<Vec<String>>,
    /// The conversation whose composer wants the caret: it was just taken.
    pub wants_caret: RwSignal<Option<ConversationId>>,
    /// The image that is shown as large as the window.
    pub viewing: Wish<Option<AttachmentId>>,
    /// Unread messages of one's own conversations, as the tab's title tells them (G5).
    pub unread: RwSignal<usize>,
    /// Whether the choices of notices are open.
    pub has_notices: RwSignal<bool>,
}

/// A window above the desk that a key opens (L11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The palette.
    Palette,
    /// What keys do.
    Keys,
}

/// An open menu of a conversation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acting {
    /// Whose.
    pub id: ConversationId,
    /// Beside what.
    pub at: Edges,
}

/// What is given to an agent or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handing {
    /// Which conversation; `None` for those that are ticked in the list.
    pub id: Option<ConversationId>,
    /// Whether it is called a transfer.
    pub is_transfer: bool,
}

impl Desk {
    /// The conversation on the screen.
    #[must_use]
    pub fn selected(&self) -> Option<ConversationId> {
        self.here.place.with(|place| place.selected)
    }

    /// «Ver detalles»: the card of the contact of a conversation, which is selected for it.
    pub fn see_contact(&self, id: ConversationId) {
        self.see(id, Side::Contact);
    }

    /// The box for a comment on the contact of a conversation, which is selected for it.
    pub fn write_note(&self, id: ConversationId) {
        self.see(id, Side::Contact);
        self.side_wants_focus.set(false);
        self.note_wants_caret.set(true);
    }

    /// «Ver ticket de soporte»: the ticket of a conversation, which is selected for it.
    pub fn see_ticket(&self, id: ConversationId) {
        self.see(id, Side::Ticket);
    }

    fn see(&self, id: ConversationId, side: Side) {
        let place = self.here.place.get_untracked();
        if place.selected != Some(id) {
            self.here.go(&place.select(Some(id)));
        }
        self.side.set(side);
        self.has_details.set(true);
        self.side_wants_focus.set(true);
    }
}
