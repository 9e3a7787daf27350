//! Why a call brought no answer.

use super::json::Unreadable;
use bandeja_contract::{Code, Problem};

/// A call that failed, with its cause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The network or the server is not there. The request may have arrived.
    #[error("The server cannot be reached.")]
    Offline,
    /// No answer in time. The request may have arrived.
    #[error("The server did not answer in time.")]
    TimedOut,
    /// Something before the backend answered for it.
    #[error("The server is down.")]
    Down {
        /// Seconds it asked to wait.
        retry_after: Option<u64>,
    },
    /// The backend refused, and says why. Nothing was done.
    #[error("{0}")]
    Refused(Box<Problem>),
    /// The answer is not what the contract says.
    #[error("The server answered {path} in a way that is not understood: {detail}")]
    Malformed {
        /// The route.
        path: String,
        /// What is wrong; never the answer's text.
        detail: String,
    },
}

impl ApiError {
    pub(crate) fn malformed(path: &str, error: Unreadable) -> Self {
        let detail = format!("byte {}", error.at);
        Self::Malformed {
            path: path.to_owned(),
            detail,
        }
    }

    /// The refusal's code, if the backend refused.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            Self::Offline | Self::TimedOut | Self::Down { .. } | Self::Malformed { .. } => None,
        }
    }

    /// Seconds that the server asked to wait, if it did.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Refused(problem) => problem.retry_after,
            Self::Down { retry_after } => *retry_after,
            Self::Offline | Self::TimedOut | Self::Malformed { .. } => None,
        }
    }
}
