//! Taking a conversation: the same from the list's green check and from the preview (L5).

use crate::{
    commands::{self, App},
    desk::Desk,
    present::failure,
    route::Place,
};
use bandeja_contract::{ConversationId, Status};
use leptos::{prelude::*, task::spawn_local};

/// Asks the server for a conversation; opens its thread with the caret in the composer when it is
/// ours, says so when a colleague was faster.
pub fn take(app: &App, desk: &Desk, id: ConversationId) {
    let (app, desk) = (app.clone(), desk.clone());
    spawn_local(async move {
        match commands::accept(&app, id).await {
            Ok(()) => open(&desk, id),
            Err(error) => desk.toasts.say(failure::of_call(&error), None),
        }
    });
}

/// Goes to a conversation that has just become ours, with the caret in its composer.
pub fn open(desk: &Desk, id: ConversationId) {
    let filter = desk.here.place.get_untracked().filter;
    let open = Place {
        filter,
        ..Place::of(Status::Open)
    };
    desk.wants_caret.set(Some(id));
    desk.here.go(&open.select(Some(id)));
}
