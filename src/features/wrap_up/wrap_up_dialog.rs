//! «Motivos de cierre»: ends the conversation that the desk names (A5, R7).

use super::wrap_up_form::{Closing, WrapUpForm};
use crate::{
    bulk::close_ticked,
    commands::{self, App},
    desk::Desk,
    i18n::Key,
    present::failure,
    store::Store,
    ui::{dialog::Dialog, prelude::*},
};
use bandeja_contract::{ConversationId, Reason, ReasonId};
use leptos::task::spawn_local;
use std::collections::HashMap;

/// The dialog, while a conversation is being closed. What was picked outlives it.
#[component]
pub fn WrapUpDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let written = RwSignal::new(HashMap::<ConversationId, Closing>::new());
    move || match (desk.closing.get(), desk.closes_many.get()) {
        (Some(id), _) => view! { <Window id written/> }.into_any(),
        (None, true) => view! { <ManyWindow/> }.into_any(),
        (None, false) => ().into_any(),
    }
}

/// Of many, one reason is asked for all.
#[component]
fn ManyWindow() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let closing = RwSignal::new(Closing::default());
    let store = app.store.clone();
    let reasons = Memo::new(move |_| reasons(&store));
    let shut = desk.closes_many;
    let on_send = move |reason: ReasonId| {
        let note = noted(&closing.get_untracked().note);
        shut.set(false);
        close_ticked(&app, &desk, reason, note);
    };
    view! {
        <Dialog
            title=Key::WrapUpTitle
            close_label=Key::ActionClose
            is_wide=true
            on_close=move |()| shut.set(false)
        >
            <WrapUpForm
                reasons
                closing
                on_change=move |next| closing.set(next)
                is_busy=false
                error=None
                on_send
            />
        </Dialog>
    }
}

fn reasons(store: &Store) -> Vec<Reason> {
    let loaded = store.workspace.loaded();
    loaded
        .map(|loaded| loaded.reasons.clone())
        .unwrap_or_default()
}

/// A blank note is none.
fn noted(note: &str) -> Option<String> {
    let note = note.trim();
    (!note.is_empty()).then(|| note.to_owned())
}

#[component]
fn Window(
    id: ConversationId,
    written: RwSignal<HashMap<ConversationId, Closing>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let trouble = RwSignal::new(None);
    let (reasons, busy, first) = (app.store.clone(), app.store.clone(), app.store.clone());
    let reasons = Memo::new(move |_| self::reasons(&reasons));
    let closing = Memo::new(move |_| {
        let mut closing = written
            .with(|all| all.get(&id).cloned())
            .unwrap_or_default();
        if let Some(loaded) = first.workspace.loaded() {
            // What is offered no more cannot stay picked.
            let offered = |picked: &ReasonId| loaded.reasons.iter().any(|one| one.id == *picked);
            closing.reason = closing
                .reason
                .or(loaded.options.default_reason)
                .filter(offered);
        }
        closing
    });
    let is_busy = Memo::new(move |_| busy.pending.is_closing(id));
    let shut = desk.closing;
    let on_send = move |reason: ReasonId| {
        let app = app.clone();
        let note = noted(&closing.get_untracked().note);
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
