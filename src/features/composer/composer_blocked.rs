//! In the composer's place when nothing can be written: why, and what can be done.

use crate::{
    i18n::{Key, t, text, tf},
    ui::{
        button::Button,
        icon::{Icon, Shape},
        prelude::*,
    },
};

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

/// How somebody can be reached elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The address.
    pub email: Option<String>,
    /// The number.
    pub phone: Option<String>,
}

/// Says why nothing can be written here now.
#[component]
pub fn ComposerBlocked(
    /// Why.
    #[prop(into)]
    why: Signal<Blocked>,
    /// How the contact can be reached, where that is a way out.
    #[prop(optional, into)]
    reach: Signal<Option<Reach>>,
    /// «Cerrar conversación» was pressed.
    #[prop(default = Callback::new(|()| {}), into)]
    on_close: Callback<()>,
    /// Where the channel's conditions and consumption are told (M7).
    #[prop(optional, into)]
    conditions: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <section class="composer composer--blocked" aria-label=move || t(Key::ComposerReply)>
            <Icon shape=Shape::Lock/>
            <p>{move || why.with(sentence)}</p>
            {move || reach.get().map(|reach| ways(reach, on_close))}
            {move || conditions.get().map(page)}
        </section>
    }
}

/// What can be done instead: waiting, closing, the contact's address and number.
fn ways(reach: Reach, on_close: Callback<()>) -> impl IntoView {
    let is_unknown = reach.email.is_none() && reach.phone.is_none();
    let link = |scheme: &str, to: Option<String>| {
        to.map(|to| view! { <a href=format!("{scheme}:{to}")><bdi>{to.clone()}</bdi></a> })
    };
    view! {
        <div class="composer__ways">
            <p>{text(Key::ComposerExpiredCan)}</p>
            <p class="composer__reach">
                {link("mailto", reach.email)}
                {link("tel", reach.phone)}
                {is_unknown.then(|| text(Key::ComposerExpiredNoContact))}
            </p>
            <Button label=Key::ThreadClose on_press=on_close/>
        </div>
    }
}

/// A page of another house, in a window of its own that learns nothing of this one.
fn page(address: String) -> impl IntoView {
    view! {
        <a href=address target="_blank" rel="noopener noreferrer">{t(Key::SettingsConditions)}</a>
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
