//! The strip in a thread that says where it stands when it cannot simply be answered: a preview,
//! closed, expired.

use crate::{
    i18n::{Key, t, text, tf},
    ui::{
        button::{Button, Kind},
        icon::{Icon, Shape},
        prelude::*,
    },
};

/// What a strip says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strip {
    /// It waits in the queue and is only looked at (L5).
    Preview {
        /// Whether the answer of the server is awaited.
        is_accepting: bool,
    },
    /// It has ended (A6).
    Closed {
        /// Why.
        reason: Option<String>,
        /// The address of the conversation that came after it.
        followed_by: Option<String>,
    },
    /// Nobody was there (A8).
    Expired,
    /// The channel's session window is over (L7).
    WindowOver {
        /// The channel's name.
        channel: String,
    },
    /// The chatbot answers (A4).
    Bot,
    /// It goes on from a closed one (A6).
    Follows {
        /// The address of that one.
        before: String,
    },
}

/// The strip.
#[component]
pub fn ThreadStrip(
    /// What it says; nothing for `None`.
    #[prop(into)]
    strip: Signal<Option<Strip>>,
    /// «Aceptar» was pressed.
    #[prop(into)]
    on_accept: Callback<()>,
    /// «Pausar el Bot» was pressed.
    #[prop(default = Callback::new(|()| {}), into)]
    on_pause_bot: Callback<()>,
) -> impl IntoView {
    move || match strip.get() {
        None => ().into_any(),
        Some(Strip::Preview { is_accepting }) => view! {
            <div class="thread-strip" role="status">
                <Icon shape=Shape::Eye/>
                <p>{text(Key::ThreadPreview)}</p>
                <Button
                    label=if is_accepting { Key::ThreadAccepting } else { Key::ThreadAccept }
                    kind=Kind::Good
                    icon=Shape::Check
                    disabled=is_accepting
                    on_press=on_accept
                />
            </div>
        }
        .into_any(),
        Some(Strip::Closed {
            reason,
            followed_by,
        }) => view! {
            <div class="thread-strip" role="status">
                <Icon shape=Shape::Lock/>
                <p>
                    {move || match &reason {
                        Some(reason) => tf(Key::ThreadClosedReason, &[("reason", reason)]),
                        None => t(Key::ThreadClosed).to_owned(),
                    }}
                </p>
                {followed_by.map(|href| view! { <a href=href>{text(Key::ThreadFollowedBy)}</a> })}
            </div>
        }
        .into_any(),
        Some(Strip::Expired) => view! {
            <div class="thread-strip" role="status">
                <Icon shape=Shape::Clock/>
                <p>{text(Key::ThreadExpired)}</p>
            </div>
        }
        .into_any(),
        Some(Strip::WindowOver { channel }) => view! {
            <div class="thread-strip" role="status">
                <Icon shape=Shape::Clock/>
                <p>{move || tf(Key::ThreadWindowOver, &[("channel", &channel)])}</p>
            </div>
        }
        .into_any(),
        Some(Strip::Bot) => view! {
            <div class="thread-strip" role="status">
                <Icon shape=Shape::Eye/>
                <p>{text(Key::ThreadBot)}</p>
                <Button label=Key::ThreadBotPause on_press=on_pause_bot/>
            </div>
        }
        .into_any(),
        Some(Strip::Follows { before }) => view! {
            <div class="thread-strip thread-strip--bare">
                <a href=before>{text(Key::ThreadFollows)}</a>
            </div>
        }
        .into_any(),
    }
}
