//! The image that somebody wants to see as large as the window, among those of its thread.

use super::image_viewer::{ImageViewer, Picture};
use crate::{commands::App, desk::Desk, present::message, ui::prelude::*};

/// The window, while it is wanted.
#[component]
pub fn ViewerPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let viewing = desk.viewing;
    let selected = desk.here.place;
    let pictures = Memo::new(move |_| -> Vec<Picture> {
        let thread = selected
            .with(|place| place.selected)
            .and_then(|id| app.store.threads.get(id));
        thread
            .zip(app.api())
            .map(|(thread, api)| {
                let all = thread.filter_map(|item| message::pictures(item, &api));
                all.into_iter().flatten().collect()
            })
            .unwrap_or_default()
    });
    // The window stays while one goes from picture to picture.
    let is_open = Memo::new(move |_| {
        let shown = viewing.get();
        shown.is_some_and(|id| pictures.with(|all| all.iter().any(|one| one.id == id)))
    });
    // Another thread has other images.
    Effect::new(move |before: Option<_>| {
        let now = selected.with(|place| place.selected);
        if before.is_some_and(|before| before != now) {
            viewing.set(None);
        }
        now
    });
    move || {
        // Asked first: what is not read is not followed.
        let is_open = is_open.get();
        let shown = viewing.get_untracked().filter(|_| is_open);
        shown.map(|shown| {
            view! {
                <ImageViewer
                    pictures
                    shown
                    on_show=move |id| viewing.set(Some(id))
                    on_close=move |()| viewing.set(None)
                />
            }
        })
    }
}
