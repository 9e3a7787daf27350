//! The keys of a menu.

use crate::ui::fold::fold;
use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Arrows go round; a letter goes to the next item that begins with it.
pub(super) fn walk(event: &KeyboardEvent) {
    let Some(menu) = event
        .current_target()
        .and_then(|menu| menu.dyn_into::<Element>().ok())
    else {
        return;
    };
    let Ok(found) = menu.query_selector_all(".menu__item") else {
        return;
    };
    let items: Vec<HtmlElement> = (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok())
        .collect();
    if items.is_empty() {
        return;
    }
    let here = items
        .iter()
        .position(|item| item.matches(":focus").unwrap_or(false));
    let there = match event.key().as_str() {
        "ArrowDown" => here.map_or(0, |here| (here + 1) % items.len()),
        "ArrowUp" => here.map_or(items.len() - 1, |here| {
            (here + items.len() - 1) % items.len()
        }),
        "Home" => 0,
        "End" => items.len() - 1,
        letter if letter.chars().count() == 1 => {
            let after = here.map_or(0, |here| here + 1);
            let Some(step) =
                (0..items.len()).find(|step| begins(&items[(after + step) % items.len()], letter))
            else {
                return;
            };
            (after + step) % items.len()
        }
        _ => return,
    };
    event.prevent_default();
    // An item that cannot take the focus is passed over with the next key.
    let _ = items[there].focus();
}

fn begins(item: &HtmlElement, letter: &str) -> bool {
    item.text_content()
        .is_some_and(|text| fold(text.trim_start()).starts_with(&fold(letter)))
}
