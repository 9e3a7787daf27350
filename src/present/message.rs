//! A message as its bubble shows it.

use super::{failure, moment};
use crate::{
    api::Api,
    features::thread::{
        attached::FileCard,
        image_viewer::Picture,
        message_bubble::{Delivery, Message, Run, Side},
    },
    i18n::{Key, number, t},
    store::{Author, Progress, Store, ThreadItem, What},
    ui::quote::Quote,
};
use bandeja_contract::{Attachment, Code, Conversation, Delivery as Told, ItemId, Seq};
use bandeja_domain::{
    media::{self, Kind},
    outbox::{Failure, State},
    session,
};

/// Signs of a quote, more than two lines hold.
const QUOTED: usize = 240;

/// A message as its bubble shows it; `None` for an event.
#[must_use]
pub fn bubble(
    item: &ThreadItem,
    conversation: &Conversation,
    store: &Store,
    api: &Api,
    run: Run,
) -> Option<Message> {
    let What::Message {
        author,
        text,
        attachments,
        progress,
        answers,
        ..
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
        files: attachments.iter().map(|one| file(one, api)).collect(),
        quote: answers.map(|id| (id, quote(id, conversation, store))),
    })
}

/// A message that another one answers; what is not here says that it is an earlier one.
#[must_use]
pub fn quote(id: ItemId, conversation: &Conversation, store: &Store) -> Quote {
    let thread = store.threads.get(conversation.id);
    let answered = thread.and_then(|thread| thread.item(id));
    let Some(What::Message {
        author,
        text,
        attachments,
        ..
    }) = answered.as_ref().map(|item| &item.what)
    else {
        return Quote {
            author: String::new(),
            words: t(Key::MessageEarlier).to_owned(),
        };
    };
    let files = attachments.iter().map(|one| one.name.as_str());
    let words: Vec<&str> = text.lines().chain(files).collect();
    Quote {
        author: writer(*author, conversation, store).1,
        words: words.join(" ").chars().take(QUOTED).collect(),
    }
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

/// The images of an item that a viewer shows; `None` where there are none.
#[must_use]
pub fn pictures(item: &ThreadItem, api: &Api) -> Option<Vec<Picture>> {
    let What::Message { attachments, .. } = &item.what else {
        return None;
    };
    let images = attachments
        .iter()
        .filter(|one| media::kind(one) == Kind::Image);
    let shown = images.map(|one| Picture {
        id: one.id,
        name: one.name.clone(),
        size: size(one.size),
        href: api.file(one.id),
    });
    Some(shown.collect())
}

/// The room of an image in a thread, in pixels.
const LARGEST: (u32, u32) = (320, 280);

/// Its link names the backend, which need not be where the page is from.
fn file(attachment: &Attachment, api: &Api) -> FileCard {
    let kind = media::kind(attachment);
    let sides = attachment.width.zip(attachment.height);
    FileCard {
        id: attachment.id,
        name: attachment.name.clone(),
        size: size(attachment.size),
        href: api.file(attachment.id),
        kind,
        sides: sides.map(|(width, height)| media::fitted(width, height, LARGEST)),
    }
}

/// `812 B`, `48 kB`, `1 MB`: thousands, rounded up.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{} B", number(bytes)),
        1_000..1_000_000 => format!("{} kB", number(bytes.div_ceil(1_000))),
        _ => format!("{} MB", number(bytes.div_ceil(1_000_000))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::AttachmentId;

    #[test]
    fn a_file_is_fetched_from_the_backend_wherever_the_page_is_from() {
        let attachment = Attachment {
            id: AttachmentId(uuid::Uuid::from_u128(7)),
            name: "factura.pdf".to_owned(),
            size: 48_000,
            media_type: "application/pdf".to_owned(),
            width: None,
            height: None,
        };
        let card = file(&attachment, &Api::new("https://api.example.com/"));
        assert_eq!(
            card.href,
            "https://api.example.com/api/v1/attachments/00000000-0000-0000-0000-000000000007"
        );
        assert_eq!(
            (card.name.as_str(), card.size.as_str()),
            ("factura.pdf", "48 kB")
        );
    }
}
