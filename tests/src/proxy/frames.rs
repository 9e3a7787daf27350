//! Websocket frames from the server, and what can happen to those that carry events.
//!
//! Only single text frames that begin with `{"events"` are touched: whatever else there is (beats,
//! counts, pings, the handshake) passes. A `resumed` or `reset` never overtakes events, because no
//! network could make that happen within one connection's replay.

use crate::random::Chance;

/// What happens to the event frames.
#[derive(Clone, Debug, Default)]
pub enum Frames {
    /// Nothing.
    #[default]
    Pass,
    /// The next one is lost; the socket stays healthy.
    DropNext,
    /// Some come twice, and neighbours change places.
    Chaos {
        /// How many of a hundred come twice.
        duplicate: u64,
        /// How many wait for each other before they are let through in another order.
        window: usize,
    },
}

/// Cuts a stream of bytes into frames and hands on what is left of them.
pub(super) struct Filter {
    raw: Vec<u8>,
    waiting: Vec<Vec<u8>>,
    chance: Chance,
}

impl Filter {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            raw: Vec::new(),
            waiting: Vec::new(),
            chance: Chance::new(seed),
        }
    }

    /// Takes bytes of the server and answers the bytes that go on to the browser, and how many
    /// event frames were lost.
    pub(super) fn take(&mut self, bytes: &[u8], plan: &mut Frames) -> Vec<u8> {
        self.raw.extend_from_slice(bytes);
        let mut out = Vec::new();
        while let Some((length, start)) = measure(&self.raw) {
            let frame: Vec<u8> = self.raw.drain(..length).collect();
            let body = &frame[start..];
            let (is_events, ends_replay) = if frame[0] == 0x81 {
                let ends = body.starts_with(b"{\"resumed\"") || body.starts_with(b"{\"reset\"");
                (body.starts_with(b"{\"events\""), ends)
            } else {
                (false, false)
            };
            match plan {
                Frames::DropNext if is_events => *plan = Frames::Pass,
                Frames::Chaos { duplicate, window } if is_events => {
                    if self.chance.percent(*duplicate) {
                        self.waiting.push(frame.clone());
                    }
                    self.waiting.push(frame);
                    if self.waiting.len() >= *window {
                        out.extend(self.flush());
                    }
                }
                _ => {
                    if ends_replay || matches!(plan, Frames::Pass) {
                        out.extend(self.flush());
                    }
                    out.extend(frame);
                }
            }
        }
        out
    }

    /// Whether frames wait for others.
    pub(super) fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Lets go what waits, in another order.
    pub(super) fn flush(&mut self) -> Vec<u8> {
        self.chance.shuffle(&mut self.waiting);
        self.waiting.drain(..).flatten().collect()
    }
}

/// The length of the first frame and where its body starts, if it is there whole.
fn measure(raw: &[u8]) -> Option<(usize, usize)> {
    let short = usize::from(raw.get(1)? & 0x7f);
    let (body, start) = match short {
        126 => {
            let size: [u8; 2] = raw.get(2..4)?.try_into().ok()?;
            (usize::from(u16::from_be_bytes(size)), 4)
        }
        127 => {
            let size: [u8; 8] = raw.get(2..10)?.try_into().ok()?;
            (usize::try_from(u64::from_be_bytes(size)).ok()?, 10)
        }
        _ => (short, 2),
    };
    (raw.len() >= start + body).then_some((start + body, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(text: &str) -> Vec<u8> {
        let size = u8::try_from(text.len()).expect("short");
        let mut frame = if size < 126 {
            vec![0x81, size]
        } else {
            vec![0x81, 126, 0, size]
        };
        frame.extend(text.bytes());
        frame
    }

    fn events(number: u32) -> Vec<u8> {
        frame(&format!("{{\"events\":{{\"seq\":{number}}}}}"))
    }

    #[test]
    fn frames_pass_whole_however_they_are_cut() {
        let long = frame(&format!("{{\"events\":{:0>150}}}", 1));
        let all = [events(1), long, frame("{\"beat\":1}"), events(2)].concat();
        let mut filter = Filter::new(1);
        let passed: Vec<u8> = all
            .chunks(3)
            .flat_map(|bytes| filter.take(bytes, &mut Frames::Pass))
            .collect();
        assert_eq!(passed, all);
    }

    #[test]
    fn one_frame_is_lost_and_only_one() {
        let all = [frame("{\"beat\":1}"), events(1), events(2)].concat();
        let mut plan = Frames::DropNext;
        let passed = Filter::new(1).take(&all, &mut plan);
        assert_eq!(passed, [frame("{\"beat\":1}"), events(2)].concat());
    }

    #[test]
    fn chaos_keeps_every_frame_and_lets_no_resumed_overtake() {
        let resumed = frame("{\"resumed\":{}}");
        let mut all: Vec<u8> = (0..5).flat_map(events).collect();
        all.extend(&resumed);
        let mut plan = Frames::Chaos {
            duplicate: 100,
            window: 100,
        };
        let passed = Filter::new(3).take(&all, &mut plan);
        assert_eq!(passed.len(), 2 * 5 * events(0).len() + resumed.len());
        assert!(passed.ends_with(&resumed));
        let ordered: Vec<u8> = (0..5)
            .flat_map(|n| [events(n), events(n)].concat())
            .collect();
        assert_ne!(&passed[..ordered.len()], &ordered[..]);
    }
}
