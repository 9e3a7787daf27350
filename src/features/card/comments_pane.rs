//! The comments on a contact; what is being written is kept with each key.

use super::{
    comments::{Commenting, Comments, Writing},
    contact_rows::comment,
    known::Known,
};
use crate::{
    commands::{self, App},
    desk::Desk,
    present::failure,
    ui::prelude::*,
};
use bandeja_browser::{ids::uuid_v7, page};
use bandeja_contract::{ContactId, ConversationId, ItemId};
use leptos::task::spawn_local;

/// The comments on a contact.
#[component]
pub fn CommentsPane(
    /// The conversation in whose thread new ones stand.
    id: ConversationId,
    /// On whom.
    contact: ContactId,
    /// What is known of it.
    known: Known,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let note_wants_caret = desk.note_wants_caret;
    let store = app.store.clone();
    let writing = RwSignal::new(Writing {
        words: commands::comment_draft(&app, contact),
        ..Writing::default()
    });
    // Made once for one comment, however often it is tried.
    let made = StoredValue::new(ItemId(uuid_v7()));
    let save = app.clone();
    let on_save = move || {
        let (app, words) = (save.clone(), writing.with_untracked(|it| it.words.clone()));
        writing.update(|it| {
            it.is_saving = true;
            it.trouble = None;
        });
        spawn_local(async move {
            let Some(item) = made.try_get_value() else {
                return;
            };
            let answer = commands::add_comment(&app, contact, id, item, words.clone()).await;
            if answer.is_ok() {
                commands::write_comment(&app, contact, "");
            }
            let _ = writing.try_update(|it| {
                it.is_saving = false;
                match answer {
                    Ok(_) => {
                        made.set_value(ItemId(uuid_v7()));
                        // What was typed meanwhile stays.
                        if it.words == words {
                            it.words.clear();
                        }
                    }
                    Err(error) => it.trouble = Some(failure::of_call(&error)),
                }
            });
        });
    };
    let on_do = move |what| match what {
        Commenting::Write(words) => {
            commands::write_comment(&app, contact, &words);
            writing.update(|it| {
                it.words = words;
                it.trouble = None;
            });
        }
        Commenting::Save => on_save(),
        Commenting::More => spawn_local(known.read_older_comments(app.clone(), contact)),
    };
    let comments = Memo::new(move |_| {
        known.comments.with(|all| {
            let shown = all.iter().map(|item| comment(item, id, &store, &desk));
            shown.collect::<Vec<_>>()
        })
    });
    // The card is there; its box comes with the next frame.
    whenever(move || {
        if note_wants_caret.get() {
            note_wants_caret.set(false);
            request_animation_frame(|| {
                page::focus(".comments__box textarea");
            });
        }
    });
    view! { <Comments comments has_more=known.has_more_comments writing on_do/> }
}
