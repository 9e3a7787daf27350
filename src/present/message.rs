//! A message as its bubble shows it.

use super::{failure, moment};
use crate::{
    features::thread::message_bubble::{Delivery, FileCard, Message, Run, Side},
    i18n::{Key, number, t},
    store::{Author, Progress, Store, ThreadItem, What},
};
use bandeja_contract::{Attachment, Code, Conversation, Delivery as Told, Seq};
use bandeja_domain::{
    outbox::{Failure, State},
    session,
};

/// A message as its bubble shows it; `None` for an event.
#[must_use]
pub fn bubble(
    item: &ThreadItem,
    conversation: &Conversation,
    store: &Store,
    run: Run,
) -> Option<Message> {
    let What::Message {
        author,
        text,
        attachments,
        progress,
    } = &item.what
    else {
        return None;
    };
    let (side, name) = writer(*author, conversation, store);
    Some(Message {
        side,
        author: name,
        text: text.clone(),
        at: moment::in_thread(item.at),
        run,
        delivery: delivery(*progress, item.position, conversation, store),
        files: attachments.iter().map(file).collect(),
    })
}

fn writer(author: Author, conversation: &Conversation, store: &Store) -> (Side, String) {
    match author {
        Author::Customer if conversation.contact_name.is_empty() => {
            (Side::Customer, t(Key::MessageCustomer).to_owned())
        }
        Author::Customer => (Side::Customer, conversation.contact_name.clone()),
        Author::Agent(agent) if agent.is_some() && agent == store.workspace.me() => {
            (Side::Own, t(Key::MessageOwn).to_owned())
        }
        Author::Agent(agent) => {
            let name = agent.map(|id| store.workspace.agent_name(id));
            (Side::Colleague, name.unwrap_or_default())
        }
        Author::Bot => (Side::Bot, t(Key::MessageBot).to_owned()),
    }
}

/// A «sent» needs the server's word; until then a message is only on its way.
fn delivery(
    progress: Progress,
    position: Seq,
    conversation: &Conversation,
    store: &Store,
) -> Option<Delivery> {
    Some(match progress {
        Progress::Received => return None,
        Progress::Confirmed(Told::Failed) => Delivery::Failed(t(Key::ProblemUnknown).to_owned()),
        Progress::Confirmed(_) if position <= conversation.customer_read => Delivery::Read,
        Progress::Confirmed(Told::Sent) => Delivery::Sent,
        Progress::Confirmed(Told::Delivered) => Delivery::Delivered,
        Progress::OnItsWay {
            state: State::Failed(failure),
            unseen,
        } => match failure {
            Failure::Refused(Code::ThreadMoved) => Delivery::Moved(unseen),
            other => Delivery::Failed(failure::of_message(other)),
        },
        Progress::OnItsWay {
            state: State::Queued { tries, .. } | State::Sending { tries },
            ..
        } => {
            let is_offline = matches!(store.connection.state(), session::State::Offline { .. });
            match tries {
                _ if is_offline => Delivery::Waiting,
                0 => Delivery::Sending,
                _ => Delivery::Checking,
            }
        }
    })
}

fn file(attachment: &Attachment) -> FileCard {
    FileCard {
        name: attachment.name.clone(),
        size: size(attachment.size),
        href: format!("api/v1/attachments/{}", attachment.id),
    }
}

/// `812 B`, `48 kB`, `1 MB`: thousands, rounded up.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{} B", number(bytes)),
        1_000..1_000_000 => format!("{} kB", number(bytes.div_ceil(1_000))),
        _ => format!("{} MB", number(bytes.div_ceil(1_000_000))),
    }
}
