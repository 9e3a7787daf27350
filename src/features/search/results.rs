//! What was found so far, and what is being asked. Answers to what is not looked for any more are
//! dropped.

use crate::{
    commands::{self, ApiError, App},
    present::failure,
};
use bandeja_browser::timer::Timeout;
use bandeja_contract::search::{Hit, SearchPage};
use bandeja_domain::search::Wanted;
use leptos::{prelude::*, task::spawn_local};
use std::{hash::Hash, sync::Arc};

/// Milliseconds without a letter after which it is asked: people type faster than that.
const PAUSE: i64 = 120;

/// One hit, as a row keeps it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Row(pub(super) Arc<Hit>);

impl Hash for Row {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.found, self.0.conversation, self.0.item).hash(state);
    }
}

/// What the pane shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// There is nothing that could be looked for.
    Idle,
    /// Nothing has come yet.
    Asking,
    /// The rows.
    There,
    /// It failed, and why.
    Broken(String),
}

/// The results. A copy is the same ones.
#[derive(Clone, Copy)]
pub(super) struct Results {
    app: StoredValue<App>,
    pub(super) rows: RwSignal<Arc<Vec<Row>>>,
    pub(super) phase: RwSignal<Phase>,
    /// Where to read on.
    pub(super) next: RwSignal<Option<String>>,
    is_asking: StoredValue<bool>,
    version: StoredValue<u32>,
    pause: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Results {
    pub(super) fn new(app: App) -> Self {
        Self {
            app: StoredValue::new(app),
            rows: RwSignal::new(Arc::default()),
            phase: RwSignal::new(Phase::Idle),
            next: RwSignal::new(None),
            is_asking: StoredValue::new(false),
            version: StoredValue::new(0),
            pause: StoredValue::new_local(None),
        }
    }

    /// Looks for a text as soon as nobody types any more. Rows stay until others come.
    pub(super) fn look_for(self, text: String) {
        self.version.update_value(|version| *version += 1);
        self.next.set(None);
        if Wanted::read(&text).is_err() {
            self.pause.set_value(None);
            self.rows.set(Arc::default());
            self.phase.set(Phase::Idle);
            return;
        }
        if self.phase.get_untracked() != Phase::There {
            self.phase.set(Phase::Asking);
        }
        let ask = move || self.ask(text, None);
        self.pause.set_value(Some(Timeout::new(PAUSE, ask)));
    }

    /// The last rows are near: reads on.
    pub(super) fn read_on(self, text: String) {
        if self.is_asking.get_value() {
            return;
        }
        if let Some(next) = self.next.get_untracked() {
            self.ask(text, Some(next));
        }
    }

    fn ask(self, text: String, cursor: Option<String>) {
        let version = self.version.get_value();
        let app = self.app.get_value();
        self.is_asking.set_value(true);
        spawn_local(async move {
            let mut cursor = cursor;
            loop {
                let is_first = cursor.is_none();
                let answer = commands::search(&app, text.clone(), cursor).await;
                // The pane may be gone by now, and the reader may look for something else.
                if self.version.try_get_value() != Some(version) {
                    return;
                }
                match self.take(answer, is_first) {
                    Some(next) => cursor = Some(next),
                    None => break,
                }
            }
            self.is_asking.set_value(false);
        });
    }

    /// Takes a page; answers where to read on at once, when nothing was on it.
    fn take(self, answer: Result<SearchPage, ApiError>, is_first: bool) -> Option<String> {
        let page = match answer {
            Ok(page) => page,
            // What is there stays; the next look at the end asks again.
            Err(error) if is_first || self.rows.with_untracked(|rows| rows.is_empty()) => {
                self.rows.set(Arc::default());
                self.phase.set(Phase::Broken(failure::of_call(&error)));
                return None;
            }
            Err(_) => return None,
        };
        let is_empty = page.hits.is_empty();
        let come = page.hits.into_iter().map(|hit| Row(Arc::new(hit)));
        let rows = if is_first {
            come.collect()
        } else {
            self.rows
                .with_untracked(|rows| rows.iter().cloned().chain(come).collect::<Vec<_>>())
        };
        let is_whole = page.next.is_none();
        let goes_on = page.next.clone().filter(|_| is_empty);
        self.next.set(page.next);
        if !rows.is_empty() || is_whole {
            self.rows.set(Arc::new(rows));
            self.phase.set(Phase::There);
        }
        goes_on
    }
}
