//! The languages in their own names, one press each (G4).

use crate::{
    i18n::{Key, Language, language, t},
    ui::prelude::*,
};

/// Three words; the current one is marked.
#[component]
pub fn LanguageSwitch(
    /// A language was chosen.
    #[prop(into)]
    on_choose: Callback<Language>,
) -> impl IntoView {
    let choice = move |one: Language| {
        let is_current = move || language() == Some(one);
        view! {
            <button
                type="button"
                class="language-switch__choice"
                lang=one.tag()
                aria-pressed=move || if is_current() { "true" } else { "false" }
                on:click=move |_| on_choose.run(one)
            >
                {move || t(name(one))}
            </button>
        }
    };
    view! {
        <div class="language-switch" role="group" aria-label=move || t(Key::AccountLanguage)>
            {Language::ALL.map(choice).collect_view()}
        </div>
    }
}

const fn name(language: Language) -> Key {
    match language {
        Language::Es => Key::LanguageEs,
        Language::PtBr => Key::LanguagePtBr,
        Language::En => Key::LanguageEn,
    }
}
