//! A value that is seldom there, and read in few places: what a window is about, what is asked for.
//!
//! It behaves like a signal. Underneath it is a number that is watched and a value beside it,
//! because every type of which there is a signal of its own costs the first load a kilobyte.

use leptos::prelude::*;
use std::sync::{Mutex, PoisonError};

/// The value, watched. It lives as long as the page; make them once.
pub struct Wish<T: 'static> {
    version: RwSignal<u32>,
    value: &'static Mutex<T>,
}

impl<T> Clone for Wish<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Wish<T> {}

impl<T> Wish<T> {
    /// With a value to begin with.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            version: RwSignal::new(0),
            value: Box::leak(Box::new(Mutex::new(value))),
        }
    }

    /// Reads it; whoever does runs again when it is another one.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.version.track();
        self.with_untracked(read)
    }

    /// Reads it once.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes it another one.
    pub fn set(&self, value: T) {
        // The old one goes when nobody holds the lock: it may do as it likes then.
        let old = std::mem::replace(
            &mut *self.value.lock().unwrap_or_else(PoisonError::into_inner),
            value,
        );
        drop(old);
        self.version
            .update(|version| *version = version.wrapping_add(1));
    }
}

impl<T: Clone> Wish<T> {
    /// What it is now; whoever reads it runs again when it is another one.
    #[must_use]
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// What it is now, read once.
    #[must_use]
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}
