//! Whom a plain reply goes to (E4), and why.

use serde::{Deserialize, Serialize};

use crate::address::{Address, Mailbox};
use crate::parse::Mail;

/// Local parts that nobody reads, without dots and dashes.
const UNREAD: &[&str] = &[
    "noreply",
    "donotreply",
    "noresponder",
    "naoresponda",
    "mailerdaemon",
];

/// Why somebody stands in Para.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Wrote the mail.
    Sender,
    /// Is where the sender wants answers to go.
    ReplyTo,
    /// Stood in Para of our own message.
    OriginalTo,
}

/// Somebody who may stand in Para, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Who.
    pub mailbox: Mailbox,
    /// Why.
    pub reason: Reason,
}

/// Whom a plain reply goes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipients {
    /// Para. Empty where nobody but ourselves is left.
    pub to: Vec<Recipient>,
    /// Others the editor shows beside Para, one click away: the `Reply-To` that differs from the
    /// sender, or the sender that nobody reads.
    pub instead: Vec<Recipient>,
}

/// Whom a plain reply to `mail` goes to: its sender; on a message of our own, its original Para.
///
/// A `Reply-To` that differs is offered, not taken: answers that go elsewhere than where they seem
/// to go are a trick. It is taken only where the sender's address says that nobody reads it. No
/// address of `own` is ever in the result.
#[must_use]
pub fn reply_to(mail: &Mail, own: &[Address]) -> Recipients {
    let is_own = |mailbox: &Mailbox| own.iter().any(|own| mailbox.address.is_own(own));
    let others = |list: &[Mailbox], reason| {
        let mut kept: Vec<Recipient> = Vec::new();
        for mailbox in list.iter().filter(|mailbox| !is_own(mailbox)) {
            if kept
                .iter()
                .all(|known| !known.mailbox.address.same(&mailbox.address))
            {
                kept.push(Recipient {
                    mailbox: mailbox.clone(),
                    reason,
                });
            }
        }
        kept
    };
    let Some(sender) = mail.from.as_ref() else {
        return Recipients {
            to: others(&mail.reply_to, Reason::ReplyTo),
            instead: Vec::new(),
        };
    };
    if is_own(sender) {
        return Recipients {
            to: others(&mail.to, Reason::OriginalTo),
            instead: Vec::new(),
        };
    }
    let mut asked = others(&mail.reply_to, Reason::ReplyTo);
    asked.retain(|other| !other.mailbox.address.same(&sender.address));
    let sender = vec![Recipient {
        mailbox: sender.clone(),
        reason: Reason::Sender,
    }];
    let unread = UNREAD.contains(&bare(&sender[0].mailbox.address).as_str());
    if unread && !asked.is_empty() {
        Recipients {
            to: asked,
            instead: sender,
        }
    } else {
        Recipients {
            to: sender,
            instead: asked,
        }
    }
}

fn bare(address: &Address) -> String {
    address.local().to_lowercase().replace(['-', '_', '.'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(text: &str) -> Mailbox {
        Mailbox::new("", Address::new(text).unwrap())
    }

    fn check(from: &str, reply_to_list: &[&str], to: &[&str], expected: &str) {
        let mail = Mail {
            from: (!from.is_empty()).then(|| mailbox(from)),
            reply_to: reply_to_list.iter().map(|text| mailbox(text)).collect(),
            to: to.iter().map(|text| mailbox(text)).collect(),
            ..Mail::default()
        };
        let own = [Address::new("soporte@tienda.example").unwrap()];
        let words = |list: Vec<Recipient>| {
            let each = list
                .iter()
                .map(|r| format!("{}:{:?}", r.mailbox.address, r.reason));
            each.collect::<Vec<_>>().join(" ")
        };
        let recipients = reply_to(&mail, &own);
        assert_eq!(
            format!("{} | {}", words(recipients.to), words(recipients.instead)),
            expected
        );
    }

    /// Proves E4 for a plain reply.
    #[test]
    fn a_reply_goes_to_the_sender_and_shows_who_else_was_asked_for() {
        check(
            "ana@b.c",
            &[],
            &["soporte@tienda.example"],
            "ana@b.c:Sender | ",
        );
        check("ana@b.c", &["ANA@b.c"], &[], "ana@b.c:Sender | ");
        check(
            "ana@b.c",
            &["eva@d.e"],
            &[],
            "ana@b.c:Sender | eva@d.e:ReplyTo",
        );
        check(
            "no-reply@b.c",
            &["eva@d.e"],
            &[],
            "eva@d.e:ReplyTo | no-reply@b.c:Sender",
        );
        check("no-reply@b.c", &[], &[], "no-reply@b.c:Sender | ");
    }

    /// Proves E4 for a message of the agent's.
    #[test]
    fn on_an_own_message_a_reply_goes_to_its_original_receivers() {
        check(
            "Soporte@tienda.example",
            &["x@y.z"],
            &["ana@b.c", "soporte+1@tienda.example", "Ana@b.c", "eva@d.e"],
            "ana@b.c:OriginalTo eva@d.e:OriginalTo | ",
        );
    }

    #[test]
    fn our_own_address_is_never_answered() {
        check(
            "ana@b.c",
            &["soporte@tienda.example"],
            &[],
            "ana@b.c:Sender | ",
        );
        check(
            "soporte@tienda.example",
            &[],
            &["soporte@tienda.example"],
            " | ",
        );
        check(
            "",
            &["soporte+2@tienda.example", "eva@d.e"],
            &[],
            "eva@d.e:ReplyTo | ",
        );
    }
}
