//! What happened in a conversation, as a line of its thread (T4).

use crate::{
    i18n::{Key, t, tf},
    store::{Store, What},
};
use bandeja_contract::Happening;

/// The sentence of an event; `None` for a message. The contact's name is for what the client did.
#[must_use]
pub fn sentence(what: &What, store: &Store, contact: &str) -> Option<String> {
    let What::Happened {
        what,
        agent,
        by_customer,
        reason,
        ..
    } = what
    else {
        return None;
    };
    let agent = agent
        .map(|id| store.workspace.agent_name(id))
        .filter(|name| !name.is_empty());
    let who = match &agent {
        Some(agent) => agent,
        // A conversation is begun by its contact, whoever wrote it down.
        None if is_contacts(*what, *by_customer) && !contact.is_empty() => contact,
        None => t(Key::EventSomebody),
    };
    let told = |key| tf(key, &[("name", who)]);
    Some(match what {
        Some(Happening::Started) => told(Key::EventStarted),
        Some(Happening::Accepted) => told(Key::EventAccepted),
        Some(Happening::Assigned) => told(Key::EventAssigned),
        Some(Happening::Paused) => told(Key::EventPaused),
        Some(Happening::Resumed) => told(Key::EventResumed),
        Some(Happening::Expired) => t(Key::EventExpired).to_owned(),
        Some(Happening::Queued) => t(Key::EventQueued).to_owned(),
        Some(Happening::Closed) => tf(Key::EventClosed, &[("name", who), ("reason", reason)]),
        None => t(Key::EventUnknown).to_owned(),
    })
}

const fn is_contacts(what: Option<Happening>, by_customer: bool) -> bool {
    by_customer || matches!(what, Some(Happening::Started))
}

/// The second line of an event: the closing note.
#[must_use]
pub fn note(what: &What) -> Option<String> {
    let What::Happened { note, .. } = what else {
        return None;
    };
    note.as_ref()
        .map(|note| tf(Key::EventClosedNote, &[("note", note)]))
}

/// Why a conversation was closed, if this event says so.
#[must_use]
pub fn closing_reason(what: &What) -> Option<&str> {
    match what {
        What::Happened {
            what: Some(Happening::Closed),
            reason,
            ..
        } => Some(reason),
        _ => None,
    }
}
