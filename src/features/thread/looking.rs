//! Tells the server that this conversation is looked at, and how far: while it is open, while
//! somebody moves, again when the connection is back (T8).

use crate::{
    commands::{self, App},
    desk::Desk,
    ui::prelude::*,
};
use bandeja_browser::{
    clock,
    listen::Listener,
    timer::{Interval, Timeout},
};
use bandeja_contract::{ConversationId, looking::Attention};
use bandeja_domain::{clock::LocalTime, looking::attention, session::State};

/// Milliseconds that a conversation stands on the screen before it counts: whoever walks through
/// the list looks at none of them.
const AFTER: i64 = 150;
/// Milliseconds between two looks at the clock.
const PART: i32 = 5_000;

/// Tells of looking at a conversation as long as its pane stands.
pub(super) fn follow(app: &App, desk: &Desk, id: ConversationId) {
    let now = || LocalTime(clock::now().0);
    let (moved, has_attention) = (StoredValue::new(now()), desk.has_attention);
    let is_settled = RwSignal::new(false);
    let held = RwSignal::new(Attention::Away);
    let look = move || {
        let attention = attention(has_attention.get_untracked(), moved.get_value(), now());
        if held.get_untracked() != attention {
            held.set(attention);
        }
    };
    let stirs = ["pointermove", "pointerdown", "keydown", "wheel"].map(|kind| {
        Listener::new(&window(), kind, move |_| {
            moved.set_value(now());
            if held.get_untracked() == Attention::Idle {
                look();
            }
        })
    });
    let settles = Timeout::new(AFTER, move || is_settled.set(true));
    let ticks = Interval::new(PART, look);
    StoredValue::new_local((stirs, settles, ticks));
    whenever(move || {
        // Whoever comes back has moved.
        if has_attention.get() {
            moved.set_value(now());
        }
        look();
    });

    let (telling, leaving) = (app.clone(), app.clone());
    whenever(move || {
        let is_live = telling.store.connection.state() == State::Live;
        let (attention, is_settled) = (held.get(), is_settled.get());
        if is_live && is_settled {
            commands::look(&telling, Some(id), attention);
        }
    });
    on_cleanup(move || {
        if is_settled.get_untracked() {
            commands::look(&leaving, None, Attention::Away);
        }
    });
}
