//! Where the person is: focus and pointer, and the click that came too soon.
//!
//! Browsers report a lost focus also when the list is just being taken away: nothing here relies on
//! its signals being there.

use super::{
    Key, Stir,
    inner::Inner,
    state::{State, set, set_scroll},
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// A click so soon after rows moved by themselves was meant for another row.
const GUARD: f64 = 300.0;
/// Milliseconds between two reports of a moving pointer.
const STIR: f64 = 500.0;

impl<K: Key> State<K> {
    /// Moves the focus to the place that `step` gets from the current one, the number of rows and
    /// the rows of a page.
    pub(super) fn walk(self, step: impl Fn(usize, usize, usize) -> usize) {
        let Some(count) = self.rows_there().filter(|count| *count > 0) else {
            return;
        };
        let bar = self.inner.try_update_value(|inner| {
            let here = inner.stop.as_ref().map_or(0, |(index, _)| *index);
            let there = step(here, count, inner.geometry.page()).min(count - 1);
            inner.stop = Some((there, inner.key_at(there)));
            inner.geometry.reveal(there)
        });
        if let (Some(Some(bar)), Some(view)) = (bar, self.view.try_get_untracked().flatten()) {
            set_scroll(&view, bar);
        }
        self.lay(false);
        // New slots get their elements before the next frame.
        request_animation_frame(move || self.focus_stop());
    }

    fn focus_stop(self) {
        let Some(Some((_, key))) = self.inner.try_with_value(|inner| inner.stop.clone()) else {
            return;
        };
        let slot = self.live.with_untracked(|live| {
            live.iter()
                .find(|one| {
                    one.is_shown.get_untracked() && one.key.with_untracked(|shown| *shown == key)
                })
                .map(|one| one.id)
        });
        let target = slot
            .and_then(|slot| document().get_element_by_id(&self.slot_id(slot)))
            .and_then(|row| row.query_selector("[data-row-target]").ok().flatten())
            .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(target) = target {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            // A row that cannot take the focus leaves it where it was.
            let _ = target.focus_with_options(&options);
        }
    }

    pub(super) fn focused(self, event: &ev::FocusEvent) {
        let slot = element(event.target())
            .and_then(|target| target.closest("[data-slot]").ok().flatten())
            .and_then(|row| row.get_attribute("data-slot")?.parse::<usize>().ok());
        let stop = self.live.try_with_untracked(|live| {
            let one = live.iter().find(|one| Some(one.id) == slot)?;
            Some((one.index.get_untracked(), one.key.get_untracked()))
        });
        if let Some(Some((index, key))) = stop {
            set(self.stop, Some(key.clone()));
            self.inner.update_value(|inner| {
                inner.stop = Some((index, key));
                inner.has_focus = true;
            });
        }
        self.stirred();
    }

    pub(super) fn blurred(self, event: &ev::FocusEvent) {
        let next = element(event.related_target());
        let stays = self
            .view
            .try_get_untracked()
            .flatten()
            .is_some_and(|view| view.contains(next.as_deref()));
        if !stays {
            self.left(|inner| inner.has_focus = false);
        }
    }

    pub(super) fn pointed(self, is_in: bool) {
        if is_in {
            self.inner.update_value(|inner| inner.has_pointer = true);
            self.stirred();
        } else {
            self.left(|inner| inner.has_pointer = false);
        }
    }

    fn left(self, forget: impl FnOnce(&mut Inner<K>)) {
        let is_left = self.inner.try_update_value(|inner| {
            forget(inner);
            inner.stirred_at = f64::NEG_INFINITY;
            !inner.has_focus && !inner.has_pointer
        });
        if is_left == Some(true) {
            let _ = self.on_stir.try_run(Stir::Left);
        }
    }

    /// Reports that the person is at it.
    pub(super) fn stirred(self) {
        let now = now();
        let is_new = self.inner.try_update_value(|inner| {
            let is_new = now - inner.stirred_at > STIR;
            if is_new {
                inner.stirred_at = now;
            }
            is_new
        });
        if is_new == Some(true) {
            let _ = self.on_stir.try_run(Stir::Stirred);
        }
    }

    /// Drops a click that comes so soon after the rows moved that it was meant for another row.
    pub(super) fn guard(self, event: &ev::MouseEvent) {
        let shifted = self.inner.try_with_value(|inner| inner.shifted_at);
        // Keys press what has the focus, and that did not move; their clicks have no detail.
        if event.detail() > 0 && shifted.is_some_and(|at| now() - at < GUARD) {
            event.stop_propagation();
            event.prevent_default();
        }
    }
}

fn element(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target.and_then(|target| target.dyn_into().ok())
}

pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
