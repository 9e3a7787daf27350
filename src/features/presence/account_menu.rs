//! The menu of the one who is signed in: language, theme, signing out.

use crate::{
    i18n::{Key, Language, language, tf},
    ui::{
        icon::Shape,
        menu::{MenuGroup, MenuItem, MenuItems},
        popover::Popover,
        prelude::*,
    },
};

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What stands in `data-theme` and in this browser's storage.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a remembered word; what is not known is as the system says.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.word() == word)
            .unwrap_or_default()
    }

    const fn key(self) -> Key {
        match self {
            Self::System => Key::AccountThemeSystem,
            Self::Light => Key::AccountThemeLight,
            Self::Dark => Key::AccountThemeDark,
        }
    }

    const fn shape(self) -> Shape {
        match self {
            Self::System => Shape::Screen,
            Self::Light => Shape::Sun,
            Self::Dark => Shape::Moon,
        }
    }
}

/// What the person asks for in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Another language.
    Language(Language),
    /// Another theme.
    Theme(Theme),
    /// The choices of notices.
    Notices,
    /// Sign out.
    SignOut,
}

/// The button, and the sheet that it opens.
#[component]
pub fn AccountMenu(
    /// Who is signed in.
    #[prop(into)]
    name: Signal<String>,
    /// What stands in the sheet: [`AccountItems`].
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Popover
            label=move || tf(Key::AccountMenu, &[("name", &name.get())])
            shape=Shape::Person
            role="menu"
        >
            {children()}
        </Popover>
    }
}

/// The lines of the menu.
#[component]
pub fn AccountItems(
    /// Who is signed in.
    #[prop(into)]
    name: Signal<String>,
    /// The theme that holds.
    #[prop(into)]
    theme: Signal<Theme>,
    /// The person asks for something.
    #[prop(into)]
    on_ask: Callback<Ask>,
) -> impl IntoView {
    let languages = Language::ALL.map(|one| {
        MenuItem::new(own_name(one), move || on_ask.run(Ask::Language(one)))
            .checked(Signal::derive(move || language() == Some(one)))
    });
    let themes = Theme::ALL.map(|one| {
        MenuItem::new(one.key(), move || on_ask.run(Ask::Theme(one)))
            .shape(one.shape())
            .checked(Signal::derive(move || theme.get() == one))
    });
    let notices =
        MenuItem::new(Key::NotifyTitle, move || on_ask.run(Ask::Notices)).shape(Shape::Bell);
    let out =
        MenuItem::new(Key::AccountSignOut, move || on_ask.run(Ask::SignOut)).shape(Shape::Leave);
    let groups = vec![
        MenuGroup {
            label: Key::AccountLanguage.into(),
            items: languages.into(),
        },
        MenuGroup {
            label: Key::AccountTheme.into(),
            items: themes.into(),
        },
        MenuGroup {
            label: (move || name.get()).into(),
            items: vec![notices, out],
        },
    ];
    view! { <MenuItems groups/> }
}

const fn own_name(language: Language) -> Key {
    match language {
        Language::Es => Key::LanguageEs,
        Language::PtBr => Key::LanguagePtBr,
        Language::En => Key::LanguageEn,
    }
}
