//! The stage for end-to-end tests: real browsers, the real backend, a bad network, no mocks.
//!
//! Tests read as stories in three vocabularies: [`act`] is what people do, [`see`] what they see,
//! [`find`] what they look for. Nothing here finds by class or id, and nothing sleeps where a
//! condition can be waited for.
//!
//! | variable | meaning |
//! |---|---|
//! | `BANDEJA_BACKEND` | the backend's binary; else it is built |
//! | `BANDEJA_DIST` | the built app; else `dist/` of the repository |
//! | `BANDEJA_SOAK=1` | whole loops instead of a twentieth |
//! | `BANDEJA_SEED` | repeats a run that chance played a part in |
//! | `BANDEJA_STAGES` | how many tests run at once; else one more than there are cores |
//! | `CHROMEDRIVER`, `GECKODRIVER`, `CHROMIUM`, `FIREFOX` | the programs |

pub mod act;
pub mod api;
mod backend;
mod browser;
mod database;
pub mod find;
mod host;
mod person;
pub mod phone;
pub mod place;
pub mod post;
mod process;
mod proxy;
mod random;
pub mod see;
mod sink;
mod stage;
mod words;

pub use backend::{Backend, SITE_KEY};
pub use browser::Engine;
pub use database::{Database, Stored};
pub use host::Host;
pub use person::{PATIENCE, Person};
pub use proxy::{Frames, Proxy};
pub use random::Chance;
pub use sink::Sink;
pub use stage::{Setting, Stage, play, rehearse, with_a_long_thread};
pub use words::Words;

/// Whether loops run whole (`cargo xtask soak`) or a twentieth of them.
#[must_use]
pub fn is_soak() -> bool {
    std::env::var("BANDEJA_SOAK").is_ok_and(|value| value == "1")
}

/// Tests that are played in Chromium: `chromium!(story_one, story_two);`, each
/// `async fn story(stage: &Stage)`. With `in setting()` the stage is set up otherwise.
#[macro_export]
macro_rules! chromium {
    (in $setting:expr; $($story:ident),+ $(,)?) => {$(
        mod $story {
            #[test]
            fn chromium() {
                let name = concat!(module_path!(), "");
                $crate::play(name, $crate::Engine::Chromium, || $setting, super::$story);
            }
        }
    )+};
    ($($story:ident),+ $(,)?) => { $crate::chromium!(in $crate::Setting::default(); $($story),+); };
}

/// Tests that are played in Chromium and in Firefox.
#[macro_export]
macro_rules! both_browsers {
    (in $setting:expr; $($story:ident),+ $(,)?) => {$(
        mod $story {
            #[test]
            fn chromium() {
                $crate::play(module_path!(), $crate::Engine::Chromium, || $setting, super::$story);
            }
            #[test]
            fn firefox() {
                $crate::play(module_path!(), $crate::Engine::Firefox, || $setting, super::$story);
            }
        }
    )+};
    ($($story:ident),+ $(,)?) => { $crate::both_browsers!(in $crate::Setting::default(); $($story),+); };
}
