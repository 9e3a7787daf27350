//! Who is at a conversation, as its head and the line above its composer say it (T6, T8).

use crate::{
    features::thread::viewers::{Customer, Doing, Viewer},
    i18n::{Key, Plural, t, tf, tn, tnf},
    present::moment,
    store::Store,
};
use bandeja_contract::{AgentId, ConversationId, Status, Timestamp};
use bandeja_domain::session::State;

/// The colleagues at a conversation, those who write first; nobody while the line is lost.
#[must_use]
pub fn viewers(id: ConversationId, store: &Store) -> Vec<Viewer> {
    if store.connection.state() != State::Live {
        return Vec::new();
    }
    let told = store.viewers.get(id);
    let of = |read: fn(&bandeja_contract::looking::Viewers) -> &Vec<AgentId>| {
        told.as_deref().map(read).cloned().unwrap_or_default()
    };
    let me = store.workspace.me();
    let signs = store.typing.get(id);
    let writing: Vec<AgentId> = signs.iter().filter_map(|sign| sign.agent).collect();
    let all = writing
        .iter()
        .map(|agent| (*agent, Doing::Writing))
        .chain(
            of(|told| &told.active)
                .into_iter()
                .map(|agent| (agent, Doing::Viewing)),
        )
        .chain(
            of(|told| &told.idle)
                .into_iter()
                .map(|agent| (agent, Doing::Idle)),
        );
    let mut viewers: Vec<(AgentId, Doing)> = Vec::new();
    for (agent, doing) in all {
        let is_known = viewers.iter().any(|(known, _)| *known == agent);
        if !is_known && me != Some(agent) {
            viewers.push((agent, doing));
        }
    }
    viewers
        .into_iter()
        .map(|(agent, doing)| Viewer {
            name: store.workspace.agent_name(agent),
            doing,
        })
        .filter(|viewer| !viewer.name.is_empty())
        .collect()
}

/// The line above the composer: who writes, and, while something is being written here, who looks.
#[must_use]
pub fn line(id: ConversationId, store: &Store) -> Option<String> {
    let viewers = viewers(id, store);
    let names = |doing| {
        let names = viewers.iter().filter(move |one| one.doing == doing);
        names.map(|one| one.name.as_str()).collect::<Vec<_>>()
    };
    let writing = names(Doing::Writing);
    if !writing.is_empty() {
        return sentence(&writing, Key::ViewersWriting, Plural::ViewersWritingMore);
    }
    if store.drafts.get(id).draft.is_empty() {
        return None;
    }
    let viewing = names(Doing::Viewing);
    sentence(&viewing, Key::ViewersViewing, Plural::ViewersViewingMore)
}

fn sentence(names: &[&str], one: Key, more: Plural) -> Option<String> {
    let (name, others) = names.split_first()?;
    let others = u64::try_from(others.len()).unwrap_or_default();
    Some(if others == 0 {
        tf(one, &[("name", name)])
    } else {
        tnf(more, others, &[("name", name)])
    })
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Whether the customer is there; `None` where the channel does not tell, or the case is closed.
#[must_use]
pub fn customer(id: ConversationId, store: &Store, now: Timestamp) -> Option<Customer> {
    let told = store.viewers.get(id)?;
    let since = told.customer_since?;
    let is_over = store.conversations.get(id)?.status == Status::Closed;
    if is_over || store.connection.state() != State::Live {
        return None;
    }
    let number = |millis: i64| u64::try_from(millis).unwrap_or_default();
    let words = match now.since(since) {
        _ if told.customer_online => t(Key::ViewersCustomer).to_owned(),
        ..MINUTE => t(Key::ViewersCustomerJustLeft).to_owned(),
        gone @ ..HOUR => tn(Plural::ViewersCustomerMinutes, number(gone / MINUTE)),
        _ => {
            let at = moment::in_list(since, now).short;
            tf(Key::ViewersCustomerLeft, &[("when", &at)])
        }
    };
    Some(Customer {
        is_online: told.customer_online,
        words,
    })
}
