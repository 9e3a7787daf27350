//! The words for what the contract names: statuses, refusals, roles.

use super::Key;
use bandeja_contract::{InboxTitle, Role, Status, problem::Code};

pub use bandeja_contract::Vocabulary;

/// The tab of a status.
#[must_use]
pub const fn tab(status: Status, vocabulary: Vocabulary) -> Key {
    match (status, vocabulary) {
        (Status::Open, Vocabulary::Service) => Key::TabOpenA,
        (Status::Open, Vocabulary::Inbox) => Key::TabOpenB,
        (Status::Queued, Vocabulary::Service) => Key::TabQueuedA,
        (Status::Queued, Vocabulary::Inbox) => Key::TabQueuedB,
        (Status::Pending, Vocabulary::Service) => Key::TabPendingA,
        (Status::Pending, Vocabulary::Inbox) => Key::TabPendingB,
        (Status::Expired, Vocabulary::Service) => Key::TabExpiredA,
        (Status::Expired, Vocabulary::Inbox) => Key::TabExpiredB,
        (Status::Closed, Vocabulary::Service) => Key::TabClosedA,
        (Status::Closed, Vocabulary::Inbox) => Key::TabClosedB,
    }
}

/// The title of the inbox (G10).
#[must_use]
pub const fn inbox(title: InboxTitle) -> Key {
    match title {
        InboxTitle::Service => Key::InboxA,
        InboxTitle::Inbox => Key::InboxB,
        InboxTitle::Messages => Key::InboxC,
    }
}

/// The status of one conversation.
#[must_use]
pub const fn status(status: Status, vocabulary: Vocabulary) -> Key {
    match (status, vocabulary) {
        (Status::Open, Vocabulary::Service) => Key::StatusOpen,
        (Status::Open, Vocabulary::Inbox) => Key::StatusOpenB,
        (Status::Queued, Vocabulary::Service) => Key::StatusQueued,
        (Status::Queued, Vocabulary::Inbox) => Key::StatusQueuedB,
        (Status::Pending, _) => Key::StatusPending,
        (Status::Expired, Vocabulary::Service) => Key::StatusExpired,
        (Status::Expired, Vocabulary::Inbox) => Key::StatusExpiredB,
        (Status::Closed, _) => Key::StatusClosed,
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
        Code::Expired => Key::ProblemExpired,
        Code::WindowOver => Key::ProblemWindowOver,
        Code::ThreadMoved => Key::ProblemThreadMoved,
        Code::FieldMoved => Key::ProblemFieldMoved,
        Code::InUse => Key::ProblemInUse,
        Code::Duplicate => Key::ProblemDuplicate,
        Code::TooLarge => Key::ProblemTooLarge,
        Code::UnsupportedType => Key::ProblemUnsupportedType,
        Code::KeyReused => Key::ProblemKeyReused,
        Code::Unreadable => Key::ProblemUnreadable,
        Code::Empty => Key::ProblemEmpty,
        Code::TooLong => Key::ProblemTooLong,
        Code::Invalid => Key::ProblemInvalid,
        Code::RateLimited => Key::ProblemRateLimited,
        Code::Internal => Key::ProblemInternal,
        Code::Unavailable => Key::ProblemUnavailable,
        Code::Unknown => Key::ProblemUnknown,
    }
}
