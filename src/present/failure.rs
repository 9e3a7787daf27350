//! What went wrong, as a sentence that says what became of the words.

use crate::{
    api::ApiError,
    i18n::{Key, Plural, t, tn, words},
};
use bandeja_contract::Code;
use bandeja_domain::outbox::Failure;

/// The sentence for a call that failed.
#[must_use]
pub fn of_call(error: &ApiError) -> String {
    match error {
        ApiError::Offline => t(Key::ProblemOffline).to_owned(),
        ApiError::TimedOut => t(Key::ProblemTimedOut).to_owned(),
        ApiError::Down { .. } => t(Key::ProblemDown).to_owned(),
        ApiError::Malformed { .. } => t(Key::ProblemNotUnderstood).to_owned(),
        ApiError::Refused(problem) => t(words::problem(problem.code)).to_owned(),
    }
}

/// The sentence for a sign-in that failed.
#[must_use]
pub fn of_sign_in(error: &ApiError) -> String {
    match error {
        ApiError::Refused(problem) if problem.code == Code::RateLimited => {
            tn(Plural::LoginTooMany, problem.retry_after.unwrap_or(1))
        }
        other => of_call(other),
    }
}

/// The sentence for a message that will not go by itself.
#[must_use]
pub fn of_message(failure: Failure) -> String {
    match failure {
        Failure::Refused(code) => t(words::problem(code)).to_owned(),
        Failure::Old => t(Key::MessageTooOld).to_owned(),
    }
}
