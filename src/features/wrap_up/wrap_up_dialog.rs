//! «Motivos de cierre»: ends the conversation that the desk names (A5, R7).

use super::wrap_up_form::{Closing, WrapUpForm};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::Key,
    present::failure,
    ui::dialog::Dialog,
};
use bandeja_contract::{ConversationId, ReasonId};
use leptos::{prelude::*, task::spawn_local};
use std::collections::HashMap;

/// The dialog, while a conversation is being closed. What was picked outlives it.
#[component]
pub fn WrapUpDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let written = RwSignal::new(HashMap::<ConversationId, Closing>::new());
    move || desk.closing.get().map(|id| view! { <Window id written/> })
}

#[component]
fn Window(
    id: ConversationId,
    written: RwSignal<HashMap<ConversationId, Closing>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let trouble = RwSignal::new(None);
    let (reasons, busy) = (app.store.clone(), app.store.clone());
    let reasons = Memo::new(move |_| {
        reasons
            .workspace
            .loaded()
            .map(|loaded| loaded.reasons.clone())
            .unwrap_or_default()
    });
    let closing = Memo::new(move |_| {
        written
            .with(|all| all.get(&id).cloned())
            .unwrap_or_default()
    });
    let is_busy = Memo::new(move |_| busy.pending.is_closing(id));
    let shut = desk.closing;
    let on_send = move |reason: ReasonId| {
        let app = app.clone();
        let note = closing.get_untracked().note;
        let note = (!note.trim().is_empty()).then(|| note.trim().to_owned());
        trouble.set(None);
        spawn_local(async move {
            match commands::close(&app, id, reason, note).await {
                Ok(()) => {
                    written.update(|all| drop(all.remove(&id)));
                    if shut.get_untracked() == Some(id) {
                        shut.set(None);
                    }
                }
                // The dialog may have been shut meanwhile; what was picked is kept.
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    };
    let error = Signal::derive(move || trouble.with(|it| it.as_ref().map(failure::of_call)));
    view! {
        <Dialog
            title=Key::WrapUpTitle
            close_label=Key::ActionClose
            is_wide=true
            on_close=move |()| shut.set(None)
        >
            <WrapUpForm
                reasons
                closing
                on_change=move |closing| written.update(|all| drop(all.insert(id, closing)))
                is_busy
                error
                on_send
            />
        </Dialog>
    }
}
