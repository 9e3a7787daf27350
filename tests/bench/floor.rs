//! The floor page, laid beside the app so that both have one origin, one backend and one policy.

use bandeja_tests::Stage;

const FILES: [(&str, &str); 3] = [
    ("floor.html", include_str!("floor/floor.html")),
    ("floor.css", include_str!("floor/floor.css")),
    ("floor.js", include_str!("floor/floor.js")),
];

/// Lays it into the stage's own copy of the app.
///
/// # Panics
/// When it cannot be written.
pub(crate) fn lay(stage: &Stage) {
    for (name, text) in FILES {
        if let Err(error) = std::fs::write(stage.dist().join(name), text) {
            panic!("{name}: {error}");
        }
    }
}
