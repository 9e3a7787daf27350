//! Every view over every fixture on one page (cargo feature `gallery`), at `/gallery`.
//!
//! `?show=desk`, `?show=thread`, `?show=login` show one screen as large as the window. Nothing here
//! is connected to anything.

pub mod actions;
pub mod cards;
pub mod desk;
pub mod found;
pub mod keys;
pub mod mails;
pub mod media;
pub mod parts;
pub mod settings;
pub mod states;

use crate::{
    features::presence::account_menu::Theme,
    i18n::{Language, language, switch_embedded},
    ui::prelude::*,
};

/// The page.
#[component]
pub fn Gallery() -> impl IntoView {
    let shown = window().location().search().unwrap_or_default();
    let shown = shown.strip_prefix("?show=").unwrap_or_default().to_owned();
    match shown.as_str() {
        "desk" => view! { <desk::Desk/> }.into_any(),
        "queue" => view! { <desk::Queue/> }.into_any(),
        "thread" => view! { <desk::PhoneThread/> }.into_any(),
        "mails" => {
            view! { <div class="gallery"><mails::Mails/><mails::Detail/><mails::Writing/></div> }
                .into_any()
        }
        "mail" => view! { <mails::MailThread/> }.into_any(),
        "cards" => view! { <div class="gallery"><cards::Fields/><cards::Cards/></div> }.into_any(),
        "settings" => view! { <div class="gallery"><settings::Settings/></div> }.into_any(),
        "viewer" => view! { <media::Viewer/> }.into_any(),
        "login" => view! { <desk::Login/> }.into_any(),
        "close" => view! { <desk::Closing/> }.into_any(),
        _ => view! { <Everything/> }.into_any(),
    }
}

#[component]
fn Everything() -> impl IntoView {
    view! {
        <div class="gallery" data-gallery="complete">
            <Switches/>
            <parts::Parts/>
            <states::Rows/>
            <states::Lists/>
            <found::Found/>
            <actions::Actions/>
            <states::Messages/>
            <states::Thread/>
            <media::Files/>
            <mails::Mails/>
            <mails::Detail/>
            <states::Composers/>
            <mails::Writing/>
            <cards::Fields/>
            <cards::Cards/>
            <states::Rest/>
            <media::Notices/>
            <keys::Keys/>
            <settings::Settings/>
        </div>
    }
}

#[component]
fn Switches() -> impl IntoView {
    view! {
        <p class="gallery__switches">
            {Theme::ALL
                .map(|theme| view! {
                    <button type="button" class="text-button" on:click=move |_| set_theme(theme)>{theme.word()}</button>
                })
                .collect_view()}
            {Language::ALL
                .map(|one| view! {
                    <button
                        type="button"
                        class="text-button"
                        aria-pressed=move || (language() == Some(one)).to_string()
                        on:click=move |_| switch_embedded(one)
                    >
                        {one.tag()}
                    </button>
                })
                .collect_view()}
        </p>
    }
}

fn set_theme(theme: Theme) {
    if let Some(root) = document().document_element() {
        // A refused attribute leaves the old theme.
        let _ = root.set_attribute("data-theme", theme.word());
    }
}

/// A part of the gallery under its name.
#[component]
fn Case(
    /// What is shown.
    name: &'static str,
    /// Whether it needs the height of a pane.
    #[prop(optional)]
    is_tall: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="gallery__case" class:gallery__case--tall=is_tall>
            <h3 class="gallery__name">{name}</h3>
            <div class="gallery__stage">{children()}</div>
        </section>
    }
}

/// Does nothing: the gallery is connected to nothing.
fn idle<T: Send + Sync + 'static>() -> Callback<T> {
    Callback::new(|_| {})
}
