//! Tells screen readers what changed elsewhere on the screen, not more often than one can listen.

use crate::ui::prelude::*;
use leptos::leptos_dom::helpers::set_timeout;
use std::time::Duration;

/// What comes within this time is said as one.
const TOGETHER: Duration = Duration::from_millis(700);
/// The latest ones win: what is older than these is on the screen.
const MOST: usize = 3;

/// What is to be said. Copies are the same one.
#[derive(Clone, Copy)]
pub struct Announcements {
    waiting: RwSignal<Vec<String>>,
    said: RwSignal<String>,
}

impl Announcements {
    /// Silence.
    #[must_use]
    pub fn new() -> Self {
        Self {
            waiting: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
        }
    }

    /// Says a sentence when the current ones are said.
    pub fn say(self, sentence: impl Into<String>) {
        let is_first = self.waiting.with_untracked(Vec::is_empty);
        self.waiting.update(|waiting| {
            waiting.push(sentence.into());
            let drop = waiting.len().saturating_sub(MOST);
            waiting.drain(..drop);
        });
        if is_first {
            set_timeout(move || self.flush(), TOGETHER);
        }
    }

    fn flush(self) {
        let Some(sentences) = self.waiting.try_update(std::mem::take) else {
            return;
        };
        let mut text = sentences.join(" ");
        // The same words twice are a change only when the text differs.
        if self.said.with_untracked(|said| *said == text) {
            text.push('\u{a0}');
        }
        self.said.set(text);
    }
}

impl Default for Announcements {
    fn default() -> Self {
        Self::new()
    }
}

/// Where announcements are made; once in the page, unseen.
#[component]
pub fn Announcer(
    /// Them.
    announcements: Announcements,
) -> impl IntoView {
    view! {
        <div class="quiet" role="status" aria-live="polite" aria-atomic="true">
            {move || announcements.said.get()}
        </div>
    }
}
