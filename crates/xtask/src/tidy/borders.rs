//! Who may know whom: the table of the design, as far as the compiler cannot forbid it.

use super::{
    Finding,
    paths::{self, Named},
    source::Source,
};

/// Code in some folders that must not name something.
struct Border {
    folders: &'static [&'static str],
    never: &'static [&'static str],
    reason: &'static str,
}

const BORDERS: [Border; 11] = [
    Border {
        folders: &[
            "crates/contract/src",
            "crates/domain/src",
            "crates/mail/src",
        ],
        never: &[
            "leptos",
            "reactive_stores",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "tokio",
            "rand",
            "getrandom",
            "std::fs",
            "std::net",
            "std::thread",
            "std::time::Instant",
            "std::time::SystemTime",
            "bandeja_browser",
            "bandeja_backend",
        ],
        reason: "it knows no I/O, clock, randomness or view; they come in as arguments",
    },
    Border {
        folders: &["crates/contract/src"],
        never: &["bandeja_domain", "chrono", "serde_json"],
        reason: "the wire stands alone",
    },
    Border {
        folders: &["crates/browser/src"],
        never: &["leptos", "reactive_stores", "bandeja", "bandeja_backend"],
        reason: "it is shared by app and widget and knows neither",
    },
    Border {
        folders: &["crates/backend/src"],
        never: &[
            "bandeja",
            "bandeja_widget",
            "bandeja_browser",
            "leptos",
            "web_sys",
        ],
        reason: "the backend knows the contract, not its readers",
    },
    Border {
        folders: &["crates/widget/src"],
        never: &[
            "bandeja",
            "bandeja_backend",
            "bandeja_contract::endpoint",
            "bandeja_contract::event",
            "bandeja_contract::model",
            "bandeja_contract::Endpoint",
            "bandeja_contract::Event",
            "bandeja_contract::Change",
            "bandeja_contract::Conversation",
            "bandeja_contract::Item",
        ],
        reason: "of the contract the widget knows the visitor's module alone",
    },
    Border {
        folders: &["crates/xtask/src"],
        never: &[
            "bandeja",
            "bandeja_contract",
            "bandeja_domain",
            "bandeja_browser",
            "bandeja_backend",
            "bandeja_widget",
        ],
        reason: "the commands must work when the members do not compile",
    },
    Border {
        folders: &["src/store"],
        never: &[
            "crate::api",
            "crate::sync",
            "crate::commands",
            "crate::ui",
            "crate::features",
            "bandeja_browser",
        ],
        reason: "the store does no I/O and imports no view",
    },
    Border {
        folders: &["src/api", "src/sync"],
        never: &["crate::features", "crate::ui", "crate::commands"],
        reason: "the network knows no view",
    },
    Border {
        folders: &["src/api"],
        never: &["crate::store"],
        reason: "only sync brings answers into the store",
    },
    Border {
        folders: &["src/commands"],
        never: &["crate::features", "crate::ui"],
        reason: "a command does not know who gave it",
    },
    Border {
        folders: &["src/features"],
        never: &["crate::api", "crate::sync"],
        reason: "features read the store and call commands",
    },
];

/// Names on the wire that every client needs, though they stand in a module that is not its own.
const SHARED: [&str; 2] = [
    "bandeja_contract::endpoint::CLIENT_HEADER",
    "bandeja_contract::endpoint::Ticket",
];

/// Where the browser may be touched directly.
const TOUCHES_BROWSER: [&str; 7] = [
    "crates/browser",
    "crates/no-streams",
    "crates/widget",
    "src/ui",
    "src/features/composer",
    "src/features/mail_editor",
    "src/sync",
];

/// Modules keep to the import table of the design.
pub(super) fn modules_stay_in_their_place(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "rs" {
        return;
    }
    let is_shared = |named: &Named| SHARED.iter().any(|shared| named.is_in(shared));
    for named in paths::named(source)
        .into_iter()
        .filter(|named| !is_shared(named))
    {
        for border in BORDERS.iter().filter(|border| source.is_in(border.folders)) {
            if let Some(never) = border.never.iter().find(|never| named.is_in(never)) {
                let text = format!("«{never}» is out of bounds here: {}", border.reason);
                findings.push(source.finding(named.offset, text));
            }
        }
        if let Some(text) = own_border(source, &named) {
            findings.push(source.finding(named.offset, text));
        }
    }
    if source.is_in(&["src/store"])
        && let Some(at) = source.code.find("view!")
    {
        findings.push(source.finding(at, "the store draws nothing"));
    }
}

/// The borders that depend on where in a folder the file lies.
fn own_border(source: &Source, named: &Named) -> Option<String> {
    if source.is_in(&["src/ui"]) {
        let is_ours = named.is_in("crate")
            || named.is_in("bandeja_contract")
            || named.is_in("bandeja_domain");
        // What a letter is, is nobody's secret.
        let is_text = named.is_in("bandeja_domain::text");
        return (is_ours && !is_text && !named.is_in("crate::ui")).then(|| {
            format!(
                "«{}»: the design system knows nothing else of ours",
                named.path
            )
        });
    }
    let inside = source.path.strip_prefix("src/features/")?;
    let feature = inside.split(['/', '.']).next()?;
    let other = named.path.strip_prefix("crate::features::")?;
    let is_own = other.split("::").next() == Some(feature);
    (!is_own).then(|| format!("«{}»: features do not know each other", named.path))
}

/// `web_sys` stays where the browser may be touched.
pub(super) fn the_browser_is_touched_in_few_places(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "rs" || source.is_in(&TOUCHES_BROWSER) || source.is_in(&["crates/xtask"])
    {
        return;
    }
    for named in paths::named(source) {
        if named.path.split("::").any(|segment| segment == "web_sys") {
            let text = "web_sys belongs into crates/browser (or src/ui, where it is about a view)";
            findings.push(source.finding(named.offset, text));
        }
    }
}

/// What a manifest must not depend on; tests (`dev-dependencies`) may.
const MANIFESTS: [(&str, &[&str]); 5] = [
    (
        "crates/contract/Cargo.toml",
        &[
            "leptos",
            "web-sys",
            "tokio",
            "chrono",
            "rand",
            "bandeja-domain",
        ],
    ),
    (
        "crates/domain/Cargo.toml",
        &["leptos", "web-sys", "tokio", "rand", "bandeja-browser"],
    ),
    (
        "crates/browser/Cargo.toml",
        &["leptos", "bandeja", "bandeja-backend"],
    ),
    (
        "crates/backend/Cargo.toml",
        &["leptos", "bandeja", "bandeja-widget", "bandeja-browser"],
    ),
    ("crates/widget/Cargo.toml", &["bandeja", "bandeja-backend"]),
];

/// Manifests keep to the same table.
pub(super) fn crates_stay_in_their_place(source: &Source, findings: &mut Vec<Finding>) {
    let is_xtask = source.path == "crates/xtask/Cargo.toml";
    let manifest = MANIFESTS.iter().find(|(path, _)| *path == source.path);
    let mut counts = false;
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        if line.starts_with('[') {
            counts = line.contains("dependencies") && !line.contains("dev-dependencies");
        }
        let name = line
            .split(['=', '.', ' '])
            .next()
            .unwrap_or_default()
            .trim();
        let never = manifest.is_some_and(|(_, never)| never.contains(&name));
        if counts && (never || is_xtask && name.starts_with("bandeja")) {
            findings
                .push(source.finding(offset, format!("{name} is out of bounds for this crate")));
        }
        offset += line.len();
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::lines, *};

    fn check(path: &str, text: &str, expected: &[usize]) {
        assert_eq!(
            lines(modules_stay_in_their_place, path, text),
            expected,
            "{path}"
        );
    }

    #[test]
    fn each_border_is_watched() {
        check(
            "crates/domain/src/a.rs",
            "\nuse std::time::{Duration, Instant};",
            &[2],
        );
        check("crates/contract/src/a.rs", "use chrono::Utc;", &[1]);
        check("crates/browser/src/a.rs", "use leptos::prelude::*;", &[1]);
        check("crates/backend/src/a.rs", "use bandeja_widget::x;", &[1]);
        check(
            "crates/widget/src/a.rs",
            "use bandeja_contract::{visitor::Visit, Event};",
            &[1],
        );
        check(
            "crates/widget/src/a.rs",
            "use bandeja_contract::endpoint::{CLIENT_HEADER, Ticket, Method};",
            &[1],
        );
        check("crates/xtask/src/a.rs", "bandeja_domain::text::f();", &[1]);
        check(
            "src/store/a.rs",
            "use crate::{api::Client, store::B};",
            &[1],
        );
        check("src/store.rs", "fn a() {\n view! { <p/> } }", &[2]);
        check("src/api/a.rs", "use crate::store::A;", &[1]);
        check("src/sync/a.rs", "use crate::store::A;", &[]);
        check("src/sync/a.rs", "use crate::features::thread::A;", &[1]);
        check("src/commands/a.rs", "use crate::ui::A;", &[1]);
        check("src/features/a/b.rs", "use crate::api::A;", &[1]);
    }

    #[test]
    fn features_are_islands() {
        check("src/features/a/b.rs", "use crate::features::c::D;", &[1]);
        check("src/features/a/b.rs", "use super::super::c::D;", &[1]);
        check("src/features/a/b.rs", "use super::c::D;", &[]);
        check(
            "src/features/a.rs",
            "use crate::{ui::X, store::Y, commands::z};",
            &[],
        );
        check("src/app.rs", "use crate::features::{a::B, c::D};", &[]);
    }

    #[test]
    fn the_design_system_knows_nothing_of_ours() {
        check("src/ui/a.rs", "use crate::store::A;", &[1]);
        check("src/ui/a.rs", "use bandeja_domain::B;", &[1]);
        check(
            "src/ui/a.rs",
            "use crate::ui::c::C; use bandeja_browser::d;",
            &[],
        );
    }

    #[test]
    fn tests_may_look_anywhere() {
        check(
            "src/store/a.rs",
            "#[cfg(test)]\nmod tests { use crate::api::A; }",
            &[],
        );
    }

    #[test]
    fn the_browser_is_kept_in_its_corner() {
        let check =
            |path: &str, text: &str| lines(the_browser_is_touched_in_few_places, path, text);
        assert_eq!(
            check("src/features/thread/row.rs", "web_sys::window();"),
            [1]
        );
        assert_eq!(check("src/app.rs", "use leptos::web_sys::Event;"), [1]);
        assert_eq!(check("src/ui/button.rs", "use web_sys::Event;"), [0; 0]);
        assert_eq!(
            check("src/features/composer/box.rs", "use web_sys::Event;"),
            [0; 0]
        );
    }

    #[test]
    fn manifests_are_read() {
        let check = |path: &str, text: &str| lines(crates_stay_in_their_place, path, text);
        let text = "[dependencies]\nbandeja-domain.workspace = true\n";
        assert_eq!(check("crates/xtask/Cargo.toml", text), [2]);
        assert_eq!(check("crates/backend/Cargo.toml", text), [0; 0]);
        assert_eq!(
            check("crates/domain/Cargo.toml", "[dependencies]\ntokio = \"1\""),
            [2]
        );
        assert_eq!(
            check(
                "crates/domain/Cargo.toml",
                "[dev-dependencies]\ntokio = \"1\""
            ),
            [0; 0]
        );
    }
}
