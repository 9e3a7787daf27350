//! «Detalle» of a mail: who wrote it to whom, and when (E5).

use crate::{
    i18n::{Key, text},
    ui::{
        moment::{Moment, Time},
        prelude::*,
    },
};

/// What is known of a mail.
#[derive(Clone, Debug, PartialEq)]
pub struct MailFacts {
    /// Who wrote it: «Ana Díaz <ana@correo.example>».
    pub sender: String,
    /// To whom.
    pub recipients: Vec<String>,
    /// Who got a copy.
    pub cc: Vec<String>,
    /// The subject; empty if there is none.
    pub subject: String,
    /// When the server took it.
    pub recorded: Moment,
    /// When its sender says that it was written.
    pub origin: Option<Moment>,
}

/// The facts, as a list of terms.
#[component]
pub fn MailDetail(
    /// What is known.
    facts: MailFacts,
) -> impl IntoView {
    let sent = facts
        .origin
        .clone()
        .unwrap_or_else(|| facts.recorded.clone());
    let subject = facts.subject;
    view! {
        <dl class="mail-detail" tabindex="-1" autofocus>
            {row(Key::MailDetailSender, words(vec![facts.sender]))}
            {row(Key::MailDetailRecipients, words(facts.recipients))}
            {row(Key::MailDetailDate, time(Some(sent)))}
            {row(Key::MailDetailCc, words(facts.cc))}
            {row(Key::MailDetailSubject, words(vec![subject]))}
            {row(Key::MailDetailRecorded, time(Some(facts.recorded)))}
            {row(Key::MailDetailOrigin, time(facts.origin))}
        </dl>
    }
}

fn row(term: Key, value: AnyView) -> AnyView {
    view! {
        <div class="mail-detail__row">
            <dt>{text(term)}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

fn words(mut lines: Vec<String>) -> AnyView {
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        return text(Key::MailDetailNone).into_any();
    }
    lines
        .into_iter()
        .map(|line| view! { <bdi class="mail-detail__line">{line}</bdi> })
        .collect_view()
        .into_any()
}

fn time(at: Option<Moment>) -> AnyView {
    match at {
        Some(at) => view! { <Time at=Signal::stored(at)/> }.into_any(),
        None => text(Key::MailDetailNone).into_any(),
    }
}
