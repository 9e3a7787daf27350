//! What became of an edit, as the field beside it says it.

use crate::{
    commands::ApiError,
    i18n::{Key, t, tf},
    present::failure,
};
use bandeja_contract::Code;
use bandeja_domain::{editing::Outcome, fields::Unfit};

/// The sentence for a value that does not fit.
pub(super) fn why_unfit(unfit: Unfit) -> String {
    match unfit {
        Unfit::Empty => t(Key::UnfitEmpty).to_owned(),
        Unfit::TooLong(limit) => tf(Key::UnfitLong, &[("n", &limit.to_string())]),
        Unfit::Email => t(Key::UnfitEmail).to_owned(),
        Unfit::Phone => t(Key::UnfitPhone).to_owned(),
        Unfit::Number => t(Key::UnfitNumber).to_owned(),
        Unfit::Date => t(Key::UnfitDate).to_owned(),
        Unfit::Choice => t(Key::UnfitChoice).to_owned(),
        Unfit::Link => t(Key::UnfitLink).to_owned(),
    }
}

/// What became of an edit; `forbidden` is what a card says to whoever may not.
pub(super) fn outcome<T>(answer: Result<T, ApiError>, forbidden: Key) -> Outcome {
    match answer {
        Ok(_) => Outcome::Saved,
        Err(ApiError::Refused(problem)) if problem.code == Code::FieldMoved => {
            Outcome::Moved(problem.value.unwrap_or_default())
        }
        Err(error) if error.code() == Some(Code::Forbidden) => {
            Outcome::Refused(t(forbidden).to_owned())
        }
        Err(error) => Outcome::Refused(failure::of_call(&error)),
    }
}
