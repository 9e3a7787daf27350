//! The head of a mail as it travels.

use bandeja_contract::{
    Timestamp,
    mail::{MailAddress, MailHead},
};
use bandeja_mail::{Address, Mail, Mailbox, Safe, recipients::Recipient, reply_to};

/// At most so many recipients are told of one mail, per field.
const MOST: usize = 200;

/// The head of a mail that came in, or of one of ours that was written.
pub(crate) fn head(mail: &Mail, safe: &Safe, own: &[Address]) -> MailHead {
    let answer = reply_to(mail, own);
    let remote = safe.remote.iter().filter(|remote| !remote.tracker).count();
    MailHead {
        sender: author(mail).map(told).unwrap_or_default(),
        to: people(&mail.to),
        cc: people(&mail.cc),
        subject: mail.subject.clone(),
        sent_at: mail.date.map(Timestamp),
        answer_to: recipients(&answer.to),
        answer_instead: recipients(&answer.instead),
        remote: u32::try_from(remote).unwrap_or(u32::MAX),
        is_html: mail.html.is_some(),
        automatic: !mail.automatic.may_be_answered_by_machine(),
    }
}

/// Who wrote a mail, as far as it says.
pub(crate) fn author(mail: &Mail) -> Option<&Mailbox> {
    mail.from
        .as_ref()
        .or(mail.sender.as_ref())
        .or_else(|| mail.reply_to.first())
}

/// Everybody who takes part by a mail, in lower case, ourselves left out.
pub(crate) fn people_of(head: &MailHead, own: &Address) -> Vec<String> {
    let all = std::iter::once(&head.sender)
        .chain(&head.to)
        .chain(&head.cc)
        .chain(&head.answer_to);
    let mut people: Vec<String> = all
        .filter_map(|one| Address::new(&one.address).ok())
        .filter(|address| !address.is_own(own))
        .map(|address| address.as_str().to_lowercase())
        .collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// A mailbox as it travels.
pub(crate) fn told(mailbox: &Mailbox) -> MailAddress {
    MailAddress {
        name: mailbox.name.clone(),
        address: mailbox.address.to_string(),
    }
}

fn people(list: &[Mailbox]) -> Vec<MailAddress> {
    list.iter().take(MOST).map(told).collect()
}

fn recipients(list: &[Recipient]) -> Vec<MailAddress> {
    list.iter()
        .take(MOST)
        .map(|recipient| told(&recipient.mailbox))
        .collect()
}
