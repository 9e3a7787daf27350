//! The panes of the app: rail, list, thread, details. Wide screens show all, middling ones the
//! details as a sheet over the thread, narrow ones one pane at a time.

use super::{
    read::Read,
    splitter::{Bounds, Splitter},
};
use crate::ui::prelude::*;
use leptos::text_prop::TextProp;

/// Where the width of the list is remembered, in this browser.
const WIDTH: &str = "bandeja.list-width";
/// As `--size-list…` in `tokens.css`.
const LIST: i32 = 340;
const BOUNDS: Bounds = Bounds {
    least: 280,
    most: 480,
};

/// The pane that a narrow screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The list, with the rail.
    List,
    /// The thread.
    Thread,
    /// The details.
    Details,
}

/// What stands in each pane.
pub struct Panes {
    /// The rail.
    pub rail: AnyView,
    /// What may stand in the place of all the others.
    pub page: AnyView,
    /// The list.
    pub list: AnyView,
    /// The thread.
    pub thread: AnyView,
    /// The details.
    pub details: AnyView,
}

/// The names of the panes.
#[derive(Clone)]
pub struct PaneLabels {
    /// The list.
    pub list: TextProp,
    /// The thread.
    pub thread: TextProp,
    /// The details.
    pub details: TextProp,
    /// The line between list and thread.
    pub splitter: TextProp,
}

/// The panes side by side.
#[component]
pub fn Frame(
    /// What stands in them.
    panes: Panes,
    /// What they are called.
    labels: PaneLabels,
    /// Which one a narrow screen shows.
    #[prop(into)]
    shown: Read<Pane>,
    /// Whether the details are there.
    #[prop(into)]
    has_details: Signal<bool>,
    /// Whether the page stands there alone.
    #[prop(into, default = Signal::stored(false))]
    is_alone: Signal<bool>,
    /// Escape was pressed in the details.
    #[prop(into)]
    on_leave_details: Callback<()>,
) -> impl IntoView {
    let width = RwSignal::new(remembered());
    let labels = StoredValue::new(labels);
    let label =
        move |read: fn(&PaneLabels) -> &TextProp| labels.with_value(|labels| read(labels).get());
    view! {
        <div
            class=move || format!("frame frame--{}", name(shown.get()))
            class:frame--details=move || has_details.get()
            class:frame--alone=move || is_alone.get()
            style:--list-width=move || format!("{}px", width.get())
        >
            {panes.rail}
            {panes.page}
            <section class="frame__pane frame__list" aria-label=move || label(|labels| &labels.list)>
                {panes.list}
            </section>
            <Splitter
                label=move || label(|labels| &labels.splitter)
                width
                bounds=BOUNDS
                on_width=move |wanted| width.set(wanted)
                on_rest=move |()| remember(width.get_untracked())
            />
            <main class="frame__pane frame__thread" aria-label=move || label(|labels| &labels.thread)>
                {panes.thread}
            </main>
            <aside
                class="frame__pane frame__details"
                aria-label=move || label(|labels| &labels.details)
                hidden=move || !has_details.get()
                on:keydown=move |event| {
                    if event.key() == "Escape" && !event.default_prevented() {
                        on_leave_details.run(());
                    }
                }
            >
                {panes.details}
            </aside>
        </div>
    }
}

const fn name(pane: Pane) -> &'static str {
    match pane {
        Pane::List => "list",
        Pane::Thread => "thread",
        Pane::Details => "sheet",
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn remembered() -> i32 {
    storage()
        .and_then(|storage| storage.get_item(WIDTH).ok().flatten())
        .and_then(|width| width.parse::<i32>().ok())
        .map_or(LIST, |width| width.clamp(BOUNDS.least, BOUNDS.most))
}

fn remember(width: i32) {
    if let Some(storage) = storage() {
        // A browser that keeps nothing begins with the usual width.
        let _ = storage.set_item(WIDTH, &width.to_string());
    }
}
