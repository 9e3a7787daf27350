//! Whether somebody who has a conversation open attends to it (T8).

use crate::clock::LocalTime;
use bandeja_contract::looking::Attention;

/// Milliseconds without a move of pointer or key after which somebody only has it open.
pub const IDLE_AFTER: i64 = 60_000;

/// How far somebody attends to the page: whether it is visible and has the focus, and when they
/// moved last. A clock that was put back makes nobody idle.
#[must_use]
pub fn attention(has_attention: bool, moved: LocalTime, now: LocalTime) -> Attention {
    match now.since(moved) {
        _ if !has_attention => Attention::Away,
        IDLE_AFTER.. => Attention::Idle,
        _ => Attention::Active,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves T8.
    #[test]
    fn a_minute_without_a_move_fades_and_another_window_ends_it() {
        let check = |has_attention, now| attention(has_attention, LocalTime(1_000), LocalTime(now));
        assert_eq!(check(true, 1_000), Attention::Active);
        assert_eq!(check(true, 60_999), Attention::Active);
        assert_eq!(check(true, 61_000), Attention::Idle);
        assert_eq!(check(false, 1_000), Attention::Away);
        assert_eq!(check(true, -500_000), Attention::Active);
    }
}
