//! The composer of one conversation: its draft, its limit, and why it may be closed (M1, M8, M10).

use super::{
    answer_head::AnswerHead,
    around::Around,
    composer_blocked::ComposerBlocked,
    composer_box::{ComposerBox, ComposerState, Room, Warning},
    composer_files::{ChipAsk, ChipId, ComposerFiles},
    quote_head::QuoteHead,
    window_left::counted,
};
use crate::{
    commands::{self, App},
    desk::Desk,
    present::{files, mail, message, stand},
    store::Store,
    ui::prelude::*,
};
use bandeja_contract::{Conversation, ConversationId};
use bandeja_domain::{
    channel, drafts,
    session::State,
    text::{self, Unfit},
};
use leptos::html::Textarea;

/// How near the limit the room is told, as a part of the limit.
const NEAR: usize = 10;

/// The composer's place under a thread.
#[component]
pub fn ComposerPane(
    /// Whose thread.
    id: ConversationId,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let (why, is_open) = (app.store.clone(), app.store.clone());
    let why = Memo::new(move |_| {
        why.conversations
            .get(id)
            .and_then(|it| stand::blocked(&it, &why))
    });
    let reached = app.store.clone();
    let reach = Memo::new(move |_| stand::reach(&*reached.conversations.get(id)?));
    let is_known = Memo::new(move |_| is_open.conversations.get(id).is_some());

    let (words, now) = (app.store.clone(), app.store.clone());
    let words = Memo::new(move |_| words.drafts.get(id).draft.text.clone());
    let state = Memo::new(move |_| now.conversations.get(id).map(|it| state(&it, &now)));
    let node = NodeRef::<Textarea>::new();
    whenever(move || {
        if desk.wants_caret.get() == Some(id)
            && let Some(node) = node.get()
        {
            desk.wants_caret.set(None);
            // What cannot take the caret leaves it where it is.
            let _ = node.focus();
        }
    });
    let told = app.store.clone();
    let conditions =
        Signal::derive(move || stand::conditions(&*told.conversations.get(id)?, &told));
    let write = app.clone();
    let on_input = Callback::new(move |text| commands::write_draft(&write, id, text));
    let sender = app.clone();
    let on_send = Callback::new(move |()| commands::send_message(&sender, id));
    move || {
        match (is_known.get(), why.get()) {
        (false, _) => ().into_any(),
        (true, Some(why)) => {
            view! { <ComposerBlocked why reach conditions on_close=move |()| desk.closing.set(Some(id))/> }
                .into_any()
        }
        (true, None) => view! {
            <ComposerBox
                text=words
                state=Signal::derive(move || state.get().unwrap_or_default())
                node
                on_input
                on_send
                around=around(&app, id)
            />
        }
        .into_any(),
    }
    }
}

/// What stands around the text: whom a mail goes to, and the files.
fn around(app: &App, id: ConversationId) -> Around {
    let store = app.store.clone();
    let Some(channel) = untrack(|| store.conversations.get(id)).map(|it| it.channel) else {
        return Around::default();
    };
    let rules = channel::rules(channel);
    let left = rules.window.map(|_| counted(app, id));
    let head = if rules.mail {
        Some(mail_head(&store, id))
    } else {
        rules.quotes.then(|| quote_head(app, id))
    };
    if rules.file_limit == 0 {
        return Around {
            head,
            left,
            ..Around::default()
        };
    }
    let chips = Memo::new(move |_| files::chips(id, rules, &store));
    let (asked, picked) = (app.clone(), app.clone());
    let on_ask = move |ask| match ask {
        ChipAsk::Remove(ChipId::Kept(file)) => commands::detach(&asked, id, file),
        ChipAsk::Remove(ChipId::Under(key)) => commands::cancel_upload(&asked, id, key),
        ChipAsk::Retry(ChipId::Under(key)) => commands::retry_upload(&asked, id, key),
        ChipAsk::Retry(ChipId::Kept(_)) => {}
    };
    Around {
        head,
        left,
        files: Some(view! { <ComposerFiles files=chips on_ask/> }.into_any()),
        on_files: Some(Callback::new(move |files| {
            commands::attach(&picked, id, files)
        })),
    }
}

fn mail_head(store: &Store, id: ConversationId) -> AnyView {
    let to = store.clone();
    let answer = Memo::new(move |_| {
        let conversation = to.conversations.get(id)?;
        mail::answer(&conversation, &to)
    });
    view! { <AnswerHead answer/> }.into_any()
}

fn quote_head(app: &App, id: ConversationId) -> AnyView {
    let (store, dropped) = (app.store.clone(), app.clone());
    let quote = Memo::new(move |_| {
        let answered = store.drafts.get(id).draft.answers?;
        let conversation = store.conversations.get(id)?;
        Some(message::quote(answered, &conversation, &store))
    });
    view! { <QuoteHead quote on_drop=move |()| commands::answer(&dropped, id, None)/> }.into_any()
}

fn state(conversation: &Conversation, store: &Store) -> ComposerState {
    let kept = store.drafts.get(conversation.id);
    let rules = channel::rules(conversation.channel);
    let words = text::clean(&kept.draft.text);
    let fits = text::check(&words, rules.text_limit, rules.unit);
    let has_files = fits == Err(Unfit::Empty) && !kept.draft.files.is_empty();
    let is_whole = store.uploads.get(conversation.id).is_empty();
    let has_reader = mail::answer(conversation, store).is_none_or(|answer| !answer.to.is_empty());
    let me = store.workspace.me();
    ComposerState {
        name: conversation.contact_name.clone(),
        accepts: conversation.assignee.is_none(),
        can_send: (fits.is_ok() || has_files) && is_whole && has_reader,
        is_mail: rules.mail,
        room: room(fits, text::length(&words, rules.unit), rules.text_limit),
        warning: warning(conversation.id, store),
        draft_key: me
            .map(|me| drafts::draft_key(me, conversation.id))
            .unwrap_or_default(),
    }
}

fn room(fits: Result<(), Unfit>, length: usize, limit: usize) -> Option<Room> {
    let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    if let Err(Unfit::TooLong { length, limit }) = fits {
        return Some(Room::Over {
            by: number(length - limit),
            limit: number(limit),
        });
    }
    let left = limit.saturating_sub(length);
    (left < limit / NEAR).then(|| Room::Left(number(left)))
}

fn warning(id: ConversationId, store: &Store) -> Option<Warning> {
    let kept = store.drafts.get(id);
    if !store.connection.keeps() {
        Some(Warning::DraftNotKept)
    } else if matches!(store.connection.state(), State::Offline { .. }) {
        Some(Warning::Offline)
    } else if !store.uploads.get(id).is_empty() {
        Some(Warning::Uploading)
    } else if kept.is_from_elsewhere {
        Some(Warning::DraftChangedElsewhere)
    } else if kept.is_rescued {
        Some(Warning::Rescued)
    } else {
        None
    }
}
