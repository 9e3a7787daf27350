//! What happened in a conversation, as a line of its thread (T4).

use crate::{
    i18n::{Key, t, tf},
    store::{Store, What},
};
use bandeja_contract::{AgentId, HandOver, Happening};

/// The sentence of an event; `None` for a message. The contact's name is for what the client did.
#[must_use]
pub fn sentence(what: &What, store: &Store, contact: &str) -> Option<String> {
    let What::Happened {
        what,
        agent,
        to_agent,
        to_group,
        by_customer,
        reason,
        ..
    } = what
    else {
        return None;
    };
    let took = agent.is_some() && agent == to_agent;
    let named = |id: Option<AgentId>| {
        id.map(|id| store.workspace.agent_name(id))
            .filter(|name| !name.is_empty())
    };
    let (agent, to) = (named(*agent), named(*to_agent).unwrap_or_default());
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
        Some(Happening::Assigned) if took => told(Key::EventTook),
        Some(Happening::Assigned) if agent.is_none() && !to.is_empty() => {
            tf(Key::EventAssigned, &[("name", &to)])
        }
        Some(Happening::Assigned) if !to.is_empty() => {
            tf(Key::EventAssignedBy, &[("name", who), ("to", &to)])
        }
        Some(Happening::Assigned) => told(Key::EventAssigned),
        Some(Happening::Unassigned) => tf(Key::EventUnassigned, &[("name", who), ("to", &to)]),
        Some(Happening::Transferred) => {
            let group = to_group.map(|id| store.workspace.group_name(id));
            let group = group.unwrap_or_default();
            tf(Key::EventTransferred, &[("name", who), ("to", &group)])
        }
        Some(Happening::Paused) => told(Key::EventPaused),
        Some(Happening::Resumed) => told(Key::EventResumed),
        Some(Happening::Expired) => t(Key::EventExpired).to_owned(),
        Some(Happening::WindowEnded) => t(Key::EventWindowEnded).to_owned(),
        Some(Happening::Returned) => told(Key::EventReturned),
        Some(Happening::Away) => told(Key::EventAway),
        Some(Happening::BotStarted) => t(Key::EventBotStarted).to_owned(),
        Some(Happening::BotPaused) => told(Key::EventBotPaused),
        Some(Happening::Escalated) => t(handed_over(reason)).to_owned(),
        Some(Happening::Queued) => t(Key::EventQueued).to_owned(),
        Some(Happening::Closed) => tf(Key::EventClosed, &[("name", who), ("reason", reason)]),
        None => t(Key::EventUnknown).to_owned(),
    })
}

/// Why the chatbot handed over, by its word.
fn handed_over(why: &str) -> Key {
    match HandOver::from_word(why) {
        Some(HandOver::Asked) => Key::EventEscalatedAsked,
        Some(HandOver::SwitchedOff) => Key::EventEscalatedSwitchedOff,
        Some(HandOver::NotUnderstood) | None => Key::EventEscalatedNotUnderstood,
    }
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
