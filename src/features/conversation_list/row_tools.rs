//! What can be done at a row, on hover and focus, and always on touch: take it, its menu, tick it
//! (L5, L6, L12).

use crate::{
    i18n::{Key, tf},
    ui::{
        button::IconButton, icon::Shape, popover::Edges, prelude::*, read::Read, sheet::DotsButton,
    },
};

/// What was done at a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RowAct {
    /// The green check was pressed.
    Accept,
    /// Its menu is wanted, beside this.
    Menu(Edges),
    /// It is ticked, or not any more.
    Pick {
        /// With everything since the one ticked before.
        is_range: bool,
    },
}

/// The green check and the three dots.
#[component]
pub fn RowTools(
    /// The contact's name.
    name: Memo<String>,
    /// Whether the green check accepts it.
    #[prop(into)]
    can_accept: Read<bool>,
    /// Whether the Tab key stops here.
    is_stop: Signal<bool>,
    /// Something was done.
    on_act: Callback<RowAct>,
) -> impl IntoView {
    view! {
        <span class="conversation-row__tools">
            <Show when=move || can_accept.get()>
                <span class="conversation-row__accept">
                    <IconButton
                        label=move || tf(Key::RowAccept, &[("name", &name.get())])
                        shape=Shape::Check
                        on_press=move |()| on_act.run(RowAct::Accept)
                    />
                </span>
            </Show>
            <DotsButton
                label=move || tf(Key::DeedMenu, &[("name", &name.get())])
                is_stop
                on_open=move |at| on_act.run(RowAct::Menu(at))
            />
        </span>
    }
}

/// The box to tick.
#[component]
pub fn RowPick(
    /// The contact's name.
    name: Memo<String>,
    /// Whether it is ticked.
    is_picked: Signal<bool>,
    /// Whether the Tab key stops here.
    is_stop: Signal<bool>,
    /// Something was done.
    on_act: Callback<RowAct>,
) -> impl IntoView {
    view! {
        <label class="conversation-row__pick">
            <input
                type="checkbox"
                aria-label=move || tf(Key::RowPick, &[("name", &name.get())])
                tabindex=move || if is_stop.get() { "0" } else { "-1" }
                prop:checked=move || is_picked.get()
                on:click=move |event| on_act.run(RowAct::Pick { is_range: event.shift_key() })
            />
        </label>
    }
}
