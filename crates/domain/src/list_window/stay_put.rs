//! The list that stays put while it is held (DESIGN §5, L8).

use super::{ListWindow, Was};
use crate::filter::Place;
use bandeja_contract::{ConversationId, Sort};
use std::ops::Range;

/// A list that can be held still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StayPut {
    live: ListWindow,
    shown: Option<ListWindow>,
    waiting: Vec<ConversationId>,
}

impl StayPut {
    /// A list that follows every change until it is held.
    #[must_use]
    pub fn new(sort: Sort) -> Self {
        Self {
            live: ListWindow::new(sort),
            shown: None,
            waiting: Vec::new(),
        }
    }

    /// What is on the screen.
    #[must_use]
    pub fn shown(&self) -> &ListWindow {
        self.shown.as_ref().unwrap_or(&self.live)
    }

    /// What the server has, as far as known.
    #[must_use]
    pub fn live(&self) -> &ListWindow {
        &self.live
    }

    /// Whether rows are kept where they are.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.shown.is_some()
    }

    /// How many conversations will enter, leave or move («3 cambios»).
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Keeps the rows where they are: the pointer or the focus came into the list.
    pub fn hold(&mut self) {
        if self.shown.is_none() {
            self.shown = Some(self.live.clone());
        }
    }

    /// Lets the rows go where they belong. Answers whether anything moved.
    pub fn release(&mut self) -> bool {
        self.shown = None;
        let moved = !self.waiting.is_empty();
        self.waiting.clear();
        moved
    }

    /// Forgets what the server has; what is held on the screen stays until it is released.
    pub fn renew(&mut self) {
        self.live = ListWindow::new(self.live.sort);
    }

    /// [`ListWindow::change`]; while held, the rows shown stay.
    pub fn change(&mut self, id: ConversationId, was: Was, now: Option<Place>) {
        let is_held = self.live.change(was, now) && self.shown.is_some();
        if is_held && !self.waiting.contains(&id) {
            self.waiting.push(id);
        }
    }

    /// [`ListWindow::page`]. While held, only rows of which nothing was shown are filled. Whatever
    /// else is new waits like any change: a page may know of it before the events do.
    pub fn page(&mut self, offset: u32, total: u32, places: Vec<Place>, exact: bool) {
        if let Some(shown) = &mut self.shown {
            for id in shown.fill(offset, &places) {
                if !self.waiting.contains(&id) {
                    self.waiting.push(id);
                }
            }
        }
        self.live.page(offset, total, places, exact);
    }

    /// [`ListWindow::set_total`].
    pub fn set_total(&mut self, total: u32) {
        self.live.set_total(total);
    }

    /// [`ListWindow::missing`] of what is on the screen.
    #[must_use]
    pub fn missing(&self, rows: Range<u32>) -> Vec<Range<u32>> {
        self.shown().missing(rows)
    }
}
