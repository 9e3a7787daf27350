//! How far a picture is drawn near, and which part of it is looked at. Lengths are pixels from the
//! middle of the place that it stands in.

use super::sizes::px;

/// The nearest.
const MOST: f64 = 8.0;

/// A picture drawn near.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zoom {
    /// How many times as large as the whole.
    pub scale: f64,
    /// How far the middle of the picture is from the middle of its place.
    pub x: f64,
    /// The same, downwards.
    pub y: f64,
}

impl Zoom {
    /// All of it.
    pub const WHOLE: Self = Self {
        scale: 1.0,
        x: 0.0,
        y: 0.0,
    };

    /// Whether a part of it is out of sight.
    #[must_use]
    pub fn is_near(self) -> bool {
        self.scale > 1.0
    }

    /// Nearer, or farther below one; what is at a point stays there. `place` is width and height.
    #[must_use]
    pub fn by(self, factor: f64, at: (f64, f64), place: (f64, f64)) -> Self {
        // `clamp` can panic, and brings its sentence along.
        let scale = self.scale * factor;
        let scale = if scale < 1.0 { 1.0 } else { scale.min(MOST) };
        let grown = scale / self.scale;
        Self {
            scale,
            x: at.0 - (at.0 - self.x) * grown,
            y: at.1 - (at.1 - self.y) * grown,
        }
        .held(place)
    }

    /// Moved, as far as there is something to see.
    #[must_use]
    pub fn moved(self, by: (f64, f64), place: (f64, f64)) -> Self {
        Self {
            x: self.x + by.0,
            y: self.y + by.1,
            ..self
        }
        .held(place)
    }

    fn held(self, (width, height): (f64, f64)) -> Self {
        let bound = |value: f64, length: f64| {
            let most = length * (self.scale - 1.0) / 2.0;
            value.max(-most).min(most)
        };
        Self {
            x: bound(self.x, width),
            y: bound(self.y, height),
            ..self
        }
    }

    /// As a style's `transform`.
    #[must_use]
    pub fn style(self) -> String {
        #[expect(clippy::cast_possible_truncation, reason = "1 to 8 thousand")]
        let thousandths = (self.scale * 1_000.0).round() as i32;
        let (whole, part) = (thousandths / 1_000, thousandths % 1_000);
        format!(
            "translate({}, {}) scale({whole}.{part:03})",
            px(self.x),
            px(self.y)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: (f64, f64) = (400.0, 300.0);

    /// Proves T7.
    #[test]
    fn what_is_pointed_at_stays_while_it_comes_nearer() {
        let near = Zoom::WHOLE.by(2.0, (100.0, 50.0), PLACE);
        // The point was 100 right of the middle; twice as large it still is.
        assert_eq!(near.x + 100.0 * near.scale, 100.0);
        assert_eq!(near.y + 50.0 * near.scale, 50.0);
        assert_eq!(near.by(0.5, (100.0, 50.0), PLACE), Zoom::WHOLE);
    }

    #[test]
    fn it_is_never_lost() {
        let near = Zoom::WHOLE.by(100.0, (0.0, 0.0), PLACE);
        assert_eq!(near.scale, MOST);
        let moved = near.moved((9_999.0, -9_999.0), PLACE);
        assert_eq!((moved.x, moved.y), (1_400.0, -1_050.0));
        assert_eq!(Zoom::WHOLE.moved((50.0, 50.0), PLACE), Zoom::WHOLE);
        assert_eq!(moved.by(0.01, (0.0, 0.0), PLACE), Zoom::WHOLE);
    }

    #[test]
    fn it_is_written_without_floats() {
        let zoom = Zoom {
            scale: 1.25,
            x: -3.5,
            y: 0.0,
        };
        let expected = "translate(-3.500000px, 0.000000px) scale(1.250)";
        assert_eq!(zoom.style(), expected);
    }
}
