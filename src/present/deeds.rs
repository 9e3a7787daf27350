//! What a menu offers to do to a conversation, in words, and why it cannot be done (L6).

use crate::{
    i18n::{Key, t, tf},
    store::Store,
};
use bandeja_contract::{Conversation, Status, Timestamp};
use bandeja_domain::{
    actions::{Deed, Why, step},
    permission::{Ownership, ownership},
};

/// What a deed is called.
#[must_use]
pub const fn name(deed: Deed) -> Key {
    match deed {
        Deed::Start => Key::DeedStart,
        Deed::Transfer => Key::DeedTransfer,
        Deed::Close => Key::DeedClose,
        Deed::Details => Key::DeedDetails,
        Deed::Ticket => Key::TicketSee,
        Deed::Take => Key::DeedTake,
        Deed::Assign => Key::DeedAssign,
        Deed::Unassign => Key::DeedUnassign,
        Deed::Pause => Key::DeedPause,
        Deed::Resume => Key::DeedResume,
    }
}

/// Why something cannot be done, as a sentence.
#[must_use]
pub fn sentence(why: Why, store: &Store) -> String {
    let key = match why {
        Why::Colleagues(id) => {
            return tf(
                Key::WhyColleagues,
                &[("name", &store.workspace.agent_name(id))],
            );
        }
        Why::Unseen => Key::WhyUnseen,
        Why::Own => Key::WhyOwn,
        Why::Nobodys => Key::WhyNobodys,
        Why::NotQueued => Key::WhyNotQueued,
        Why::NotPending => Key::WhyNotPending,
        Why::NotOpen => Key::WhyNotOpen,
        Why::Begun => Key::WhyBegun,
        Why::Queued => Key::WhyQueued,
        Why::Expired => Key::WhyExpired,
        Why::WindowOver => Key::WhyWindowOver,
        Why::Closed => Key::WhyClosed,
    };
    t(key).to_owned()
}

/// What the menu of a conversation offers, each with why it cannot be done now. The four of L6 are
/// always there; of the rest, what could make sense in this status.
#[must_use]
pub fn offered(
    conversation: &Conversation,
    store: &Store,
    now: Timestamp,
) -> Vec<(Deed, Option<String>)> {
    let Some(me) = store.workspace.actor() else {
        return Vec::new();
    };
    let owner = ownership(me.id, conversation.assignee);
    let is_live = matches!(
        conversation.status,
        Status::Open | Status::Queued | Status::Pending
    );
    let makes_sense = |deed: &&Deed| match deed {
        Deed::Start | Deed::Transfer | Deed::Close | Deed::Details | Deed::Ticket => true,
        Deed::Take => is_live && owner != Ownership::Own,
        Deed::Assign => is_live,
        Deed::Unassign => is_live && owner != Ownership::Unassigned,
        Deed::Pause => conversation.status == Status::Open,
        Deed::Resume => conversation.status == Status::Pending,
    };
    let told = |deed: &Deed| {
        let why = step(&me, *deed, conversation, now).err();
        (*deed, why.map(|why| sentence(why, store)))
    };
    Deed::ALL.iter().filter(makes_sense).map(told).collect()
}
