//! The window behind `?`, on the desk.

use super::keys_table::KeysTable;
use crate::{
    commands::App,
    desk::{Desk, Window},
    i18n::Key,
    keys::{Bindings, listener},
    ui::{dialog::Dialog, prelude::*},
};
use bandeja_browser::page;

/// The window, while it is open.
#[component]
pub fn KeysDialog() -> impl IntoView {
    let store = expect_context::<App>().store;
    let desk = expect_context::<Desk>();
    let vocabulary = Signal::derive(move || store.workspace.vocabulary());
    let (window, keys) = (desk.window, desk.keys);
    let is_open = Memo::new(move |_| window.get() == Some(Window::Keys));
    let on_change = Callback::new(move |next: Bindings| {
        listener::keep(&next);
        keys.set(next);
    });
    move || {
        is_open.get().then(|| {
            view! {
                <Dialog
                    title=Key::KeysTitle
                    close_label=Key::ActionClose
                    is_wide=true
                    on_close=move |()| window.set(None)
                >
                    <KeysTable bindings=Signal::derive(move || keys.get()) vocabulary is_mac=page::is_mac() on_change/>
                </Dialog>
            }
        })
    }
}
