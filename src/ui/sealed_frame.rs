//! A frame for a document of somebody else's words: its origin is opaque, and all it can do is to
//! run the one script that its own policy allows, and to open links elsewhere.
//!
//! Nothing but an address goes in; what comes out is a height and a closed list of keys, which are
//! pressed here as if the person had pressed them on the page around it.

use super::{prelude::*, sizes::px};
use bandeja_browser::{
    listen::Listener,
    sealed::{self, Told},
    timer::Timeout,
};
use leptos::{html::Iframe, text_prop::TextProp};

/// What the document may do. Never `allow-same-origin`: with it and scripts there is no sandbox.
pub const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
/// Milliseconds after its loading in which a document of ours has told its height.
const TELLS_WITHIN: i64 = 3_000;

/// The frame. Another address needs another frame: changing it would be a step in the history.
#[component]
pub fn SealedFrame(
    /// The address of the document.
    src: String,
    /// What is in it.
    #[prop(into)]
    title: TextProp,
    /// How high it is.
    #[prop(into)]
    height: Signal<f64>,
    /// Its document says how high it is.
    #[prop(into)]
    on_height: Callback<f64>,
    /// It was loaded and does not say how high it is: what came is no document of ours.
    #[prop(into)]
    on_silent: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<Iframe>::new();
    let has_told = StoredValue::new(false);
    let listener = StoredValue::new_local(None::<Listener>);
    let patience = StoredValue::new_local(None::<Timeout>);
    whenever(move || {
        let Some(frame) = node.get() else { return };
        let of = frame.clone();
        listener.set_value(sealed::listen(&frame, move |told| match told {
            Told::Height(height) => {
                let _ = has_told.try_set_value(true);
                let _ = on_height.try_run(height);
            }
            Told::Key { key, shift } => {
                if sealed::press(&of, key, shift) && key == "Escape" {
                    sealed::leave(&of);
                }
            }
        }));
    });
    let loaded = move |_| {
        patience.set_value(Some(Timeout::new(TELLS_WITHIN, move || {
            if has_told.try_get_value() == Some(false) {
                let _ = on_silent.try_run(());
            }
        })));
    };
    view! {
        <iframe
            class="sealed-frame"
            sandbox=SANDBOX
            referrerpolicy="no-referrer"
            title=move || title.get()
            style:height=move || px(height.get())
            node_ref=node
            on:load=loaded
            src=src
        ></iframe>
    }
}
