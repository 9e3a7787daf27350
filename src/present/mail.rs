//! A mail as its view shows it, and the one that is answered as the composer shows it.

use super::{message, moment};
use crate::{
    api::Api,
    features::{
        composer::answer_head::{Answer, Instead},
        thread::{
            mail_detail::MailFacts,
            mail_message::Mail,
            message_bubble::{Run, Side},
        },
    },
    i18n::{Key, t},
    store::{Author, Store, ThreadItem},
};
use bandeja_contract::{
    Conversation, Seq,
    mail::{MAX_MAIL_TEXT, MailAddress, MailHead},
};

/// A mail as its view shows it; `None` for an event.
#[must_use]
pub fn mail(
    item: &ThreadItem,
    conversation: &Conversation,
    store: &Store,
    api: &Api,
) -> Option<Mail> {
    let run = Run {
        is_head: true,
        is_tail: true,
    };
    let mut message = message::bubble(item, conversation, store, api, run)?;
    let head = item.mail();
    message.at = moment::whole_of(item.at);
    let is_theirs = message.side == Side::Customer;
    message.author = match head {
        Some(head) if is_theirs => sender(head, conversation),
        _ if is_theirs => message.author,
        _ => t(Key::MailAgent).to_owned(),
    };
    let to = if is_theirs {
        t(Key::MailToMe).to_owned()
    } else {
        let to = head.and_then(|head| head.to.first()).map(|to| &*to.address);
        user_part(
            to.or(conversation.contact_email.as_deref())
                .unwrap_or_default(),
        )
    };
    Some(Mail {
        message,
        to,
        is_automatic: head.is_some_and(|head| head.automatic),
    })
}

/// Whether the body of an item is a document of its own: every mail that came in, and what is too
/// long for its text.
#[must_use]
pub fn has_document(item: &ThreadItem) -> bool {
    let is_whole = |text: &str| text.chars().nth(MAX_MAIL_TEXT - 1).is_none();
    let crate::store::What::Message { text, author, .. } = &item.what else {
        return false;
    };
    item.position > Seq(0)
        && item.mail().is_some()
        && (*author == Author::Customer || !is_whole(text))
}

/// What «Detalle» tells of a mail; `None` for what is none.
#[must_use]
pub fn facts(item: &ThreadItem) -> Option<MailFacts> {
    let head = item.mail()?;
    Some(MailFacts {
        sender: whole(&head.sender),
        recipients: head.to.iter().map(whole).collect(),
        cc: head.cc.iter().map(whole).collect(),
        subject: head.subject.clone(),
        recorded: moment::whole_of(item.at),
        origin: head.sent_at.map(moment::whole_of),
    })
}

/// Whom a message written now goes to; `None` on other channels.
#[must_use]
pub fn answer(conversation: &Conversation, store: &Store) -> Option<Answer> {
    if !bandeja_domain::channel::rules(conversation.channel).mail {
        return None;
    }
    let subject = conversation.subject.as_deref().unwrap_or_default();
    let Some((_, head)) = store.answered_mail(conversation.id) else {
        return Some(Answer {
            to: conversation.contact_email.iter().cloned().collect(),
            instead: None,
            subject: reply_subject(subject),
        });
    };
    let instead = head.answer_instead.first().map(|other| {
        let address = other.address.clone();
        if same(&address, &head.sender.address) {
            Instead::Unread(address)
        } else {
            Instead::Asked(address)
        }
    });
    Some(Answer {
        to: head.answer_to.iter().map(whole).collect(),
        instead,
        subject: reply_subject(if head.subject.is_empty() {
            subject
        } else {
            &head.subject
        }),
    })
}

fn sender(head: &MailHead, conversation: &Conversation) -> String {
    let MailAddress { name, address } = &head.sender;
    if !name.trim().is_empty() {
        name.clone()
    } else if conversation
        .contact_email
        .as_deref()
        .is_some_and(|own| same(own, address))
        && !conversation.contact_name.is_empty()
    {
        conversation.contact_name.clone()
    } else if address.is_empty() {
        t(Key::MessageCustomer).to_owned()
    } else {
        address.clone()
    }
}

fn whole(one: &MailAddress) -> String {
    if one.name.trim().is_empty() {
        one.address.clone()
    } else {
        format!("{} <{}>", one.name, one.address)
    }
}

fn user_part(address: &str) -> String {
    let user = address.rsplit_once('@').map_or(address, |(user, _)| user);
    user.to_owned()
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// As the backend writes it: «Re: » once. It adds the number of the attention.
fn reply_subject(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some(after) = rest
        .split_once(':')
        .filter(|(prefix, _)| prefix.trim().eq_ignore_ascii_case("re"))
        .map(|(_, after)| after.trim_start())
    {
        rest = after;
    }
    format!("Re: {rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn re_stands_once() {
        for (subject, expected) in [
            ("Pedido 4471", "Re: Pedido 4471"),
            ("RE: re : Pedido", "Re: Pedido"),
            ("Reclamo: factura", "Re: Reclamo: factura"),
        ] {
            assert_eq!(reply_subject(subject), expected);
        }
    }

    /// Proves E3.
    #[test]
    fn the_user_part_stands_for_an_address() {
        assert_eq!(user_part("jorge.taype96@correo.example"), "jorge.taype96");
        assert_eq!(user_part("\"a@b\"@c.example"), "\"a@b\"");
        assert_eq!(user_part("nadie"), "nadie");
    }
}
