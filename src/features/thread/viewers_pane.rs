//! Who else is at the conversation on the screen: signs in its head, a line above its composer, a
//! word to those who listen (T6, T8).

use super::{
    looking,
    viewers::{Doing, Viewer, ViewerMarks, ViewersLine},
};
use crate::{commands::App, desk::Desk, present::viewers as present, ui::prelude::*};
use bandeja_contract::ConversationId;

/// The signs in the head; as long as they stand, colleagues are told that one looks.
#[component]
pub fn ViewersPane(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    looking::follow(&app, &desk, id);
    let (of, at) = (app.store.clone(), app.store);
    let viewers = Memo::new(move |_| present::viewers(id, &of));
    let now = desk.now;
    let customer = Memo::new(move |_| present::customer(id, &at, now.get()));
    let announcements = desk.announcements;
    Effect::new(move |before: Option<Vec<Viewer>>| {
        let viewers = viewers.get();
        for viewer in viewers.iter().filter(|one| one.doing != Doing::Idle) {
            let is_new = before.as_ref().is_none_or(|before| {
                let known = before.iter().find(|one| one.name == viewer.name);
                // Whoever stops writing, or moves again, is no news.
                known.is_none_or(|known| known.doing != viewer.doing)
                    && (viewer.doing == Doing::Writing || known.is_none())
            });
            if is_new {
                announcements.say(viewer.sentence());
            }
        }
        viewers
    });
    view! { <ViewerMarks viewers customer/> }
}

/// The line above the composer.
#[component]
pub fn ViewersLinePane(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let store = expect_context::<App>().store;
    let sentence = Memo::new(move |_| present::line(id, &store));
    view! { <ViewersLine sentence/> }
}
