//! The words for what the contract names: statuses, refusals, roles.

use super::Key;
use bandeja_contract::{Role, Status, problem::Code};

/// Which of the two documents names the tabs; the workspace chooses (L1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vocabulary {
    /// Reference 000: Abiertas, En Cola, Pendientes, Expiradas.
    #[default]
    Service,
    /// Reference 001: Conversaciones en curso, En espera, Pendientes, Inactivas.
    Chat,
}

/// The tab of a status.
#[must_use]
pub const fn tab(status: Status, vocabulary: Vocabulary) -> Key {
    match (status, vocabulary) {
        (Status::Open, Vocabulary::Service) => Key::TabOpenA,
        (Status::Open, Vocabulary::Chat) => Key::TabOpenB,
        (Status::Queued, Vocabulary::Service) => Key::TabQueuedA,
        (Status::Queued, Vocabulary::Chat) => Key::TabQueuedB,
        (Status::Pending, Vocabulary::Service) => Key::TabPendingA,
        (Status::Pending, Vocabulary::Chat) => Key::TabPendingB,
        (Status::Expired, Vocabulary::Service) => Key::TabExpiredA,
        (Status::Expired, Vocabulary::Chat) => Key::TabExpiredB,
        (Status::Closed, Vocabulary::Service) => Key::TabClosedA,
        (Status::Closed, Vocabulary::Chat) => Key::TabClosedB,
    }
}

/// The title of the inbox (G10).
#[must_use]
pub const fn inbox(vocabulary: Vocabulary) -> Key {
    match vocabulary {
        Vocabulary::Service => Key::InboxA,
        Vocabulary::Chat => Key::InboxB,
    }
}

/// The status of one conversation.
#[must_use]
pub const fn status(status: Status) -> Key {
    match status {
        Status::Open => Key::StatusOpen,
        Status::Queued => Key::StatusQueued,
        Status::Pending => Key::StatusPending,
        Status::Expired => Key::StatusExpired,
        Status::Closed => Key::StatusClosed,
    }
}

/// What a role is called.
#[must_use]
pub const fn role(role: Role) -> Key {
    match role {
        Role::Agent => Key::RoleAgent,
        Role::Operator => Key::RoleOperator,
        Role::Supervisor => Key::RoleSupervisor,
        Role::Admin => Key::RoleAdmin,
    }
}

/// The sentence for a refusal: what happened, and what became of the words.
#[must_use]
pub const fn problem(code: Code) -> Key {
    match code {
        Code::Malformed => Key::ProblemMalformed,
        Code::SignedOut => Key::ProblemSignedOut,
        Code::WrongPassword => Key::ProblemWrongPassword,
        Code::Forbidden => Key::ProblemForbidden,
        Code::ForeignOrigin => Key::ProblemForeignOrigin,
        Code::NotFound => Key::ProblemNotFound,
        Code::WrongMethod => Key::ProblemWrongMethod,
        Code::AlreadyTaken => Key::ProblemAlreadyTaken,
        Code::WrongStatus => Key::ProblemWrongStatus,
        Code::ThreadMoved => Key::ProblemThreadMoved,
        Code::TooLarge => Key::ProblemTooLarge,
        Code::UnsupportedType => Key::ProblemUnsupportedType,
        Code::KeyReused => Key::ProblemKeyReused,
        Code::Empty => Key::ProblemEmpty,
        Code::TooLong => Key::ProblemTooLong,
        Code::Invalid => Key::ProblemInvalid,
        Code::RateLimited => Key::ProblemRateLimited,
        Code::Internal => Key::ProblemInternal,
        Code::Unavailable => Key::ProblemUnavailable,
        Code::Unknown => Key::ProblemUnknown,
    }
}
