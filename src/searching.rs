//! Looking for something (L9): which words are looked for now, and the ways in and out. The words
//! stay in this window; the address says only that, and which of them.

use crate::desk::Desk;
use bandeja_browser::page;
use leptos::prelude::*;

/// The `id` of the box.
pub const BOX: &str = "search-box";

/// What is looked for; nothing when nothing is, or when another window knew it.
#[must_use]
pub fn text(desk: &Desk) -> String {
    let search = desk.here.place.with(|place| place.search);
    let at = search.map_or(usize::MAX, |search| search as usize);
    desk.searches
        .with(|searches| searches.get(at).cloned())
        .unwrap_or_default()
}

/// The text in the box changed. The first letter is a step that the way back undoes; further ones
/// are none.
pub fn look_for(desk: &Desk, text: String) {
    let place = desk.here.place.get_untracked();
    if text.is_empty() {
        leave(desk);
        return;
    }
    let known = place.search.map(|search| search as usize);
    let count = desk.searches.with_untracked(Vec::len);
    match known.filter(|at| *at < count) {
        Some(at) => desk.searches.update(|searches| {
            if let Some(of) = searches.get_mut(at) {
                *of = text;
            }
        }),
        None => {
            desk.searches.update(|searches| searches.push(text));
            let next = place.searching(u32::try_from(count).ok());
            if place.search.is_some() {
                // The address of a search that this window does not know.
                desk.here.become_place(&next);
            } else {
                desk.here.go(&next);
            }
        }
    }
}

/// Back to the list, which stands where it was.
pub fn leave(desk: &Desk) {
    let place = desk.here.place.get_untracked();
    if place.search.is_some() {
        desk.here.go(&place.searching(None));
    }
}

/// Puts the caret into the box.
pub fn focus() {
    page::focus("#search-box");
}
