//! A menu in a popover: arrows and typed letters find an item, Enter takes it.

use super::{
    icon::{Icon, Shape},
    popover::{Popover, close_around},
};
use leptos::{ev::KeyboardEvent, prelude::*, text_prop::TextProp};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// Its word.
    pub label: TextProp,
    /// Its sign.
    pub shape: Option<Shape>,
    /// Whether it is what holds now; `None` where nothing is chosen but something done.
    pub is_checked: Option<Signal<bool>>,
    /// Why it cannot be taken now.
    pub hindrance: Option<TextProp>,
    /// It was taken.
    pub on_pick: Callback<()>,
}

impl MenuItem {
    /// An item with this word.
    pub fn new(label: impl Into<TextProp>, on_pick: impl Into<Callback<()>>) -> Self {
        Self {
            label: label.into(),
            shape: None,
            is_checked: None,
            hindrance: None,
            on_pick: on_pick.into(),
        }
    }

    /// With a sign.
    #[must_use]
    pub fn shape(mut self, shape: Shape) -> Self {
        self.shape = Some(shape);
        self
    }

    /// One of several, of which one holds.
    #[must_use]
    pub fn checked(mut self, is_checked: impl Into<Signal<bool>>) -> Self {
        self.is_checked = Some(is_checked.into());
        self
    }
}

/// Items that belong together, with a word above them.
#[derive(Clone)]
pub struct MenuGroup {
    /// The word above.
    pub label: TextProp,
    /// The items.
    pub items: Vec<MenuItem>,
}

/// A button and its menu.
#[component]
pub fn Menu(
    /// The name of both.
    #[prop(into)]
    label: TextProp,
    /// The sign on the button.
    #[prop(into)]
    shape: Signal<Shape>,
    /// What is in it.
    groups: Vec<MenuGroup>,
) -> impl IntoView {
    let groups = StoredValue::new(groups);
    view! {
        <Popover label shape role="menu">
            <div class="menu" on:keydown=|event| walk(&event)>
                {groups
                    .get_value()
                    .into_iter()
                    .enumerate()
                    .map(|(place, group)| view! { <Group group is_first=place == 0/> })
                    .collect_view()}
            </div>
        </Popover>
    }
}

#[component]
fn Group(group: MenuGroup, is_first: bool) -> impl IntoView {
    let label = group.label.clone();
    view! {
        <div class="menu__group" role="group" aria-label=move || label.get()>
            <p class="menu__label" aria-hidden="true">{move || group.label.get()}</p>
            {group
                .items
                .into_iter()
                .enumerate()
                .map(|(place, item)| view! { <Item item is_first=is_first && place == 0/> })
                .collect_view()}
        </div>
    }
}

#[component]
fn Item(item: MenuItem, is_first: bool) -> impl IntoView {
    let checked = item.is_checked;
    let is_hindered = item.hindrance.is_some();
    view! {
        <button
            type="button"
            class="menu__item"
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            autofocus=is_first
            aria-checked=move || checked.map(|checked| if checked.get() { "true" } else { "false" })
            aria-disabled=is_hindered.then_some("true")
            on:click=move |event| {
                if !is_hindered {
                    close_around(&event);
                    item.on_pick.run(());
                }
            }
        >
            <span class="menu__sign">
                {item.shape.map(|shape| view! { <Icon shape/> })}
                <Show when=move || checked.is_some_and(|checked| checked.get())>
                    <Icon shape=Shape::Check/>
                </Show>
            </span>
            <span class="menu__word">{move || item.label.get()}</span>
            {item.hindrance.map(|why| view! { <span class="menu__hindrance">{move || why.get()}</span> })}
        </button>
    }
}

/// Arrows go round; a letter goes to the next item that begins with it.
fn walk(event: &KeyboardEvent) {
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
    item.text_content().is_some_and(|text| {
        text.trim_start()
            .to_lowercase()
            .starts_with(&letter.to_lowercase())
    })
}
