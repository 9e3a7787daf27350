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
            Ok(()) => {
                let at = desk.here.place;
                let filter = at.get_untracked().filter;
                let open = Place {
                    filter,
                    ..Place::of(Status::Open)
                };
                desk.wants_caret.set(Some(id));
                desk.here.go(&open.select(Some(id)));
            }
            Err(error) => desk.toasts.say(failure::of_call(&error), None),
        }
    });
}
