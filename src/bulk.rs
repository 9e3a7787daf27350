//! Many conversations at once, with the way back (L12): customers are told that theirs has ended
//! only when the way back is over.

use crate::{
    commands::{
        App, To,
        bulk::{
            Waiting, bulk_assign, bulk_close, bulk_tag, do_bulk, do_waiting, forget_bulk, given,
            keep_bulk, left, waiting_bulks,
        },
    },
    desk::Desk,
    i18n::{Key, Plural, t, tf, tn, tnf},
    present::failure,
    ui::notice::Way,
};
use bandeja_browser::{clock, timer};
use bandeja_contract::{
    Conversation, ConversationId, OperationId, ReasonId, Status, TagId,
    acts::{Bulk, BulkDone, BulkWhat},
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Milliseconds in which a closing of many can be undone.
const UNDO: i64 = 8_000;
/// Milliseconds between two tries while the server cannot be reached.
const AGAIN: i64 = 5_000;

/// Closes everything that is ticked, once the way back is over.
pub fn close_ticked(app: &App, desk: &Desk, reason: ReasonId, note: Option<String>) {
    let count = untrack(|| app.store.picked_count());
    let waiting = Waiting {
        bulk: bulk_close(app, reason, note),
        due: clock::now().0 + UNDO,
    };
    keep_bulk(app, &waiting);
    app.store.picked.clear();
    let id = waiting.bulk.id;
    let (app, desk) = (app.clone(), desk.clone());
    // On its own: the way back must outlive the window in which it was asked for.
    spawn_local(async move {
        let (undone, told) = (app.clone(), desk.toasts);
        let undo = Way::new(Key::ActionUndo, move || {
            let key = if forget_bulk(&undone, id) {
                Key::ActionUndone
            } else {
                Key::BulkTooLate
            };
            told.say(t(key), None);
        });
        desk.toasts
            .say(tn(Plural::BulkClosing, count.into()), Some(undo));
        close_when_due(app, desk, waiting).await;
    });
}

/// Goes on with what an earlier page left.
pub fn recall(app: &App, desk: &Desk) {
    for waiting in waiting_bulks(app) {
        spawn_local(close_when_due(app.clone(), desk.clone(), waiting));
    }
}

async fn close_when_due(app: App, desk: Desk, waiting: Waiting) {
    timer::sleep(left(&waiting)).await;
    let id: OperationId = waiting.bulk.id;
    loop {
        match do_waiting(&app, id).await {
            Ok(None) => return,
            Ok(Some(done)) => {
                return tell(&desk, Plural::BulkClosed, &done, None);
            }
            Err(error) if error.code().is_some() => {
                return desk.toasts.say(failure::of_call(&error), None);
            }
            // It waits in the browser as long as nobody answers.
            Err(_) => timer::sleep(AGAIN).await,
        }
    }
}

/// Gives everything that is ticked to somebody.
///
/// # Errors
/// A sentence; nothing was done then.
pub async fn give_ticked(app: &App, desk: &Desk, to: To) -> Result<(), String> {
    let bulk = bulk_assign(app, to);
    let told = |error| failure::of_call(&error);
    let known = app.store.conversations.after(bandeja_contract::Seq(0));
    let done = do_bulk(app, &bulk).await.map_err(told)?;
    app.store.picked.clear();
    let back = ways_back(&known, &done.done);
    let undo = (!back.is_empty()).then(|| {
        let back: Arc<[(To, Vec<ConversationId>)]> = back.into();
        let (app, desk) = (app.clone(), desk.clone());
        Way::new(Key::ActionUndo, move || {
            spawn_local(give_back(
                app.clone(),
                desk.clone(),
                bulk.clone(),
                back.clone(),
            ));
        })
    });
    tell(desk, Plural::BulkGiven, &done, undo);
    Ok(())
}

async fn give_back(app: App, desk: Desk, bulk: Bulk, back: Arc<[(To, Vec<ConversationId>)]>) {
    for (to, ids) in &*back {
        let one = Bulk {
            id: OperationId(bandeja_browser::ids::uuid_v7()),
            conversations: ids.clone(),
            status: None,
            ..given(bulk.clone(), *to)
        };
        match do_bulk(&app, &one).await {
            Ok(done) if done.refused.is_empty() => {}
            Ok(done) => return tell(&desk, Plural::BulkGiven, &done, None),
            Err(error) => return desk.toasts.say(failure::of_call(&error), None),
        }
    }
    desk.toasts.say(t(Key::ActionUndone), None);
}

/// Puts a tag on the contacts of everything that is ticked, or takes it off; the rows stay ticked,
/// and whoever undoes it takes it from nobody who had it before.
pub fn tag_ticked(app: &App, desk: &Desk, tag: TagId, is_on: bool) {
    let loaded = untrack(|| app.store.workspace.loaded());
    let tags = loaded.iter().flat_map(|loaded| &loaded.tags);
    let name = tags.into_iter().find(|one| one.id == tag);
    let name = name.map(|tag| tag.name.clone()).unwrap_or_default();
    let bulk = bulk_tag(app, tag, is_on);
    let (app, desk) = (app.clone(), desk.clone());
    spawn_local(async move {
        let done = match do_bulk(&app, &bulk).await {
            Ok(done) => done,
            Err(error) => return desk.toasts.say(failure::of_call(&error), None),
        };
        if done.done.is_empty() && done.refused.is_empty() {
            let text = if is_on {
                Key::BulkTagHad
            } else {
                Key::BulkTagHadNot
            };
            return desk.toasts.say(tf(text, &[("name", &name)]), None);
        }
        let how = if is_on {
            Plural::BulkTagged
        } else {
            Plural::BulkUntagged
        };
        let count = count(done.done.len());
        let undo = untag(app, desk.clone(), bulk, done.done.clone(), is_on);
        tell_as(
            &desk,
            tnf(how, count, &[("name", &name)]),
            &done,
            Some(undo),
        );
    });
}

fn untag(app: App, desk: Desk, bulk: Bulk, done: Vec<ConversationId>, was_on: bool) -> Way {
    let what = if was_on {
        BulkWhat::Untag
    } else {
        BulkWhat::Tag
    };
    Way::new(Key::ActionUndo, move || {
        let back = Bulk {
            id: OperationId(bandeja_browser::ids::uuid_v7()),
            what,
            conversations: done.clone(),
            status: None,
            ..bulk.clone()
        };
        let (app, desk) = (app.clone(), desk.clone());
        spawn_local(async move {
            let text = match do_bulk(&app, &back).await {
                Ok(_) => t(Key::ActionUndone).to_owned(),
                Err(error) => failure::of_call(&error),
            };
            desk.toasts.say(text, None);
        });
    })
}

/// To whom each goes back; nothing unless it is known of all.
fn ways_back(
    known: &[Arc<Conversation>],
    done: &[ConversationId],
) -> Vec<(To, Vec<ConversationId>)> {
    let mut back: Vec<(To, Vec<ConversationId>)> = Vec::new();
    for id in done {
        let Some(before) = known.iter().find(|one| one.id == *id) else {
            return Vec::new();
        };
        let to = match (before.assignee, before.status) {
            (Some(agent), _) => To::Agent(agent),
            (None, Status::Queued) => To::Group(before.group),
            (None, _) => To::Nobody,
        };
        match back.iter_mut().find(|(other, _)| *other == to) {
            Some((_, ids)) => ids.push(*id),
            None => back.push((to, vec![*id])),
        }
    }
    back
}

/// Says what became of them; those that stay as they were are listed on request.
fn tell(desk: &Desk, how: Plural, done: &BulkDone, undo: Option<Way>) {
    tell_as(desk, tn(how, count(done.done.len())), done, undo);
}

fn count(all: usize) -> u64 {
    u64::try_from(all).unwrap_or(u64::MAX)
}

fn tell_as(desk: &Desk, what: String, done: &BulkDone, undo: Option<Way>) {
    if !done.done.is_empty() {
        desk.toasts.say(what, undo);
    }
    if !done.refused.is_empty() {
        let (refusals, refused) = (desk.refusals, done.refused.clone());
        let which = Way::new(Key::BulkWhich, move || refusals.set(refused.clone()));
        let text = tn(Plural::BulkRefused, count(done.refused.len()));
        desk.toasts.say(text, Some(which));
    }
}
