//! A conversation as its row in the list shows it (L2).

use super::moment;
use crate::{
    features::conversation_list::conversation_row::{Lead, Preview, Row, Standing},
    store::Store,
};
use bandeja_contract::{AuthorKind, Conversation, Status, Timestamp};
use bandeja_domain::{
    channel,
    permission::{Action, may},
    status::permits,
};

/// A conversation as its row in the tab `tab` shows it, at the server's time `now`.
#[must_use]
pub fn row(conversation: &Conversation, store: &Store, tab: Status, now: Timestamp) -> Row {
    let workspace = &store.workspace;
    Row {
        name: conversation.contact_name.clone(),
        channel: conversation.channel,
        channel_name: channel::rules(conversation.channel).name.to_owned(),
        at: moment::in_list(listed_at(conversation), now),
        preview: preview(conversation, store),
        unread: store.conversations.unread(conversation.id),
        assignee: conversation.assignee.map(|id| workspace.agent_name(id)),
        chip: chip(conversation, store),
        can_accept: can_accept(conversation, store),
        is_off: conversation.status == Status::Expired,
        standing: standing(conversation, store, tab),
    }
}

/// How an expired one's contact can be reached (L7); of others, where they wait.
fn chip(conversation: &Conversation, store: &Store) -> Option<String> {
    let reach = || {
        let phone = conversation.contact_phone.clone();
        phone.or_else(|| conversation.contact_email.clone())
    };
    let queue = || Some(store.workspace.queue_name(conversation.queue?));
    match conversation.status {
        Status::Expired => reach().or_else(queue),
        _ => queue(),
    }
}

/// Whether the green check accepts it: it waits, and whoever looks may.
#[must_use]
pub fn can_accept(conversation: &Conversation, store: &Store) -> bool {
    conversation.status == Status::Queued
        && permits(conversation.status, Action::Accept)
        && !store.pending.is_accepting(conversation.id)
        && store
            .workspace
            .actor()
            .is_some_and(|me| may(&me, Action::Accept, conversation))
}

/// The instant that a row's tab is ordered by.
const fn listed_at(conversation: &Conversation) -> Timestamp {
    match conversation.status {
        Status::Queued => conversation.queued_at,
        _ => conversation.last_activity_at,
    }
}

fn preview(conversation: &Conversation, store: &Store) -> Preview {
    let told = |lead, text: &str| Preview {
        lead,
        text: text.to_owned(),
    };
    if store.outbox.failed_in(conversation.id) > 0 {
        return told(Lead::Failed, &conversation.preview);
    }
    let kept = store.drafts.get(conversation.id);
    if !kept.draft.text.trim().is_empty() {
        return told(Lead::Draft, &kept.draft.text);
    }
    if store.typing.is_customer(conversation.id) {
        return told(Lead::Typing, "");
    }
    let lead = match conversation.preview_by {
        AuthorKind::Agent => Lead::Us,
        AuthorKind::Bot => Lead::Bot,
        AuthorKind::Customer | AuthorKind::System => Lead::Client,
    };
    told(lead, &conversation.preview)
}

/// A held list still shows what has left it, greyed.
fn standing(conversation: &Conversation, store: &Store, tab: Status) -> Standing {
    if conversation.status == tab {
        return Standing::Here;
    }
    let is_taken = matches!(tab, Status::Queued | Status::Pending);
    match conversation
        .assignee
        .filter(|_| is_taken && conversation.status == Status::Open)
    {
        Some(owner) if Some(owner) != store.workspace.me() => {
            Standing::TakenBy(store.workspace.agent_name(owner))
        }
        _ => Standing::Left,
    }
}
