//! Doing what a menu offers: the same from a row, the thread's head, a key, the palette (L6, A1).

use crate::{
    commands::{self, ApiError, App, To},
    desk::{Desk, Handing},
    i18n::{Key, t, tf},
    present::{deeds, failure},
    taking,
    ui::notice::Way,
};
use bandeja_contract::{Conversation, ConversationId, Status};
use bandeja_domain::{
    actions::{Deed, step},
    permission::{Action, sees},
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Does `deed` to a conversation, or says why it cannot be done.
pub fn perform(app: &App, desk: &Desk, id: ConversationId, deed: Deed) {
    let store = &app.store;
    let (Some(me), Some(one)) = (
        store.workspace.actor_untracked(),
        store.conversations.get_untracked(id),
    ) else {
        return;
    };
    let now = desk.now.get_untracked();
    let action = match step(&me, deed, &one, now) {
        Ok(action) => action,
        Err(why) => {
            let told = untrack(|| deeds::sentence(why, store));
            return desk.toasts.say(told, None);
        }
    };
    match deed {
        Deed::Start | Deed::Take | Deed::Resume => begin(app, desk, id, action),
        Deed::Transfer | Deed::Assign => desk.handing.set(Some(Handing {
            id: Some(id),
            is_transfer: deed == Deed::Transfer,
        })),
        Deed::Close => desk.closing.set(Some(id)),
        Deed::Details => desk.see_contact(id),
        Deed::Ticket => desk.see_ticket(id),
        Deed::Unassign => {
            let (app, desk) = (app.clone(), desk.clone());
            spawn_local(async move {
                let answer = give(&app, &desk, id, To::Nobody).await;
                tell(&desk, answer);
            });
        }
        Deed::Pause => pause(app, desk, id),
    }
}

/// Makes it one's own, and opens it with the caret in the composer.
fn begin(app: &App, desk: &Desk, id: ConversationId, action: Action) {
    let (app, desk) = (app.clone(), desk.clone());
    spawn_local(async move {
        let answer = match (action, app.store.workspace.me_untracked()) {
            (Action::Resume, _) => commands::resume(&app, id).await,
            (Action::Assign, Some(me)) => commands::assign(&app, id, To::Agent(me)).await,
            _ => commands::accept(&app, id).await,
        };
        if answer.is_ok() {
            taking::open(&desk, id);
        }
        tell(&desk, answer);
    });
}

fn pause(app: &App, desk: &Desk, id: ConversationId) {
    let (app, desk) = (app.clone(), desk.clone());
    spawn_local(async move {
        let answer = commands::pause(&app, id).await;
        if answer.is_ok() {
            let again = (app.clone(), desk.clone());
            let undo = Way::new(Key::ActionUndo, move || {
                let (app, desk) = again.clone();
                spawn_local(async move {
                    let answer = commands::resume(&app, id).await;
                    tell(&desk, answer);
                });
            });
            desk.toasts.say(t(Key::ActsPaused), Some(undo));
        }
        tell(&desk, answer);
    });
}

/// Gives a conversation to somebody, and offers the way back.
///
/// # Errors
/// [`ApiError`]; nothing was done when it is a refusal.
pub async fn give(app: &App, desk: &Desk, id: ConversationId, to: To) -> Result<(), ApiError> {
    let before = app.store.conversations.get_untracked(id);
    commands::assign(app, id, to).await?;
    let text = untrack(|| {
        let workspace = &app.store.workspace;
        match to {
            To::Agent(agent) => tf(Key::ActsAssigned, &[("name", &workspace.agent_name(agent))]),
            To::Group(group) => tf(
                Key::ActsTransferred,
                &[("name", &workspace.group_name(group))],
            ),
            To::Nobody => t(Key::ActsUnassigned).to_owned(),
        }
    });
    let back = before
        .map(|before| way_back(app, &before, to))
        .unwrap_or_default();
    let undo = (!back.is_empty()).then(|| {
        let (app, desk) = (app.clone(), desk.clone());
        let back: Arc<[To]> = back.into();
        Way::new(Key::ActionUndo, move || {
            let (app, desk, back) = (app.clone(), desk.clone(), back.clone());
            spawn_local(async move {
                for to in &*back {
                    if let Err(error) = commands::assign(&app, id, *to).await {
                        return tell(&desk, Err(error));
                    }
                }
                desk.toasts.say(t(Key::ActionUndone), None);
            });
        })
    });
    desk.toasts.say(text, undo);
    Ok(())
}

/// What makes it as it was before it was given away; nothing where it is out of reach then.
fn way_back(app: &App, before: &Conversation, to: To) -> Vec<To> {
    let Some(me) = app.store.workspace.actor_untracked() else {
        return Vec::new();
    };
    let mut back = Vec::new();
    if let To::Group(group) = to {
        if !sees(&me, group) {
            return back;
        }
        if group != before.group {
            back.push(To::Group(before.group));
        }
    }
    match (before.assignee, before.status) {
        (Some(owner), _) => back.push(To::Agent(owner)),
        (None, Status::Queued) if back.is_empty() => back.push(To::Group(before.group)),
        (None, Status::Open) if matches!(to, To::Agent(_)) => back.push(To::Nobody),
        (None, _) => {}
    }
    back
}

fn tell(desk: &Desk, answer: Result<(), ApiError>) {
    if let Err(error) = answer {
        desk.toasts.say(failure::of_call(&error), None);
    }
}
