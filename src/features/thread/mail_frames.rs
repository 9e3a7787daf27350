//! Which mails of a thread have a living frame: at most five, those that were in sight last.

use bandeja_contract::ItemId;

/// At most so many documents live at once.
const MOST: usize = 5;

/// The living frames of a thread, the one that came into sight last at the end.
#[derive(Clone, Debug, Default)]
pub(super) struct MailFrames {
    live: Vec<(ItemId, bool)>,
}

impl MailFrames {
    /// A mail came into sight, or somebody wakes it. Answers which one goes to sleep for it: one
    /// out of sight, if there is one.
    pub(super) fn wake(&mut self, id: ItemId) -> Option<ItemId> {
        self.live.retain(|(other, _)| *other != id);
        let is_full = self.live.len() >= MOST;
        let asleep = is_full.then(|| {
            let unseen = self.live.iter().position(|(_, is_seen)| !is_seen);
            self.live.remove(unseen.unwrap_or(0)).0
        });
        self.live.push((id, true));
        asleep
    }

    /// A mail left the sight; its frame lives on until another one needs the place.
    pub(super) fn lost(&mut self, id: ItemId) {
        if let Some(one) = self.live.iter_mut().find(|(other, _)| *other == id) {
            one.1 = false;
        }
    }

    /// A mail is not there any more.
    pub(super) fn gone(&mut self, id: ItemId) {
        self.live.retain(|(other, _)| *other != id);
    }

    /// The mails with a living frame.
    pub(super) fn live(&self) -> Vec<ItemId> {
        self.live.iter().map(|(id, _)| *id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> ItemId {
        ItemId(Uuid::from_u128(n))
    }

    fn live(frames: &MailFrames) -> Vec<u128> {
        frames.live().iter().map(|id| id.0.as_u128()).collect()
    }

    /// Proves E16: at most five, and the one that nobody has seen for longest sleeps.
    #[test]
    fn the_sixth_takes_the_place_of_one_out_of_sight() {
        let mut frames = MailFrames::default();
        for n in 1..=5 {
            assert_eq!(frames.wake(id(n)), None);
        }
        frames.lost(id(3));
        frames.lost(id(2));
        assert_eq!(frames.wake(id(6)), Some(id(2)));
        assert_eq!(frames.wake(id(7)), Some(id(3)));
        assert_eq!(frames.wake(id(8)), Some(id(1)), "all in sight: the first");
        assert_eq!(live(&frames), [4, 5, 6, 7, 8]);
        assert_eq!(frames.wake(id(4)), None, "it lives already");
        frames.gone(id(5));
        assert_eq!(frames.wake(id(9)), None);
        assert_eq!(live(&frames), [6, 7, 8, 4, 9]);
    }
}
