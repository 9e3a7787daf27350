//! Below a message: its time, how far it got, and what to do when it did not.

use super::message_bubble::{Choice, Delivery, Message};
use crate::{
    i18n::{Key, Plural, t, text, tf, tn},
    ui::{
        button::{Button, Kind},
        icon::{Icon, Shape},
        moment::Time,
        prelude::*,
    },
};

/// Time and delivery; for what was not sent the reason and the ways out.
#[component]
pub fn Foot(
    /// The message.
    message: Signal<Message>,
    /// What the person does about one that was not sent.
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let at = Memo::new(move |_| message.with(|message| message.at.clone()));
    let delivery = Memo::new(move |_| message.with(|message| message.delivery.clone()));
    view! {
        <footer class="message__foot">
            <Time at=at/>
            {move || delivery.get().map(|delivery| glyph(&delivery))}
        </footer>
        {move || match delivery.get() {
            Some(Delivery::Failed(why)) => view! { <Failed why on_choose/> }.into_any(),
            Some(Delivery::Moved(unseen)) => view! { <Moved unseen on_choose/> }.into_any(),
            _ => ().into_any(),
        }}
    }
}

#[component]
fn Failed(why: String, on_choose: Callback<Choice>) -> impl IntoView {
    view! {
        <div class="message__trouble" role="alert">
            <p>{move || tf(Key::MessageFailedWhy, &[("why", &why)])}</p>
            <div class="message__ways">
                <Button label=Key::MessageRetry on_press=move |()| on_choose.run(Choice::Retry)/>
                <Button label=Key::MessageEdit kind=Kind::Bare on_press=move |()| on_choose.run(Choice::Edit)/>
                <Button label=Key::MessageDiscard kind=Kind::Bare on_press=move |()| on_choose.run(Choice::Discard)/>
            </div>
        </div>
    }
}

#[component]
fn Moved(unseen: u32, on_choose: Callback<Choice>) -> impl IntoView {
    view! {
        <div class="message__trouble message__trouble--moved" role="alert">
            <p>{move || tn(Plural::MessageMoved, unseen.into())}</p>
            <div class="message__ways">
                <Button label=Key::MessageMovedSend on_press=move |()| on_choose.run(Choice::SendAnyway)/>
                <Button label=Key::MessageEdit kind=Kind::Bare on_press=move |()| on_choose.run(Choice::Edit)/>
                <Button label=Key::MessageDiscard kind=Kind::Bare on_press=move |()| on_choose.run(Choice::Discard)/>
            </div>
        </div>
    }
}

fn glyph(delivery: &Delivery) -> impl IntoView + use<> {
    let (shape, word, class) = match delivery {
        Delivery::Waiting => (
            Shape::Clock,
            Key::MessageWaiting,
            "delivery delivery--waiting",
        ),
        Delivery::Sending => (Shape::Clock, Key::MessageSending, "delivery"),
        Delivery::Checking => (
            Shape::Retry,
            Key::MessageChecking,
            "delivery delivery--waiting",
        ),
        Delivery::Sent => (Shape::Check, Key::MessageSent, "delivery"),
        Delivery::Delivered => (Shape::Checks, Key::MessageDelivered, "delivery"),
        Delivery::Read => (Shape::Checks, Key::MessageRead, "delivery delivery--read"),
        Delivery::Failed(_) | Delivery::Moved(_) => (
            Shape::Warning,
            Key::MessageFailed,
            "delivery delivery--failed",
        ),
    };
    view! {
        <span class=class title=move || t(word)>
            <Icon shape/>
            <span class="quiet">{text(word)}</span>
        </span>
    }
}
