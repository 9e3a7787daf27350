//! Tabs: one stop for the Tab key, arrows between them.

use super::read::Read;
use crate::ui::prelude::*;
use leptos::{ev::KeyboardEvent, html::Div, text_prop::TextProp};
use wasm_bindgen::JsCast;

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// What the tab stands for, unique among its neighbours.
    pub id: &'static str,
    /// Its word.
    pub label: TextProp,
    /// The number above it; empty while it is not known.
    pub count: Read<String>,
}

/// A row of tabs. Choosing happens with the arrows, at once.
#[component]
pub fn Tabs(
    /// What the tabs divide.
    #[prop(into)]
    label: TextProp,
    /// The tabs, in order.
    tabs: Vec<Tab>,
    /// The chosen one.
    #[prop(into)]
    chosen: Signal<&'static str>,
    /// The element that shows the chosen one.
    panel: &'static str,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    let row = NodeRef::<Div>::new();
    let ids: Vec<_> = tabs.iter().map(|tab| tab.id).collect();
    let on_key = move |event: KeyboardEvent| {
        let here = ids
            .iter()
            .position(|id| *id == chosen.get_untracked())
            .unwrap_or_default();
        let there = match event.key().as_str() {
            "ArrowRight" => (here + 1) % ids.len(),
            "ArrowLeft" => (here + ids.len() - 1) % ids.len(),
            "Home" => 0,
            "End" => ids.len() - 1,
            _ => return,
        };
        event.prevent_default();
        on_choose.run(ids[there]);
        focus_child(row, there);
    };
    view! {
        <div
            class="tabs"
            role="tablist"
            aria-label=move || label.get()
            node_ref=row
            on:keydown=on_key
        >
            {tabs
                .into_iter()
                .map(|tab| {
                    let id = tab.id;
                    let is_chosen = move || chosen.get() == id;
                    view! {
                        <button
                            type="button"
                            role="tab"
                            class="tabs__tab"
                            id=format!("{panel}-{id}")
                            aria-controls=panel
                            aria-selected=move || if is_chosen() { "true" } else { "false" }
                            tabindex=move || if is_chosen() { "0" } else { "-1" }
                            on:click=move |_| on_choose.run(id)
                        >
                            <span class="tabs__count">{move || tab.count.get()}</span>
                            <span class="tabs__word">{move || tab.label.get()}</span>
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

fn focus_child(row: NodeRef<Div>, place: usize) {
    let Some(row) = row.get_untracked() else {
        return;
    };
    let Ok(place) = u32::try_from(place) else {
        return;
    };
    let child = row.children().item(place);
    if let Some(child) = child.and_then(|child| child.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A tab that cannot take the focus keeps working by mouse.
        let _ = child.focus();
    }
}
