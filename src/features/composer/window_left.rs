//! How long the channel still takes free text (M7): one text that counts down, on the estimate of
//! the server's clock.

use crate::{
    commands::App,
    i18n::{Key, tf},
    ui::{
        icon::{Icon, Shape},
        prelude::*,
    },
};
use bandeja_browser::{clock, timer::Interval};
use bandeja_contract::ConversationId;
use bandeja_domain::clock::LocalTime;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// Counts down for one conversation; nothing where no window is known.
pub(super) fn counted(app: &App, id: ConversationId) -> AnyView {
    let store = app.store.clone();
    let now = RwSignal::new(LocalTime(clock::now().0));
    let ticks = Interval::new(1_000, move || {
        // The composer may be going right now.
        let _ = now.try_set(LocalTime(clock::now().0));
    });
    StoredValue::new_local(ticks);
    let left = Memo::new(move |_| {
        let until = store.conversations.get(id)?.window_until?;
        let left = until.since(store.connection.now(now.get()));
        (left > 0).then(|| time(left))
    });
    view! { <WindowLeft left/> }.into_any()
}

/// The text.
#[component]
pub fn WindowLeft(
    /// How long: `3 h 12 min`; nothing where no window is known.
    #[prop(into)]
    left: Signal<Option<String>>,
) -> impl IntoView {
    let is_known = Memo::new(move |_| left.with(Option::is_some));
    let sentence = move || {
        left.with(|left| {
            tf(
                Key::ComposerWindow,
                &[("left", left.as_deref().unwrap_or_default())],
            )
        })
    };
    view! {
        <Show when=move || is_known.get()>
            <p class="composer__window">
                <Icon shape=Shape::Clock/>
                <span>{sentence}</span>
            </p>
        </Show>
    }
}

/// `3 h 12 min`, `12 min`, in the last two minutes `45 s`; a begun part counts.
#[must_use]
pub fn time(left: i64) -> String {
    if left >= HOUR {
        format!("{} h {} min", left / HOUR, left % HOUR / MINUTE)
    } else if left > 2 * MINUTE {
        format!("{} min", left / MINUTE)
    } else {
        format!("{} s", (left + SECOND - 1) / SECOND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves M7.
    #[test]
    fn what_is_left_is_told_in_two_parts_at_most() {
        for (left, expected) in [
            (24 * HOUR, "24 h 0 min"),
            (3 * HOUR + 12 * MINUTE + 59 * SECOND, "3 h 12 min"),
            (HOUR - 1, "59 min"),
            (2 * MINUTE, "120 s"),
            (1, "1 s"),
        ] {
            assert_eq!(time(left), expected);
        }
    }
}
