//! What stands around the text of a message, and files that are dropped or pasted there.

use bandeja_browser::upload::{Picked, carried_by};
use leptos::prelude::*;
use web_sys::{ClipboardEvent, DragEvent};

/// Takes files that somebody picked, dropped or pasted.
pub type OnFiles = Callback<Vec<Picked>>;

/// What stands around the text, by channel.
#[derive(Default)]
pub struct Around {
    /// Above the text: whom a mail goes to.
    pub head: Option<AnyView>,
    /// In the bar: how long the channel takes free text.
    pub left: Option<AnyView>,
    /// Below it: the files.
    pub files: Option<AnyView>,
    /// Files were picked, dropped or pasted; `None` where the channel takes none.
    pub on_files: Option<OnFiles>,
}

/// Whether what is dragged over the box are files that it takes; then they may be dropped.
pub(super) fn carries(event: &DragEvent, on_files: Option<OnFiles>) -> bool {
    let carries = event
        .data_transfer()
        .is_some_and(|it| it.types().includes(&"Files".into(), 0));
    let takes = carries && on_files.is_some();
    if takes {
        event.prevent_default();
    }
    takes
}

/// Takes dropped files.
pub(super) fn dropped(event: &DragEvent, on_files: Option<OnFiles>) {
    if carries(event, on_files)
        && let Some(on_files) = on_files
    {
        on_files.run(carried_by(event.data_transfer()));
    }
}

/// Takes pasted files. Office programs paste a picture beside the words; there the words are meant.
pub(super) fn pasted(event: &ClipboardEvent, on_files: Option<OnFiles>) {
    let carried = event.clipboard_data();
    let has_words = carried
        .as_ref()
        .and_then(|it| it.get_data("text/plain").ok())
        .is_some_and(|words| !words.is_empty());
    if has_words {
        return;
    }
    let files = carried_by(carried);
    if let Some(on_files) = on_files.filter(|_| !files.is_empty()) {
        event.prevent_default();
        on_files.run(files);
    }
}
