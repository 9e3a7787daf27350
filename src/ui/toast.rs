//! Short messages at the lower left, for 8 seconds, with a way to undo. Never for what belongs
//! beside a field.

use super::{
    button::{Button, IconButton, Kind},
    icon::Shape,
    notice::Way,
};
use crate::ui::prelude::*;
use leptos::{leptos_dom::helpers::set_timeout_with_handle, text_prop::TextProp};
use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// How long a toast stays when nobody points at it.
const STAYS: Duration = Duration::from_secs(8);

/// The toasts on the screen. Copies are the same ones.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
}

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    way: Option<Way>,
}

impl Toasts {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
        }
    }

    /// Says something; `way` is «Deshacer», mostly.
    pub fn say(self, text: impl Into<String>, way: Option<Way>) {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        self.shown.update(|shown| {
            shown.push(Toast {
                id,
                text: text.into(),
                way,
            })
        });
    }

    fn drop(self, id: u32) {
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

/// Where the toasts appear; once in the page.
#[component]
pub fn ToastStack(
    /// Them.
    toasts: Toasts,
    /// What the place is called.
    #[prop(into)]
    label: TextProp,
    /// The name of the cross.
    #[prop(into)]
    close_label: TextProp,
) -> impl IntoView {
    view! {
        <section class="toasts" aria-label=move || label.get() role="status">
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <ToastView toasts toast close_label=close_label.clone()/>
            </For>
        </section>
    }
}

#[component]
fn ToastView(toasts: Toasts, toast: Toast, close_label: TextProp) -> impl IntoView {
    let id = toast.id;
    let is_held = RwSignal::new(false);
    // The time starts anew when the pointer or the focus leaves.
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = before {
            timer.clear();
        }
        if is_held.get() {
            return None;
        }
        set_timeout_with_handle(move || toasts.drop(id), STAYS).ok()
    });
    view! {
        <div
            class="toast"
            on:pointerenter=move |_| is_held.set(true)
            on:pointerleave=move |_| is_held.set(false)
            on:focusin=move |_| is_held.set(true)
            on:focusout=move |_| is_held.set(false)
        >
            <p class="toast__text" dir="auto">{toast.text}</p>
            {toast.way.map(|way| {
                let press = move |()| {
                    toasts.drop(id);
                    way.on_press.run(());
                };
                view! { <Button label=way.label kind=Kind::Bare on_press=press/> }
            })}
            <IconButton label=move || close_label.get() shape=Shape::Cross on_press=move |()| toasts.drop(id)/>
        </div>
    }
}
