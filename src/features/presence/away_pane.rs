//! What is said to somebody whose chats were put aside while they were gone (A7): how many, and
//! one button that takes all of them up again.

use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key, Plural, tn},
    ui::{banner::Banner, button::IconButton, icon::Shape, notice::Way, prelude::*},
};
use leptos::task::spawn_local;

/// The strip; nothing while nothing was put aside.
#[component]
pub fn AwayPane() -> impl IntoView {
    let app = expect_context::<App>();
    let toasts = expect_context::<Desk>().toasts;
    let (of, dismissed) = (app.store.clone(), app.store.clone());
    let count = Memo::new(move |_| u32::try_from(of.left_aside().len()).unwrap_or(u32::MAX));
    let on_resume = Callback::new(move |()| {
        let app = app.clone();
        spawn_local(async move {
            let failed = commands::resume_all(&app).await;
            if failed > 0 {
                toasts.say(tn(Plural::AwayFailed, failed), None);
            }
        });
    });
    let on_dismiss = Callback::new(move |()| dismissed.away.clear());
    view! { <AwayBanner count on_resume on_dismiss/> }
}

/// The strip as it looks.
#[component]
pub fn AwayBanner(
    /// How many were put aside.
    #[prop(into)]
    count: Signal<u32>,
    /// «Retomar todas».
    on_resume: Callback<()>,
    /// The cross.
    on_dismiss: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || count.get() != 0>
            <div class="away">
                <Banner
                    sentence=move || tn(Plural::AwayMoved, count.get().into())
                    shape=Shape::Clock
                    way=Way::new(Key::AwayResume, on_resume)
                />
                <IconButton label=Key::ActionDismiss shape=Shape::Cross on_press=on_dismiss/>
            </div>
        </Show>
    }
}
