//! One value on its way to the server, and what came of it.

use crate::{commands::ApiError, present::failure};
use bandeja_contract::Code;
use leptos::{prelude::*, task::spawn_local};
use std::future::Future;

/// A value that its editor wants, and the one that they had seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What was there.
    pub seen: String,
    /// What shall be there.
    pub value: String,
}

impl Edit {
    /// The edit that takes it back.
    #[must_use]
    pub fn undo(&self) -> Self {
        Self {
            seen: self.value.clone(),
            value: self.seen.clone(),
        }
    }
}

/// What came of the last edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// There was none.
    #[default]
    Untouched,
    /// The server is being asked.
    Saving,
    /// It holds.
    Saved(Edit),
    /// It does not, and why.
    Refused(String),
    /// Somebody else was faster: this is there now.
    Moved(String),
}

/// Where outcomes are kept, one per value.
pub type Outcomes = RwSignal<Outcome>;

/// Makes an edit and keeps what comes of it. One at a time.
pub fn save<F>(outcome: Outcomes, edit: Edit, call: F)
where
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    if outcome.with_untracked(|now| *now == Outcome::Saving) {
        return;
    }
    outcome.set(Outcome::Saving);
    spawn_local(async move {
        // The page may be gone by now.
        let _ = outcome.try_set(match call.await {
            Ok(()) => Outcome::Saved(edit),
            Err(error) => refused(&error),
        });
    });
}

fn refused(error: &ApiError) -> Outcome {
    if let ApiError::Refused(problem) = error
        && problem.code == Code::FieldMoved
        && let Some(now) = &problem.value
    {
        return Outcome::Moved(now.clone());
    }
    Outcome::Refused(failure::of_call(error))
}
