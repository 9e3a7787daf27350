//! A picture that can be drawn near: by wheel, by two fingers, by keys; moved by dragging; wiped to
//! the next one while all of it is in sight.

mod fingers;

use super::zoom::Zoom;
use crate::ui::prelude::*;
use fingers::{Finger, apart, finger, follow, middle};
use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent},
    html::Div,
};

/// One step of wheel or key.
const STEP: f64 = 1.25;
/// What a second tap draws near.
const TAP: f64 = 2.5;
/// Pixels of one key.
const KEY: f64 = 60.0;
/// Pixels of a wipe.
const WIPE: f64 = 60.0;

/// Which way to go among several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The one before.
    Back,
    /// The one after.
    On,
}

/// The picture in its place.
#[component]
pub fn ZoomStage(
    /// Where it is.
    #[prop(into)]
    src: Signal<String>,
    /// What it is called.
    #[prop(into)]
    alt: Signal<String>,
    /// How near it is; whole again for every picture.
    zoom: RwSignal<Zoom>,
    /// Another one is wanted.
    #[prop(into)]
    on_turn: Callback<Turn>,
    /// It cannot be shown.
    #[prop(into)]
    on_broken: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let fingers = StoredValue::new(Vec::<Finger>::new());
    let place = move || {
        let node = node.get_untracked();
        node.map(|node| {
            (
                f64::from(node.client_width()),
                f64::from(node.client_height()),
            )
        })
        .unwrap_or((1.0, 1.0))
    };
    let from_middle = move |x: f64, y: f64| {
        let rect = node
            .get_untracked()
            .map(|node| node.get_bounding_client_rect());
        rect.map(|rect| {
            (
                x - rect.left() - rect.width() / 2.0,
                y - rect.top() - rect.height() / 2.0,
            )
        })
        .unwrap_or_default()
    };
    let by =
        move |factor: f64, at: (f64, f64)| zoom.update(|zoom| *zoom = zoom.by(factor, at, place()));
    let shift = move |by: (f64, f64)| zoom.update(|zoom| *zoom = zoom.moved(by, place()));

    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        let factor = if event.delta_y() < 0.0 {
            STEP
        } else {
            1.0 / STEP
        };
        by(
            factor,
            from_middle(event.client_x().into(), event.client_y().into()),
        );
    };
    let down = move |event: PointerEvent| {
        if let Some(node) = node.get_untracked() {
            // Without it a drag ends at the edge.
            let _ = node.set_pointer_capture(event.pointer_id());
        }
        fingers.update_value(|all| all.push(finger(&event)));
    };
    let drag = move |event: PointerEvent| {
        let before = fingers.get_value();
        fingers.update_value(|all| follow(all, &event));
        let now = fingers.get_value();
        match (before.as_slice(), now.as_slice()) {
            ([a, b], [c, d]) => {
                let (old, new) = (middle(a, b), middle(c, d));
                by(
                    apart(c, d) / apart(a, b).max(1.0),
                    from_middle(new.0, new.1),
                );
                shift((new.0 - old.0, new.1 - old.1));
            }
            ([a], [c]) if zoom.get_untracked().is_near() => shift((c.x - a.x, c.y - a.y)),
            _ => {}
        }
    };
    let up = move |event: PointerEvent| {
        let was = fingers.get_value();
        fingers.update_value(|all| all.retain(|one| one.id != event.pointer_id()));
        if let [one] = was.as_slice()
            && !zoom.get_untracked().is_near()
        {
            match one.gone {
                (x, y) if x.abs() < WIPE || x.abs() < 2.0 * y.abs() => {}
                (x, _) if x < 0.0 => on_turn.run(Turn::On),
                _ => on_turn.run(Turn::Back),
            }
        }
    };
    let lost = move |event: PointerEvent| {
        fingers.update_value(|all| all.retain(|one| one.id != event.pointer_id()));
    };
    let tap = move |event: MouseEvent| {
        if zoom.get_untracked().is_near() {
            zoom.set(Zoom::WHOLE);
        } else {
            by(
                TAP,
                from_middle(event.client_x().into(), event.client_y().into()),
            );
        }
    };
    let key = move |event: KeyboardEvent| {
        let is_near = zoom.get_untracked().is_near();
        match event.key().as_str() {
            "+" | "=" => by(STEP, (0.0, 0.0)),
            "-" => by(1.0 / STEP, (0.0, 0.0)),
            "0" => zoom.set(Zoom::WHOLE),
            "ArrowLeft" if is_near => shift((KEY, 0.0)),
            "ArrowRight" if is_near => shift((-KEY, 0.0)),
            "ArrowUp" if is_near => shift((0.0, KEY)),
            "ArrowDown" if is_near => shift((0.0, -KEY)),
            "ArrowLeft" => on_turn.run(Turn::Back),
            "ArrowRight" => on_turn.run(Turn::On),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div
            class="zoom-stage"
            class:zoom-stage--near=move || zoom.get().is_near()
            tabindex="0"
            autofocus
            node_ref=node
            on:wheel=wheel
            on:pointerdown=down
            on:pointermove=drag
            on:pointerup=up
            on:pointercancel=lost
            on:dblclick=tap
            on:keydown=key
        >
            <img
                class="zoom-stage__picture"
                src=move || src.get()
                alt=move || alt.get()
                draggable="false"
                style:transform=move || zoom.get().style()
                on:error=move |_| on_broken.run(())
            />
        </div>
    }
}
