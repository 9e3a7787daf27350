//! How high a mail's frame is made: what its document says, within bounds, and no more than that.

/// Lower than a line of text is no mail.
const LEAST: f64 = 24.0;
/// Beyond it the frame scrolls inside: a mail without an end must not be a page without one.
const MOST: f64 = 30_000.0;
/// So many steps in a row, each as large as the one before or larger, are a document that grows
/// with its frame.
const STEPS: u8 = 8;

/// The height of one document.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct MailHeight {
    shown: f64,
    step: f64,
    steps: u8,
    /// The height before the steps began.
    before: f64,
    is_stopped: bool,
}

impl MailHeight {
    /// The document says how high it is. Answers the height of its frame.
    pub(super) fn told(&mut self, height: f64) -> f64 {
        #[expect(
            clippy::manual_clamp,
            reason = "its panic writes floats: 4 kB of the part, and 1 kB of the first load"
        )]
        let height = height.max(LEAST).min(MOST);
        let step = height - self.shown;
        if step <= 0.0 {
            // Whatever shrinks is no loop: a fold was closed, the pane became wider.
            *self = Self {
                shown: height,
                ..Self::default()
            };
            return height;
        }
        if self.is_stopped {
            return self.shown;
        }
        let goes_on = self.steps > 0 && step >= self.step - 1.0;
        if goes_on {
            self.steps += 1;
        } else {
            self.steps = 1;
            self.before = self.shown;
        }
        self.step = step;
        self.shown = height;
        if self.steps >= STEPS {
            self.is_stopped = true;
            self.shown = self.before.max(LEAST);
        }
        self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(told: impl IntoIterator<Item = f64>, expected: f64) {
        let mut height = MailHeight::default();
        let mut shown = 0.0;
        for one in told {
            shown = height.told(one);
        }
        assert_eq!(shown, expected);
    }

    /// Proves E16.
    #[test]
    fn a_frame_is_as_high_as_its_document_within_bounds() {
        check([300.0], 300.0);
        check([0.0], 24.0);
        check([1e9], 30_000.0);
        check([300.0, 900.0, 450.0, 460.0], 460.0);
    }

    /// Proves E16: pictures that come one after the other may make it higher as often as they like.
    #[test]
    fn pictures_make_a_document_higher() {
        let told = (0..60).scan(200.0, |height, n: u32| {
            *height += f64::from(40 + (n * 37) % 90);
            Some(*height)
        });
        let last = told.clone().last().unwrap();
        check(told, last);
    }

    /// Proves E16: `min-height: 100vh` and the like end where they began.
    #[test]
    fn a_document_that_grows_with_its_frame_is_stopped() {
        for grows in [
            |shown: f64| shown + 20.0,
            |shown: f64| shown * 1.5,
            |shown: f64| shown + 1.0,
        ] {
            let mut height = MailHeight::default();
            let mut shown = height.told(400.0);
            for _ in 0..100 {
                shown = height.told(grows(shown));
            }
            assert!(shown <= 400.0, "{shown}");
            assert_eq!(
                height.told(200.0),
                200.0,
                "and is believed again when it shrinks"
            );
        }
    }
}
