//! Medians and parts of samples.

/// The value below which `part` of the samples lie (0.5: the median), the nearest that was measured.
pub(crate) fn part(samples: &[f64], part: f64) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place among a few thousand samples"
    )]
    let place = (part * sorted.len() as f64).ceil() as usize;
    let place = place.clamp(1, sorted.len().max(1)) - 1;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}

/// The middle one; between the two middle ones of an even number.
pub(crate) fn median(samples: &[f64]) -> f64 {
    let upper = part(samples, 0.5);
    if samples.len() % 2 == 1 || samples.is_empty() {
        return upper;
    }
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    f64::midpoint(sorted[samples.len() / 2 - 1], sorted[samples.len() / 2])
}

/// A count as a number to compute with.
#[expect(clippy::cast_precision_loss, reason = "counts of things measured here")]
pub(crate) fn count(number: usize) -> f64 {
    number as f64
}
