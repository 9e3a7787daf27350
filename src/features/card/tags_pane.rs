//! The tags of a contact, put on and taken off, each with a way back.

use super::{known::Known, tags::Tags};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key, t, tf},
    present::failure,
    ui::{notice::Way, prelude::*},
};
use bandeja_contract::{Code, ContactId, Tag, TagId};
use leptos::task::spawn_local;

/// The tags of a contact.
#[component]
pub fn TagsPane(
    /// Whose.
    contact: ContactId,
    /// What is known of it.
    known: Known,
    /// Whether the reader may only read them.
    is_locked: Memo<bool>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let store = app.store.clone();
    let all = Memo::new(move |_| {
        store
            .workspace
            .loaded()
            .map(|loaded| loaded.tags.clone())
            .unwrap_or_default()
    });
    let split = move |is_worn: bool| {
        known.contact.with(|contact| {
            let worn = contact
                .as_ref()
                .map(|contact| contact.tags.clone())
                .unwrap_or_default();
            let fits = |tag: &Tag| worn.contains(&tag.id) == is_worn;
            all.with(|all| {
                all.iter()
                    .filter(|tag| fits(tag))
                    .cloned()
                    .collect::<Vec<_>>()
            })
        })
    };
    let put = Callback::new(move |(tag, is_on): (TagId, bool)| {
        let (app, toasts) = (app.clone(), desk.toasts);
        let name = all.with_untracked(|all| {
            let found = all.iter().find(|one| one.id == tag);
            found.map(|tag| tag.name.clone()).unwrap_or_default()
        });
        spawn_local(async move {
            match commands::tag_contact(&app, contact, tag, is_on).await {
                Ok(card) => {
                    known.see(card);
                    let key = if is_on {
                        Key::ContactTagsAdded
                    } else {
                        Key::ContactTagsRemoved
                    };
                    let undo = move || {
                        let app = app.clone();
                        spawn_local(async move {
                            match commands::tag_contact(&app, contact, tag, !is_on).await {
                                Ok(card) => known.see(card),
                                Err(error) => toasts.say(failure::of_call(&error), None),
                            }
                        });
                    };
                    toasts.say(
                        tf(key, &[("name", &name)]),
                        Some(Way::new(Key::ActionUndo, undo)),
                    );
                }
                Err(error) if error.code() == Some(Code::Forbidden) => {
                    toasts.say(t(Key::CardContactRefused), None);
                }
                Err(error) => toasts.say(failure::of_call(&error), None),
            }
        });
    });
    view! {
        <Tags
            worn=Signal::derive(move || split(true))
            others=Signal::derive(move || split(false))
            is_locked
            on_change=put
        />
    }
}
