//! Listens to the keys of the whole page, and remembers what they do.

use super::{Bindings, Command};
use crate::wish::Wish;
use bandeja_browser::{keys, listen::Listener, storage};

/// Where changed keys are remembered, in this browser.
const KEPT: &str = "bandeja.keys";

/// The keys as they are remembered.
#[must_use]
pub fn kept() -> Bindings {
    storage::get(KEPT).map_or_else(Bindings::new, |text| Bindings::read(&text))
}

/// Remembers the keys. A browser that keeps nothing has them until the page is loaded anew.
pub fn keep(bindings: &Bindings) {
    if bindings.is_as_at_first() {
        storage::remove(KEPT);
    } else {
        let _ = storage::set(KEPT, &bindings.text());
    }
}

/// Calls `heard` for every key that is a command and that nobody on the page has taken. Ends when
/// the handle is dropped.
#[must_use = "a listener that is dropped hears nothing"]
pub fn listen(bindings: Wish<Bindings>, heard: impl Fn(Command) + 'static) -> Option<Listener> {
    keys::listen(move |press| {
        let command = bindings.with_untracked(|bindings| bindings.command(press));
        command.map(&heard).is_some()
    })
}
