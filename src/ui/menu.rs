//! A menu in a popover: arrows and typed letters find an item, Enter takes it.

mod walk;

use super::{
    icon::{Icon, Shape},
    popover::{Popover, close_around, unique},
    read::Read,
};
use crate::ui::prelude::*;
use leptos::text_prop::TextProp;
use walk::walk;

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

    /// That cannot be taken now, and why.
    #[must_use]
    pub fn hindered(mut self, why: Option<impl Into<TextProp>>) -> Self {
        self.hindrance = why.map(Into::into);
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
    shape: Read<Shape>,
    /// What is in it.
    groups: Vec<MenuGroup>,
) -> impl IntoView {
    let groups = StoredValue::new(groups);
    view! {
        <Popover label shape role="menu">
            <MenuItems groups=groups.get_value()/>
        </Popover>
    }
}

/// What stands in a menu's popover.
#[component]
pub fn MenuItems(
    /// The lines, group by group.
    groups: Vec<MenuGroup>,
) -> impl IntoView {
    view! {
        <div class="menu" on:keydown=|event| walk(&event)>
            {groups
                .into_iter()
                .enumerate()
                .map(|(place, group)| view! { <Group group is_first=place == 0/> })
                .collect_view()}
        </div>
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
    let (name, why) = (item.label.clone(), unique("why"));
    let told = why.clone();
    view! {
        <button
            type="button"
            class="menu__item"
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            autofocus=is_first
            aria-checked=move || checked.map(|checked| if checked.get() { "true" } else { "false" })
            aria-disabled=is_hindered.then_some("true")
            aria-label=move || is_hindered.then(|| name.get())
            aria-describedby=is_hindered.then_some(told)
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
            {item.hindrance.map(|text| view! { <span class="menu__hindrance" id=why>{move || text.get()}</span> })}
        </button>
    }
}
