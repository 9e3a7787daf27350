//! Measures the colours of `style/tokens.css` as WCAG 2.2 does; for tests alone.

/// A colour as linear red, green and blue.
type Linear = [f64; 3];

/// The tokens that are colours, each light and dark.
fn colours() -> Vec<(String, [Linear; 2])> {
    include_str!("../../style/tokens.css")
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
            let value = value
                .trim()
                .strip_prefix("light-dark(oklch(")?
                .strip_suffix(");")?;
            let (light, dark) = value.split_once("), oklch(")?;
            Some((
                name.to_owned(),
                [linear(light)?, linear(dark.strip_suffix(')')?)?],
            ))
        })
        .collect()
}

/// `62% 0.130 75`, by the matrices of CSS Color 4, cut to what a screen can show.
fn linear(oklch: &str) -> Option<Linear> {
    let mut parts = oklch.split_whitespace();
    let lightness = parts.next()?.strip_suffix('%')?.parse::<f64>().ok()? / 100.0;
    let chroma: f64 = parts.next()?.parse().ok()?;
    let hue = parts.next()?.parse::<f64>().ok()?.to_radians();
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    Some(
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
        .map(|part| part.clamp(0.0, 1.0)),
    )
}

fn contrast(one: Linear, other: Linear) -> f64 {
    let light = |[red, green, blue]: Linear| 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Every pair `on` and `ground` whose contrast is below `least`.
fn too_faint(on: &str, grounds: &str, least: f64) -> Vec<String> {
    let colours = colours();
    let named = |pattern: &str| -> Vec<(String, [Linear; 2])> {
        let found: Vec<_> = colours
            .iter()
            .filter(|(name, _)| match pattern.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => name == pattern,
            })
            .cloned()
            .collect();
        assert!(!found.is_empty(), "no token {pattern}");
        found
    };
    let mut faint = Vec::new();
    for on in on.split_whitespace().flat_map(named) {
        for ground in grounds.split_whitespace().flat_map(named) {
            for (scheme, name) in ["light", "dark"].iter().enumerate() {
                let found = contrast(on.1[scheme], ground.1[scheme]);
                if found < least {
                    faint.push(format!("{} on {}, {name}: {found:.2}", on.0, ground.0));
                }
            }
        }
    }
    faint
}

fn check(on: &str, grounds: &str, least: f64) {
    assert_eq!(too_faint(on, grounds, least), Vec::<String>::new());
}

const PANES: &str = "surface surface-back surface-raised surface-hover surface-selected";

#[test]
fn black_on_white_measures_twenty_one() {
    let (black, white) = (linear("0% 0 0").unwrap(), linear("100% 0 0").unwrap());
    assert!((contrast(black, white) - 21.0).abs() < 0.01);
    assert!(
        (contrast(linear("62.8% 0.2577 29.23").unwrap(), white) - 4.0).abs() < 0.02,
        "red"
    );
}

/// Proves G6.
#[test]
fn words_can_be_read_on_every_surface() {
    check("text text-soft", "surface*", 4.5);
    check("text-accent", PANES, 4.5);
    check("text-accent", "surface-own surface-customer", 4.5);
    check("text-disabled", PANES, 4.5);
    check("text-disabled", "surface-pressed", 4.5);
    check("text-danger", PANES, 4.5);
    check("text-danger", "surface-danger", 4.5);
    check("text-comment", PANES, 4.5);
    check("text-comment", "surface-comment surface-waiting", 4.5);
    check("text-good", PANES, 4.5);
    check("on-accent", "accent accent-hover", 4.5);
    check("on-good", "good good-hover", 4.5);
    check("on-danger", "danger danger-hover", 4.5);
    check(
        "person-text",
        "person-1 person-2 person-3 person-4 person-5 person-6",
        4.5,
    );
    check("text", "match", 4.5);
}

/// Proves G6.
#[test]
fn what_can_be_pressed_stands_out_from_what_is_around_it() {
    check("edge edge-hover focus", PANES, 3.0);
    check("accent good danger", PANES, 3.0);
    check("stripe-comment", "surface surface-comment", 3.0);
    check("channel-*", PANES, 3.0);
}
