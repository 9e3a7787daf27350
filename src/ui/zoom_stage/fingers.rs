//! Fingers on a picture, and how they go.

use leptos::ev::PointerEvent;

/// A finger, or the pointer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finger {
    pub(super) id: i32,
    pub(super) x: f64,
    pub(super) y: f64,
    /// How far it has gone since it came down.
    pub(super) gone: (f64, f64),
}

/// What came down, or moved.
pub(super) fn finger(event: &PointerEvent) -> Finger {
    Finger {
        id: event.pointer_id(),
        x: event.client_x().into(),
        y: event.client_y().into(),
        gone: (0.0, 0.0),
    }
}

/// Moves the finger that an event is of.
pub(super) fn follow(fingers: &mut [Finger], event: &PointerEvent) {
    let now = finger(event);
    if let Some(one) = fingers.iter_mut().find(|one| one.id == now.id) {
        one.gone = (one.gone.0 + now.x - one.x, one.gone.1 + now.y - one.y);
        (one.x, one.y) = (now.x, now.y);
    }
}

/// Between two fingers.
pub(super) fn middle(a: &Finger, b: &Finger) -> (f64, f64) {
    ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0)
}

/// How far two fingers are apart, along the sides: near enough, and needs no root.
pub(super) fn apart(a: &Finger, b: &Finger) -> f64 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}
