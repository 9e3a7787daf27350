//! The body of an open mail: a sealed frame, its text, or what is in their way (E16).

use super::message_words::Words;
use crate::{
    i18n::{Key, Plural, t, text, tf, tn},
    ui::{
        button::{Button, Kind},
        icon::{Icon, Shape},
        notice::Way,
        prelude::*,
        sealed_frame::SealedFrame,
        sizes::px,
        waiting::{Bar, Waiting},
    },
};
use bandeja_browser::sight::Sight;

/// What stands in the place of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Its address is on its way.
    Waiting,
    /// Its document has this address.
    Framed(String),
    /// It has no frame now: it is out of sight, or there are enough of them.
    Asleep,
    /// It is all in its text.
    Text,
    /// Its document cannot be had, and why.
    Failed(String),
}

/// What a body tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BodyTold {
    /// It came into sight, or left it.
    Sight(bool),
    /// Its document says how high it is.
    Height(f64),
    /// Its document says nothing.
    Silent,
    /// The person wants it shown again.
    Again,
    /// The person wants to see its remote images.
    Images,
}

/// What a body shows beside where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyWords {
    /// Whose mail it is.
    pub author: String,
    /// Its text, for when there is no document.
    pub text: String,
    /// How many remote images are held back.
    pub held_back: u32,
}

/// The body.
#[component]
pub fn MailBody(
    /// What stands in its place.
    #[prop(into)]
    body: Signal<Body>,
    /// What it says.
    #[prop(into)]
    words: Signal<BodyWords>,
    /// The height of its document; 0 while it is not known.
    #[prop(into)]
    height: Signal<f64>,
    /// It tells something.
    #[prop(into)]
    on_told: Callback<BodyTold>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    let sight = StoredValue::new_local(None::<Sight>);
    whenever(move || {
        if let Some(node) = node.get() {
            sight.set_value(Sight::watch(&node, move |is_seen| {
                let _ = on_told.try_run(BodyTold::Sight(is_seen));
            }));
        }
    });
    let held_back = move || words.with(|words| words.held_back);
    view! {
        <div class="mail-body" node_ref=node>
            {move || (held_back() > 0).then(|| images_bar(held_back(), on_told))}
            {move || match body.get() {
                Body::Waiting => waiting(height, on_told),
                Body::Framed(src) => framed(src, words, height, on_told),
                Body::Asleep => asleep(words, height, on_told),
                Body::Text => plain(words),
                Body::Failed(why) => failed(why, words, on_told),
            }}
        </div>
    }
}

fn images_bar(held_back: u32, on_told: Callback<BodyTold>) -> AnyView {
    view! {
        <div class="mail-body__bar">
            <Icon shape=Shape::EyeOff/>
            <p>{move || tn(Plural::MailImages, held_back.into())}</p>
            <Button
                label=Key::MailImagesShow
                kind=Kind::Bare
                on_press=move |()| on_told.run(BodyTold::Images)
            />
        </div>
    }
    .into_any()
}

fn waiting(height: Signal<f64>, on_told: Callback<BodyTold>) -> AnyView {
    let way = Way::new(
        Key::ActionRetry,
        Callback::new(move |()| on_told.run(BodyTold::Again)),
    );
    view! {
        <div class="mail-body__waiting" style:min-height=move || px(height.get())>
            <Waiting label=Key::MailLoading sentence=Key::MailSlow way=way>
                {lines()}
            </Waiting>
        </div>
    }
    .into_any()
}

fn framed(
    src: String,
    words: Signal<BodyWords>,
    height: Signal<f64>,
    on_told: Callback<BodyTold>,
) -> AnyView {
    view! {
        <div class="mail-body__framed" class:mail-body__framed--early=move || height.get() == 0.0>
            <SealedFrame
                src
                title=move || words.with(|words| tf(Key::MailBody, &[("name", &words.author)]))
                height=Signal::derive(move || known_or_early(height))
                on_height=move |height| on_told.run(BodyTold::Height(height))
                on_silent=move |()| on_told.run(BodyTold::Silent)
            />
            {move || {
                (height.get() == 0.0)
                    .then(|| view! { <div class="mail-body__lines waiting__shapes" aria-hidden="true">{lines()}</div> })
            }}
        </div>
    }
    .into_any()
}

/// Grey lines where text will be.
fn lines() -> AnyView {
    let bars = [9, 10, 8, 5].map(|tenths| view! { <Bar tenths/> });
    bars.into_any()
}

/// The height of a frame whose document has not said its own: that of the lines.
const EARLY: f64 = 104.0;

fn asleep(words: Signal<BodyWords>, height: Signal<f64>, on_told: Callback<BodyTold>) -> AnyView {
    view! {
        <div class="mail-body__asleep" style:height=move || px(known_or_early(height))>
            {plain(words)}
            <Button
                label=Key::MailWhole
                kind=Kind::Bare
                on_press=move |()| on_told.run(BodyTold::Again)
            />
        </div>
    }
    .into_any()
}

fn plain(words: Signal<BodyWords>) -> AnyView {
    let words = Memo::new(move |_| words.with(|words| words.text.clone()));
    view! { <Words words/> }.into_any()
}

fn failed(why: String, words: Signal<BodyWords>, on_told: Callback<BodyTold>) -> AnyView {
    view! {
        <div class="mail-body__trouble" role="alert">
            <Icon shape=Shape::Warning/>
            <p>{move || [t(Key::MailFailed), &why].join(" ")}</p>
            <button type="button" class="text-button" on:click=move |_| on_told.run(BodyTold::Again)>
                {text(Key::ActionRetry)}
            </button>
        </div>
        {plain(words)}
    }
    .into_any()
}

fn known_or_early(height: Signal<f64>) -> f64 {
    match height.get() {
        0.0 => EARLY,
        known => known.ceil(), // a frame a trifle lower than its document scrolls
    }
}
