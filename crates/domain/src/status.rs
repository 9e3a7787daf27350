//! The status model: which status a conversation can be in, what moves it, and what it permits.
//!
//! Invariant: nobody writes a status but through [`after`], so that a move that is not in its table
//! cannot happen.

use crate::permission::Action;
use bandeja_contract::Status;

/// Something that can move a conversation from one status to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// An agent takes it: by the check, by answering, by resuming.
    Taken,
    /// The client wrote, and somebody of the group is there.
    ClientWrote,
    /// The client wrote, and nobody of the group is there (A8).
    ClientWroteToNobody,
    /// The client wrote, and its owner is there (L7).
    ClientWroteToOwner,
    /// It was put aside: by its owner, or because its owner is gone (A7).
    Paused,
    /// The channel's session window has run out (L7).
    WindowEnded,
    /// A person ended it.
    Closed,
}

impl Step {
    /// Every step.
    pub const ALL: &'static [Self] = &[
        Self::Taken,
        Self::ClientWrote,
        Self::ClientWroteToNobody,
        Self::ClientWroteToOwner,
        Self::Paused,
        Self::WindowEnded,
        Self::Closed,
    ];
}

/// Where a step leads, or `None` when it cannot happen in that status.
///
/// | from | taken | client wrote | … to nobody | … to its owner | paused | window ended | closed |
/// |---|---|---|---|---|---|---|---|
/// | queued | open | queued | expired (A8) | queued | – | expired (L7) | closed |
/// | open | open | open | open | open | pending (A7) | expired (L7) | closed |
/// | pending | open | pending | pending | pending | – | expired (L7) | closed |
/// | expired | – | queued (L7) | expired | open (L7) | – | – | closed |
/// | closed | – | – (a new one opens, A6) | – | – | – | – | – |
#[must_use]
pub const fn after(status: Status, step: Step) -> Option<Status> {
    match (status, step) {
        (Status::Closed, _)
        | (Status::Expired, Step::Taken | Step::WindowEnded)
        | (Status::Queued | Status::Pending | Status::Expired, Step::Paused) => None,
        (_, Step::Closed) => Some(Status::Closed),
        (Status::Open, Step::Paused) => Some(Status::Pending),
        (_, Step::WindowEnded) => Some(Status::Expired),
        (_, Step::Taken) => Some(Status::Open),
        (Status::Expired, Step::ClientWroteToOwner) => Some(Status::Open),
        (Status::Queued, Step::ClientWroteToOwner)
        | (Status::Expired | Status::Queued, Step::ClientWrote) => Some(Status::Queued),
        (Status::Expired | Status::Queued, Step::ClientWroteToNobody) => Some(Status::Expired),
        (
            Status::Open | Status::Pending,
            Step::ClientWrote | Step::ClientWroteToNobody | Step::ClientWroteToOwner,
        ) => Some(status),
    }
}

/// Where a conversation begins that a client writes: in the queue of its inbox, or open and
/// unassigned where the inbox has none; expired when nobody of the group is there (A8).
#[must_use]
pub const fn first(has_queue: bool, somebody_there: bool) -> Status {
    match (has_queue, somebody_there) {
        (_, false) => Status::Expired,
        (true, true) => Status::Queued,
        (false, true) => Status::Open,
    }
}

/// Whether a status permits an action, rights aside (those are
/// [`permission::may`](crate::permission::may)).
#[must_use]
pub const fn permits(status: Status, action: Action) -> bool {
    match action {
        Action::Preview => true,
        Action::Accept => matches!(status, Status::Queued | Status::Open),
        Action::Resume => matches!(status, Status::Pending),
        Action::Pause => matches!(status, Status::Open),
        Action::Assign => matches!(status, Status::Open | Status::Queued | Status::Pending),
        Action::Unassign => matches!(status, Status::Open | Status::Pending),
        Action::Reply | Action::Type => {
            matches!(status, Status::Open | Status::Queued | Status::Pending)
        }
        Action::Close => !matches!(status, Status::Closed),
        Action::MarkRead => !matches!(status, Status::Queued),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves A6, A7, A8, L7.
    #[test]
    fn steps_lead_where_the_table_says() {
        use Status::{Closed, Expired, Open, Pending, Queued};
        let check = |from, expected: [Option<Status>; 7]| {
            for (step, to) in Step::ALL.iter().zip(expected) {
                assert_eq!(after(from, *step), to, "{from:?} {step:?}");
            }
        };
        let [open, queued, pending, expired, closed] =
            [Open, Queued, Pending, Expired, Closed].map(Some);
        check(
            Queued,
            [open, queued, expired, queued, None, expired, closed],
        );
        check(Open, [open, open, open, open, pending, expired, closed]);
        check(
            Pending,
            [open, pending, pending, pending, None, expired, closed],
        );
        check(Expired, [None, queued, expired, open, None, None, closed]);
        check(Closed, [None; 7]);
    }

    #[test]
    fn a_closed_conversation_can_only_be_read() {
        let permitted: Vec<_> = Action::ALL
            .iter()
            .filter(|action| permits(Status::Closed, **action))
            .collect();
        assert_eq!(permitted, [&Action::Preview, &Action::MarkRead]);
    }

    #[test]
    fn what_is_permitted_to_a_taker_leads_somewhere() {
        for status in Status::ALL {
            if permits(*status, Action::Accept) || permits(*status, Action::Reply) {
                assert_eq!(
                    after(*status, Step::Taken),
                    Some(Status::Open),
                    "{status:?}"
                );
            }
        }
    }
}
