//! Above the text of a mail: whom it goes to and why, and its subject (E4).

use crate::{
    i18n::{Key, text, tf},
    ui::prelude::*,
};

/// Whom a mail goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Para, each as «Ana Díaz <ana@correo.example>»; empty where there is nobody to answer.
    pub to: Vec<String>,
    /// An address that one might expect there, and why it is not.
    pub instead: Option<Instead>,
    /// The subject it will have.
    pub subject: String,
}

/// An address that is shown beside Para.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// Where the sender asks for answers; answers go to where they wrote from.
    Asked(String),
    /// Where the mail came from; nobody reads it, so answers go to where the sender asks for them.
    Unread(String),
}

/// Para and Asunto.
#[component]
pub fn AnswerHead(
    /// Whom it goes to; nothing is shown on channels without recipients.
    #[prop(into)]
    answer: Signal<Option<Answer>>,
) -> impl IntoView {
    move || answer.get().map(head)
}

fn head(answer: Answer) -> AnyView {
    let why = answer.instead;
    let is_nobody = answer.to.is_empty();
    view! {
        <div class="answer-head">
            <p class="answer-head__line">
                <span class="answer-head__term">{text(Key::ComposerTo)} ": "</span>
                {answer
                    .to
                    .into_iter()
                    .map(|one| view! { <bdi class="answer-head__one">{one}</bdi> }.into_any())
                    .collect_view()}
                {is_nobody
                    .then(|| view! { <span class="answer-head__nobody">{text(Key::ComposerToNobody)}</span> })}
            </p>
            {why
                .map(|why| {
                    view! { <p class="answer-head__why" role="note">{move || reason(&why)}</p> }
                })}
            <p class="answer-head__line">
                <span class="answer-head__term">{text(Key::MailDetailSubject)} ": "</span>
                <bdi>{answer.subject}</bdi>
            </p>
        </div>
    }
    .into_any()
}

fn reason(instead: &Instead) -> String {
    match instead {
        Instead::Asked(address) => tf(Key::ComposerToAsked, &[("address", address)]),
        Instead::Unread(address) => tf(Key::ComposerToUnread, &[("address", address)]),
    }
}
