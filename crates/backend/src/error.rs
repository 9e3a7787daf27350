//! Why a request fails: refused with a problem document, or broken on our side.
//!
//! A broken one keeps its cause until it is logged here, once; the client reads a code only.
//! Causes never hold what people wrote: database errors name tables and columns, not values.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
};
use bandeja_contract::{Code, Problem, problem};

/// The answer of everything that may fail in a request.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The client did something that cannot be done.
    #[error(transparent)]
    Refused(#[from] Box<Problem>),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The file system failed.
    #[error("files: {0}")]
    Files(#[from] std::io::Error),
    /// Something of ours is not as it must be; says what.
    #[error("broken: {0}")]
    Broken(String),
}

impl Error {
    /// A refusal by its code alone.
    #[must_use]
    pub fn refused(code: Code) -> Self {
        Problem::new(code).into()
    }

    /// «There is no such thing», said of what is not there and of what one may not see.
    #[must_use]
    pub fn not_found() -> Self {
        Self::refused(Code::NotFound)
    }

    /// The problem document that the client gets.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Refused(problem) => (**problem).clone(),
            Self::Database(error) if cannot_write(error) => {
                Problem::new(Code::Unavailable).retry_after(2)
            }
            Self::Files(error) if disk_full(error) => {
                Problem::new(Code::Unavailable).retry_after(30)
            }
            Self::Database(_) | Self::Files(_) | Self::Broken(_) => Problem::new(Code::Internal),
        }
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Refused(Box::new(problem))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        // The message of serde_json may quote the text; where it happened is enough.
        Self::Broken(format!(
            "json: {:?} at line {}",
            error.classify(),
            error.line()
        ))
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Broken(format!("migration: {error}"))
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response<Body> {
        if !matches!(self, Self::Refused(_)) {
            tracing::error!(error = %self, "request failed");
        }
        document(&self.problem())
    }
}

/// A problem as an HTTP answer.
#[must_use]
pub fn document(problem: &Problem) -> Response<Body> {
    let mut answer = Response::new(match serde_json::to_vec(problem) {
        Ok(bytes) => Body::from(bytes),
        Err(_) => Body::empty(),
    });
    *answer.status_mut() =
        StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(problem::MEDIA_TYPE),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = problem.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// Busy, disk full, read-only, I/O error: the request may be tried again later.
fn cannot_write(error: &sqlx::Error) -> bool {
    const TRANSIENT: [i32; 6] = [5, 6, 8, 10, 13, 14];
    match error {
        sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Database(error) => error
            .code()
            .and_then(|code| code.parse::<i32>().ok())
            .is_some_and(|code| TRANSIENT.contains(&(code & 0xff))),
        _ => false,
    }
}

fn disk_full(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::ReadOnlyFilesystem
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_said_to_be_full() {
        let full = Error::Files(std::io::ErrorKind::StorageFull.into());
        assert_eq!(full.problem().code, Code::Unavailable);
        assert_eq!(full.problem().retry_after, Some(30));
        let other = Error::Files(std::io::ErrorKind::NotFound.into());
        assert_eq!(other.problem().code, Code::Internal);
    }
}
