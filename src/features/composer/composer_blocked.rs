//! In the composer's place when nothing can be written: why, and what can be done.

use crate::{
    i18n::{Key, t, tf},
    ui::icon::{Icon, Shape},
};
use leptos::prelude::*;

/// Why nothing can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// The conversation has ended (A6).
    Closed,
    /// It expired (L7, A8).
    Expired,
    /// It is a colleague's, and the role may not answer there.
    Colleague(String),
    /// The role may only read.
    Forbidden,
    /// The channel's window is over; its name (M7).
    Window(String),
}

/// Says why nothing can be written here now.
#[component]
pub fn ComposerBlocked(
    /// Why.
    #[prop(into)]
    why: Signal<Blocked>,
) -> impl IntoView {
    view! {
        <section class="composer composer--blocked" aria-label=move || t(Key::ComposerReply)>
            <Icon shape=Shape::Lock/>
            <p>{move || why.with(sentence)}</p>
        </section>
    }
}

fn sentence(why: &Blocked) -> String {
    match why {
        Blocked::Closed => t(Key::ComposerClosed).to_owned(),
        Blocked::Expired => t(Key::ComposerExpired).to_owned(),
        Blocked::Colleague(name) => tf(Key::ComposerColleague, &[("name", name)]),
        Blocked::Forbidden => t(Key::ComposerForbidden).to_owned(),
        Blocked::Window(channel) => tf(Key::ComposerTemplate, &[("channel", channel)]),
    }
}
