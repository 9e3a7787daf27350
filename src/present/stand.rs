//! Where a conversation stands for whoever looks at its thread: what the head, the strip and the
//! composer's place say.

use crate::{
    features::{
        composer::composer_blocked::{Blocked, Reach},
        thread::{
            thread_header::{Heading, MailHeading},
            thread_strip::Strip,
        },
    },
    store::Store,
};
use bandeja_contract::{Conversation, ConversationId, Status};
use bandeja_domain::{
    channel,
    permission::{Action, Ownership, may, ownership},
    status::permits,
};

/// The head of the thread.
#[must_use]
pub fn heading(conversation: &Conversation, store: &Store) -> Heading {
    Heading {
        name: conversation.contact_name.clone(),
        channel: conversation.channel,
        channel_name: store.workspace.inbox_name(conversation.inbox),
        status: conversation.status,
        vocabulary: store.workspace.vocabulary(),
        attention: format!("#{}", conversation.attention_number),
        mail: channel::rules(conversation.channel)
            .mail
            .then(|| MailHeading {
                address: conversation.contact_email.clone().unwrap_or_default(),
                subject: conversation.subject.clone().unwrap_or_default(),
            }),
        can_close: permits(conversation.status, Action::Close)
            && store
                .workspace
                .actor()
                .is_some_and(|me| may(&me, Action::Close, conversation)),
    }
}

/// Where the conditions and the consumption of its channel are told, where it has a session window
/// and the workspace says where (M7).
#[must_use]
pub fn conditions(conversation: &Conversation, store: &Store) -> Option<String> {
    channel::rules(conversation.channel).window?;
    let loaded = store.workspace.loaded()?;
    let page = &loaded.options.conditions_url;
    (!page.is_empty()).then(|| page.clone())
}

/// The strip above the thread's end; none where one can simply answer.
///
/// `reason` is why it was closed, `is_accepting` whether the server is being asked, `link` makes
/// the address of another conversation of the contact.
#[must_use]
pub fn strip(
    conversation: &Conversation,
    reason: Option<String>,
    is_accepting: bool,
    link: &dyn Fn(ConversationId, Status) -> String,
) -> Option<Strip> {
    match conversation.status {
        Status::Queued => Some(Strip::Preview { is_accepting }),
        Status::Closed => Some(Strip::Closed {
            reason,
            followed_by: conversation.followed_by.map(|id| link(id, Status::Open)),
        }),
        Status::Expired if has_window(conversation) => Some(Strip::WindowOver {
            channel: channel_name(conversation).to_owned(),
        }),
        Status::Expired => Some(Strip::Expired),
        Status::Open if conversation.bot => Some(Strip::Bot),
        Status::Open | Status::Pending => conversation.follows.map(|id| Strip::Follows {
            before: link(id, Status::Closed),
        }),
    }
}

/// Why nothing can be written; `None` where something can.
#[must_use]
pub fn blocked(conversation: &Conversation, store: &Store) -> Option<Blocked> {
    match conversation.status {
        Status::Closed => return Some(Blocked::Closed),
        Status::Expired if has_window(conversation) => {
            return Some(Blocked::Window(channel_name(conversation).to_owned()));
        }
        Status::Expired => return Some(Blocked::Expired),
        Status::Open | Status::Queued | Status::Pending => {}
    }
    let me = store.workspace.actor()?;
    if may(&me, Action::Reply, conversation) {
        return None;
    }
    let owner = conversation
        .assignee
        .map(|id| store.workspace.agent_name(id));
    Some(match ownership(me.id, conversation.assignee) {
        Ownership::Colleague => Blocked::Colleague(owner.unwrap_or_default()),
        Ownership::Own | Ownership::Unassigned => Blocked::Forbidden,
    })
}

/// How the contact of an expired conversation can be reached (L7); `None` for others.
#[must_use]
pub fn reach(conversation: &Conversation) -> Option<Reach> {
    (conversation.status == Status::Expired).then(|| Reach {
        email: conversation.contact_email.clone(),
        phone: conversation.contact_phone.clone(),
    })
}

const fn has_window(conversation: &Conversation) -> bool {
    channel::rules(conversation.channel).window.is_some()
}

/// The name of the channel, as people know it.
#[must_use]
pub fn channel_name(conversation: &Conversation) -> &'static str {
    channel::rules(conversation.channel).name
}
