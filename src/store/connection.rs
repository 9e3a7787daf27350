//! What the header says about the connection, and what the server's clock says.

use super::Cell;
use bandeja_contract::Timestamp;
use bandeja_domain::{
    clock::{LocalTime, ServerClock},
    session::State,
};
use leptos::prelude::*;

/// The connection and the clock.
pub struct Connection {
    state: ArcRwSignal<State>,
    keeps: ArcRwSignal<bool>,
    clock: Cell<ServerClock>,
}

impl Default for Connection {
    fn default() -> Self {
        Self {
            state: ArcRwSignal::new(State::Connecting),
            keeps: ArcRwSignal::new(true),
            clock: Cell::default(),
        }
    }
}

impl Connection {
    /// The state of the connection.
    #[must_use]
    pub fn state(&self) -> State {
        self.state.get()
    }

    /// The state of the connection, for code that must not run again when it changes.
    #[must_use]
    pub fn state_untracked(&self) -> State {
        self.state.get_untracked()
    }

    /// Whether this browser keeps what is written: drafts and messages that wait.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.keeps.get()
    }

    /// The server's time, as far as one can tell.
    #[must_use]
    pub fn now(&self, local: LocalTime) -> Timestamp {
        self.clock.read().estimate(local)
    }

    /// When this machine's clock will say what the server's says at `at`.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> LocalTime {
        self.clock.read().local(at)
    }

    /// The session says where it stands.
    pub fn set_state(&self, state: State) {
        if self.state.get_untracked() != state {
            self.state.set(state);
        }
    }

    /// The browser refused to keep something, or keeps again.
    pub fn set_keeps(&self, keeps: bool) {
        if self.keeps.get_untracked() != keeps {
            self.keeps.set(keeps);
        }
    }

    /// The server told its time.
    pub fn observe(&self, told: Timestamp, asked: Option<LocalTime>, received: LocalTime) {
        self.clock.write().observe(told, asked, received);
    }
}
