//! The card of the contact of the selected conversation (T2). It is read when it is opened, and
//! again whenever somebody changes it.

use super::{
    comments_pane::CommentsPane,
    contact_card::{ContactHead, FieldGroup, Saving},
    contact_rows::{earlier, fits, held, more_fields, own_fields},
    earlier::Earlier,
    known::Known,
    saving::outcome,
    tags_pane::TagsPane,
};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key, t, tf, words},
    ui::{
        notice::{Notice, Way},
        prelude::*,
        waiting::{Bar, Waiting},
    },
};
use bandeja_browser::page;
use bandeja_contract::{Contact, ContactId, ConversationId};
use bandeja_domain::people::may_edit;
use leptos::task::spawn_local;

/// The card.
#[component]
pub fn ContactPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let shown = Memo::new(move |_| {
        let id = desk.selected()?;
        Some((id, app.store.conversations.get(id)?.contact))
    });
    move || {
        shown
            .get()
            .map(|(id, contact)| view! { <Card id contact/> })
    }
}

#[component]
fn Card(id: ConversationId, contact: ContactId) -> impl IntoView {
    let app = expect_context::<App>();
    let known = Known::nothing();
    let read = {
        let app = app.clone();
        Callback::new(move |()| spawn_local(known.read(app.clone(), contact)))
    };
    let told = app.store;
    // The first run reads it, each later one reads it again: somebody changed it.
    whenever(move || {
        let _ = told.told.last(contact.0.as_u128());
        read.run(());
    });
    // What is known stays on the screen while it is read again: somebody may be typing in it.
    let state = Memo::new(move |_| {
        let is_known = known.contact.with(Option::is_some);
        (is_known, known.trouble.get().filter(|_| !is_known))
    });
    move || match state.get() {
        (true, _) => view! { <Filled id contact known/> }.into_any(),
        (false, Some(why)) => {
            let way = Way::new(Key::ActionRetry, read);
            view! { <Notice sentence=why way=way is_trouble=true/> }.into_any()
        }
        (false, None) => view! {
            <Waiting label=Key::CardLoading sentence=Key::PartSlow>
                <div class="thread-shapes"><Bar tenths=5/><Bar tenths=8/><Bar tenths=6/></div>
            </Waiting>
        }
        .into_any(),
    }
}

#[component]
fn Filled(id: ConversationId, contact: ContactId, known: Known) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let store = app.store.clone();
    let rights = store.clone();
    let is_locked = Memo::new(move |_| {
        let mut ids = known.rows.get();
        ids.push(id);
        let held = held(&ids, &rights);
        !rights
            .workspace
            .actor()
            .is_some_and(|me| may_edit(&me, &held))
    });
    let of = store.clone();
    let definitions = Memo::new(move |_| {
        of.workspace
            .loaded()
            .map(|loaded| loaded.fields.clone())
            .unwrap_or_default()
    });
    let read = move |read: &dyn Fn(&Contact) -> Vec<super::contact_card::Named>| {
        known
            .contact
            .with(|contact| contact.as_ref().map(read).unwrap_or_default())
    };
    let own = Memo::new(move |_| read(&|contact| own_fields(contact, is_locked.get())));
    let more = Memo::new(move |_| {
        definitions.with(|all| read(&|contact| more_fields(contact, all, is_locked.get())))
    });
    let saver = app.clone();
    let on_save = Callback::new(move |saving: Saving| {
        let app = saver.clone();
        spawn_local(async move {
            let Saving {
                word,
                edit,
                answered,
            } = saving;
            let answer = commands::edit_contact(&app, contact, word, edit).await;
            if let Ok(contact) = &answer {
                known.see(contact.clone());
            }
            let _ = answered.try_run(outcome(answer, Key::CardContactRefused));
        });
    });
    let fit = Callback::new(move |(word, typed): (String, String)| {
        definitions.with_untracked(|all| fits(&word, &typed, all))
    });
    let names = store.clone();
    let agent = Signal::derive(move || {
        let keeper = known.contact.with(|contact| contact.as_ref()?.agent)?;
        Some(names.workspace.agent_name(keeper))
    });
    let me = store.clone();
    let locked = Signal::derive(move || {
        let role = me.workspace.actor()?.role;
        let role = t(words::role(role));
        is_locked
            .get()
            .then(|| tf(Key::CardContactLocked, &[("role", role)]))
    });
    let name = Signal::derive(move || {
        let name = known
            .contact
            .with(|contact| Some(contact.as_ref()?.name.clone()));
        name.filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| t(Key::ContactNameless).to_owned())
    });
    let (rows, more_rows) = (store, app);
    let go = desk.clone();
    let list = Signal::derive(move || {
        known.rows.with(|ids| {
            let others = ids.iter().filter(|one| **one != id);
            others
                .filter_map(|one| earlier(*one, &rows, &desk))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="card">
            <ContactHead name agent locked/>
            <FieldGroup title=Some(Key::ContactData) fields=own fit on_save/>
            <TagsPane contact known is_locked/>
            <Show when=move || more.with(|more| !more.is_empty())>
                <FieldGroup title=Some(Key::ContactFields) fields=more fit on_save/>
            </Show>
            <CommentsPane id contact known/>
            <Earlier
                rows=list
                has_more=known.has_more_rows
                on_more=move |()| {
                    let (app, from) = (more_rows.clone(), known.rows.with_untracked(Vec::len));
                    spawn_local(async move { known.read_rows(&app, contact, from).await });
                }
                // On a narrow screen the thread is what one goes to.
                on_go=move |()| if !page::is_wide() { go.has_details.set(false) }
            />
        </div>
    }
}
