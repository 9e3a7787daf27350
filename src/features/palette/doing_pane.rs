//! Does what a key asks for: no view, but a part like the others, so that what is seldom done is not
//! in the first load.

use crate::{commands::App, desk::Desk, doing, ui::prelude::*};

/// Nothing to see.
#[component]
pub fn DoingPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    whenever(move || {
        if let Some(command) = desk.asked.get() {
            desk.asked.set(None);
            untrack(|| doing::perform(&app, &desk, command));
        }
    });
}
