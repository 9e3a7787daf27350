//! «Conversaciones anteriores»: the other conversations of a contact, the newest first (T2, A6).

use crate::{
    i18n::{Key, text},
    ui::{
        avatar::Glyph,
        button::{Button, Kind},
        icon::Icon,
        moment::{Moment, Time},
        prelude::*,
    },
};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierOne {
    /// Where it is.
    pub href: String,
    /// Its channel.
    pub glyph: Glyph,
    /// The name of its channel.
    pub channel: &'static str,
    /// What it is about: its subject, or its last words.
    pub about: String,
    /// Where it stands.
    pub status: String,
    /// The case: `#6597`.
    pub attention: String,
    /// When somebody wrote last.
    pub at: Moment,
}

/// The list.
#[component]
pub fn Earlier(
    /// Them.
    #[prop(into)]
    rows: Signal<Vec<EarlierOne>>,
    /// Whether there are more.
    #[prop(into)]
    has_more: Signal<bool>,
    /// The person wants more.
    #[prop(into)]
    on_more: Callback<()>,
    /// The person goes to one.
    #[prop(into)]
    on_go: Callback<()>,
) -> impl IntoView {
    view! {
        <section class="card__part">
            <h3 class="card__title">{text(Key::ContactEarlier)}</h3>
            <ul class="earlier">
                <For each=move || rows.get() key=|row| (row.href.clone(), row.about.clone(), row.at.short.clone()) let:row>
                    <li>
                        <a class="earlier__row" href=row.href on:click=move |_| on_go.run(())>
                            <span class=format!("earlier__glyph tone tone--{}", row.glyph.tone)>
                                <Icon shape=row.glyph.shape/>
                                <span class="quiet">{row.channel}</span>
                            </span>
                            <span class="earlier__about"><bdi>{row.about}</bdi></span>
                            <span class="earlier__below">
                                {row.status} " · " {row.attention} " · " <Time at=row.at/>
                            </span>
                        </a>
                    </li>
                </For>
            </ul>
            <Show when=move || rows.with(Vec::is_empty)>
                <p class="card__none">{text(Key::ContactEarlierNone)}</p>
            </Show>
            <Show when=move || has_more.get()>
                <Button label=Key::ContactEarlierMore kind=Kind::Bare on_press=move |()| on_more.run(())/>
            </Show>
        </section>
    }
}
