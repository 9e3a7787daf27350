//! The choices of notices: what, on the desktop, by a sound; and the browser's leave (G5).

use super::choices::{Choices, Way};
use crate::{
    i18n::{Key, t, text},
    ui::{button::Button, prelude::*},
};
use bandeja_browser::notify::Permission;
use bandeja_domain::news::News;

/// What the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The browser's leave.
    Permission,
    /// Some news, some way, on or off.
    Tell(News, Way, bool),
    /// Whether notices show what was written.
    Text(bool),
}

/// The form.
#[component]
pub fn NoticesForm(
    /// What holds.
    #[prop(into)]
    choices: Signal<Choices>,
    /// What the browser lets us.
    #[prop(into)]
    permission: Signal<Permission>,
    /// The person wants something.
    #[prop(into)]
    on_ask: Callback<Ask>,
) -> impl IntoView {
    let shows_text = move || choices.with(|choices| choices.shows_text);
    view! {
        <div class="notices">
            {move || leave(permission.get(), on_ask)}
            <table class="notices__table">
                <thead>
                    <tr>
                        <th scope="col"><span class="quiet">{text(Key::NotifyWhat)}</span></th>
                        <th scope="col">{text(Key::NotifyDesktop)}</th>
                        <th scope="col">{text(Key::NotifySound)}</th>
                    </tr>
                </thead>
                <tbody>{News::ALL.map(|news| row(news, choices, on_ask)).collect_view()}</tbody>
            </table>
            <label class="notices__text">
                <input
                    type="checkbox"
                    prop:checked=shows_text
                    on:change=move |event| on_ask.run(Ask::Text(event_target_checked(&event)))
                />
                {text(Key::NotifyText)}
            </label>
        </div>
    }
}

fn leave(permission: Permission, on_ask: Callback<Ask>) -> AnyView {
    let sentence = match permission {
        Permission::Granted => return ().into_any(),
        Permission::Unasked => Key::NotifyUnasked,
        Permission::Denied => Key::NotifyDenied,
        Permission::Absent => Key::NotifyAbsent,
    };
    view! {
        <div class="notices__leave">
            <p>{text(sentence)}</p>
            {(permission == Permission::Unasked).then(|| view! {
                <Button label=Key::NotifyAllow on_press=move |()| on_ask.run(Ask::Permission)/>
            })}
        </div>
    }
    .into_any()
}

fn row(news: News, choices: Signal<Choices>, on_ask: Callback<Ask>) -> AnyView {
    let name = match news {
        News::Message => Key::NotifyMessage,
        News::Assigned => Key::NotifyAssigned,
        News::Queued => Key::NotifyQueued,
    };
    let boxes = [(Way::Desktop, Key::NotifyDesktop), (Way::Sound, Key::NotifySound)].map(|(way, word)| {
        view! {
            <td>
                <input
                    type="checkbox"
                    aria-label=move || format!("{}: {}", t(name), t(word))
                    prop:checked=move || choices.with(|choices| choices.has(news, way))
                    on:change=move |event| on_ask.run(Ask::Tell(news, way, event_target_checked(&event)))
                />
            </td>
        }
    });
    view! { <tr><th scope="row">{text(name)}</th>{boxes}</tr> }.into_any()
}
