//! Hearing of what happens, beside what the screen shows (G5).

use super::App;
use bandeja_contract::{
    Event, Filter, Sort, Status,
    endpoint::{ListConversations, MAX_PAGE},
};
use leptos::task::spawn_local;

/// Hears events, before they are applied; one at a time.
pub fn hear_events(app: &App, hears: impl Fn(&[Event]) + 'static) {
    if let Some(inner) = app.inner() {
        *inner.hears.borrow_mut() = Some(Box::new(hears));
    }
}

/// Hears no more.
pub fn hear_no_events(app: &App) {
    if let Some(inner) = app.inner() {
        inner.hears.borrow_mut().take();
    }
}

/// Looks for unread messages of one's own that no list has shown yet, among the conversations that
/// somebody wrote in last.
pub fn look_for_unread(app: &App, looked: impl Fn() + 'static) {
    let app = app.clone();
    spawn_local(async move {
        for status in [Status::Open, Status::Pending] {
            let call = ListConversations {
                status,
                sort: Sort::Newest,
                filter: Filter::default(),
                offset: 0,
                cursor: None,
                limit: MAX_PAGE,
            };
            // What does not come now comes with the events.
            if let Ok(page) = app.call(&call).await {
                page.rows.into_iter().for_each(|row| app.store.see(row));
            }
        }
        looked();
    });
}
