//! Writing: drafts, sending, and what to do about a message that was not sent.

use super::App;
use crate::store::{drafts::Kept, outbox::Held};
use bandeja_contract::{ConversationId, ItemId};
use bandeja_domain::{drafts::Draft, outbox::State};
use leptos::task::spawn_local;

/// The text in the box changed. It is in the browser's keeping when this returns (M10), and others
/// see that somebody writes (T6).
pub fn write_draft(app: &App, id: ConversationId, text: String) {
    let draft = app.store.drafts.get_untracked(id).draft.next(&text);
    app.type_in(id, !text.trim().is_empty());
    put_draft(app, id, draft);
}

/// This is answered: a mail, and no longer the client's newest one (E4); a message, which is shown
/// above the answer (T9); or nothing any more.
pub fn answer(app: &App, id: ConversationId, answered: Option<ItemId>) {
    let kept = app.store.drafts.get_untracked(id);
    let mut draft = kept.draft.next(&kept.draft.text);
    draft.answers = answered;
    put_draft(app, id, draft);
}

/// Takes a draft, and keeps it in the browser.
pub(super) fn put_draft(app: &App, id: ConversationId, draft: Draft) {
    app.keep_draft(id, &draft);
    app.store.drafts.put(
        id,
        Kept {
            draft,
            is_from_elsewhere: false,
            is_rescued: false,
        },
    );
}

/// Sends the draft. The text goes from the box into the outbox in one moment; nothing that happens
/// afterwards can lose or double it (M1, M11). A text that cannot be sent stays where it is.
pub fn send_message(app: &App, id: ConversationId) {
    let Some(held) = app.message_of_draft(id) else {
        return;
    };
    let item = held.entry.id;
    app.keep_in_slot(&held);
    app.store.hold_message(held);
    app.type_in(id, false);
    let version = app.store.drafts.get_untracked(id).draft.version + 1;
    put_draft(
        app,
        id,
        Draft {
            version,
            ..Draft::default()
        },
    );
    let app = app.clone();
    spawn_local(async move {
        app.keep_on_disk(item).await;
        app.tell_written();
        app.run_outbox();
    });
}

/// Sends a message again that was refused or waited too long.
pub fn retry(app: &App, id: ItemId) {
    again(app, id, |_| {});
}

/// Sends a message although the thread has moved.
pub fn send_anyway(app: &App, id: ItemId) {
    let seen = app
        .store
        .outbox
        .get(id)
        .and_then(|held| app.store.threads.get_untracked(held.entry.thread))
        .map(|thread| thread.last_position_untracked());
    again(app, id, |held| {
        held.message.anyway = true;
        if let Some(seen) = seen {
            held.message.seen = seen;
        }
    });
}

/// Drops a message that was not sent. Answers its text.
pub fn discard(app: &App, id: ItemId) -> Option<String> {
    let held = app.store.drop_message(id)?;
    let app = app.clone();
    spawn_local(async move { app.forget_on_disk(id).await });
    Some(held.message.text)
}

/// Puts the words and files of a message that was not sent back into the box, behind what is there.
pub fn edit(app: &App, id: ItemId) {
    let Some(held) = app.store.outbox.get(id) else {
        return;
    };
    let thread = held.entry.thread;
    let kept = app.store.drafts.get_untracked(thread);
    let before = kept.draft.text.trim_end();
    let text = if before.is_empty() {
        held.message.text
    } else {
        format!("{before}\n{}", held.message.text)
    };
    // First the new place, then away from the old one.
    let mut draft = kept.draft.next(&text);
    draft.files.extend(held.files);
    draft.answers = draft.answers.or(held.message.answers);
    app.type_in(thread, true);
    put_draft(app, thread, draft);
    discard(app, id);
}

fn again(app: &App, id: ItemId, change: impl FnOnce(&mut Held)) {
    let now = crate::sync::local_now();
    app.store.change_message(id, |held| {
        held.entry.state = State::Queued {
            not_before: now,
            tries: 0,
        };
        held.entry.written_at = now;
        change(held);
    });
    let app = app.clone();
    spawn_local(async move {
        app.keep_on_disk(id).await;
        app.run_outbox();
    });
}
