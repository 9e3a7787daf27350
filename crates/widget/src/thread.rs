//! The visitor's messages that the server has, in its order.
//!
//! `domain`'s timeline does more than this (gaps, stretches, echoes), for threads of thousands with
//! pages in any order; the visitor's thread only ever grows at its two ends, and the difference is
//! 6 kB of every visitor's download.

use bandeja_contract::{AuthorKind, Seq, visitor::VisitorMessage};

/// The messages.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    messages: Vec<VisitorMessage>,
    has_older: bool,
}

impl Thread {
    /// Begins with the newest page.
    #[must_use]
    pub fn new(messages: Vec<VisitorMessage>, has_older: bool) -> Self {
        let mut thread = Self {
            messages: Vec::new(),
            has_older,
        };
        messages.into_iter().for_each(|message| thread.put(message));
        thread
    }

    /// Takes the page before what is here.
    pub fn put_older(&mut self, messages: Vec<VisitorMessage>, has_older: bool) {
        messages.into_iter().for_each(|message| self.put(message));
        self.has_older = has_older;
    }

    /// Takes a message as the server has it; an older state of it than the known one changes
    /// nothing.
    pub fn put(&mut self, message: VisitorMessage) {
        let same = |known: &VisitorMessage| known.id == message.id;
        if let Some(at) = self.messages.iter().rposition(same) {
            if self
                .messages
                .get(at)
                .is_some_and(|known| known.seq >= message.seq)
            {
                return;
            }
            self.messages.remove(at);
        }
        let before = |known: &VisitorMessage| known.position < message.position;
        let at = self
            .messages
            .iter()
            .rposition(before)
            .map_or(0, |at| at + 1);
        self.messages.insert(at, message);
    }

    /// The messages, oldest first.
    #[must_use]
    pub fn messages(&self) -> &[VisitorMessage] {
        &self.messages
    }

    /// What the team wrote, newest first.
    pub fn incoming(&self) -> impl Iterator<Item = &VisitorMessage> {
        let is_incoming = |it: &&VisitorMessage| it.author != AuthorKind::Customer && !it.ended;
        self.messages.iter().rev().filter(is_incoming)
    }

    /// The position before which there are older messages, if there are.
    #[must_use]
    pub fn older(&self) -> Option<Seq> {
        let first = self.messages.first().filter(|_| self.has_older)?;
        Some(first.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::{ItemId, Timestamp};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn a_message(number: u64, seq: u64) -> VisitorMessage {
        VisitorMessage {
            id: ItemId(Uuid::from_u64_pair(0, number)),
            seq: Seq(seq),
            position: Seq(number),
            at: Timestamp(0),
            author: AuthorKind::Agent,
            name: None,
            text: format!("#{number} {seq}"),
            attachments: Vec::new(),
            ended: false,
            answers: None,
        }
    }

    proptest! {
        /// Proves G8: whatever comes twice, late or out of order, the end is the same.
        #[test]
        fn every_message_is_there_once_in_order_and_as_last_written(
            mut writes in prop::collection::vec((0..12_u64, 0..5_u64), 0..60),
        ) {
            let mut thread = Thread::default();
            for (number, seq) in &writes {
                thread.put(a_message(*number, *seq));
            }
            let shown: Vec<_> = thread.messages().iter().map(|it| (it.position.0, it.seq.0)).collect();
            writes.sort_unstable();
            writes.reverse();
            writes.dedup_by_key(|(number, _)| *number);
            writes.reverse();
            prop_assert_eq!(shown, writes);
        }
    }

    #[test]
    fn older_pages_are_asked_for_until_there_are_none() {
        let mut thread = Thread::new(vec![a_message(8, 8), a_message(9, 9)], true);
        assert_eq!(thread.older(), Some(Seq(8)));
        thread.put_older(vec![a_message(3, 3)], true);
        assert_eq!(thread.older(), Some(Seq(3)));
        thread.put_older(vec![a_message(1, 1)], false);
        assert_eq!(thread.older(), None);
        assert_eq!(Thread::new(Vec::new(), true).older(), None);
    }
}
