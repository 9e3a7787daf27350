//! A mail as a row of its thread.

use super::{
    mail_body::{Body, BodyTold, BodyWords, MailBody},
    mail_message::{Mail, MailAsk, MailMessage},
    message_bubble::Choice,
    open_thread::OpenThread,
};
use crate::{
    commands,
    present::{mail, stand},
    store::{Author, ThreadItem},
    ui::prelude::*,
};
use bandeja_contract::{ItemId, Seq};
use std::sync::Arc;

/// The view of a mail. `first` is what it was when the view was made.
pub(super) fn mail_item(shown: &OpenThread, id: ItemId, first: Arc<ThreadItem>) -> AnyView {
    let Some(api) = shown.app.api() else {
        return ().into_any();
    };
    let store = shown.app.store.clone();
    let conversation = shown.thread.id();
    let view = shown.mails.of(id, || is_open_at_first(shown, &first));
    let found = shown.found;
    let is_found = Signal::derive(move || found.get() == Some(id));
    let unfolded = view.is_open.clone();
    // One that was looked for is not shown folded; what the reader does next is theirs.
    whenever(move || {
        if is_found.get() && !unfolded.get_untracked() {
            unfolded.set(true);
        }
    });
    let (of, known, fallback) = (shown.thread.clone(), store.clone(), first);
    let message = Memo::new(move |before: Option<&Option<Mail>>| {
        // What has gone is still shown until its row is taken away.
        let item = of.item(id).unwrap_or_else(|| fallback.clone());
        let it = known.conversations.get(conversation);
        it.and_then(|it| mail::mail(&item, &it, &known, &api))
            .or_else(|| before.cloned().flatten())
    });
    let Some(begun) = message.get_untracked() else {
        return ().into_any();
    };
    let message = Signal::derive(move || message.get().unwrap_or_else(|| begun.clone()));
    let (of, consent) = (shown.thread.clone(), store.clone());
    let words = Memo::new(move |_| {
        let remote = of.item(id).and_then(|it| it.mail().map(|head| head.remote));
        let is_shown = consent.mails.shows_images(id);
        message.with(|mail| BodyWords {
            author: mail.message.author.clone(),
            text: mail.message.text.clone(),
            held_back: if is_shown { 0 } else { remote.unwrap_or(0) },
        })
    });
    // Whether it has a document changes when it has arrived.
    let (of, body) = (shown.thread.clone(), view.body.clone());
    let has_document = Memo::new(move |_| of.item(id).is_some_and(|it| mail::has_document(&it)));
    let body = Signal::derive(move || {
        if has_document.get() {
            body.get()
        } else {
            Body::Text
        }
    });
    let (height, is_open) = (view.height.clone(), view.is_open.clone());
    let teller = shown.clone();
    let on_told = Callback::new(move |told| {
        let is_shown = has_document.get_untracked() || told == BodyTold::Images;
        if is_shown {
            teller.mails.told(id, told, &teller.app, &teller.desk);
        }
    });
    let mails = shown.mails;
    on_cleanup(move || mails.gone(id));
    let writable = store;
    let can_answer = Memo::new(move |_| {
        let it = writable.conversations.get(conversation);
        it.is_some_and(|it| stand::blocked(&it, &writable).is_none())
    });
    let (asker, open) = (shown.clone(), view.is_open);
    view! {
        <MailMessage
            mail=message
            is_found
            is_open=Signal::derive(move || is_open.get())
            can_answer
            on_ask=move |ask| asked(&asker, id, &open, ask)
            body=ViewFn::from(move || {
                let height = height.clone();
                view! { <MailBody body words height=Signal::derive(move || height.get()) on_told/> }
            })
        />
    }
    .into_any()
}

fn asked(shown: &OpenThread, id: ItemId, is_open: &ArcRwSignal<bool>, ask: MailAsk) {
    let app = &shown.app;
    match ask {
        MailAsk::Toggle => {
            is_open.update(|is_open| *is_open = !*is_open);
            if !is_open.get_untracked() {
                shown.mails.gone(id);
            }
        }
        MailAsk::Answer => {
            commands::answer(app, shown.thread.id(), Some(id));
            shown.desk.wants_caret.set(Some(shown.thread.id()));
        }
        MailAsk::Link => shown.copy_link(id),
        MailAsk::Detail => shown.detail.set(Some(id)),
        MailAsk::Choose(Choice::Retry) => commands::retry(app, id),
        MailAsk::Choose(Choice::SendAnyway) => commands::send_anyway(app, id),
        MailAsk::Choose(Choice::Edit) => commands::edit(app, id),
        MailAsk::Choose(Choice::View(file)) => shown.desk.viewing.set(Some(file)),
        MailAsk::Choose(Choice::See(item)) => shown.see(item),
        MailAsk::Choose(Choice::Discard) => drop(commands::discard(app, id)),
    }
}

/// The newest one, what was not read when the thread was opened, and what is being sent.
fn is_open_at_first(shown: &OpenThread, item: &ThreadItem) -> bool {
    let is_own_way = item.position == Seq(0);
    let is_unread = item.author() == Some(Author::Customer)
        && shown.read_to.is_some_and(|read| item.position > read);
    let newest = untrack(|| shown.thread.find_map(|it| it.author().map(|_| it.position)));
    is_own_way || is_unread || newest.is_none_or(|newest| newest <= item.position)
}
