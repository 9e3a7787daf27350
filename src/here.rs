//! Where the reader is: the address as a [`Place`], and the way to another one.
//!
//! There is one page with one address form, so the router's own route table is not used (it weighs
//! more than the list); its address, its history and its links are.

use crate::route::{Place, SETTINGS, Section};
use crate::ui::prelude::*;
use bandeja_browser::page;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::{BrowserUrl, LocationProvider},
};
use std::sync::Arc;

/// The address and the way to another.
#[derive(Clone)]
pub struct Here {
    /// Where the reader is.
    pub place: Memo<Place>,
    /// Whether that is in the settings.
    pub is_settings: Memo<bool>,
    /// The last part of the address.
    last: Signal<String>,
    base: Arc<str>,
    go: Callback<(String, bool)>,
}

impl Here {
    /// Reads the address from the router, which must be around. `bar` is the browser's address bar.
    #[must_use]
    pub fn new(bar: Option<BrowserUrl>) -> Self {
        let base: Arc<str> = page::base_path().into();
        let location = use_location();
        let of = Arc::clone(&base);
        let path = location.pathname;
        let root = format!("{base}/{SETTINGS}");
        let is_settings = Memo::new(move |_| path.with(|path| path.starts_with(&root)));
        let last = Signal::derive(move || {
            let path = path.get();
            path.rsplit('/').next().unwrap_or_default().to_owned()
        });
        let place = Memo::new(move |_| {
            let path = location.pathname.get();
            let path = path.strip_prefix(&*of).unwrap_or(&path);
            let mut parts = path.trim_start_matches('/').split('/');
            let (tab, selected) = (parts.next(), parts.next());
            location
                .query
                .with(|query| Place::read(tab, selected, &|name| query.get_str(name)))
        });
        // The router writes a clicked link's address when its route table has changed the page.
        // There is none: the page has changed as soon as the place has.
        if let Some(bar) = bar {
            whenever(move || {
                place.track();
                last.track();
                bar.ready_to_complete();
            });
        }
        let navigate = use_navigate();
        let go = Callback::new(move |(address, replace): (String, bool)| {
            // The address is whole already.
            navigate(
                &address,
                NavigateOptions {
                    resolve: false,
                    replace,
                    ..Default::default()
                },
            );
        });
        Self {
            place,
            is_settings,
            last,
            base,
            go,
        }
    }

    /// The address of a place, for a link.
    #[must_use]
    pub fn address(&self, place: &Place) -> String {
        format!("{}{}", self.base, place.path())
    }

    /// The section of the settings that the address says.
    #[must_use]
    pub fn section(&self) -> Section {
        self.last.with(|word| Section::from_word(word))
    }

    /// The address of a section of the settings, for a link.
    #[must_use]
    pub fn settings(&self, section: Section) -> String {
        format!("{}/{SETTINGS}/{}", self.base, section.word())
    }

    /// Goes to a place; the way back leads here.
    pub fn go(&self, place: &Place) {
        self.go.run((self.address(place), false));
    }

    /// Goes to a place in the stead of this one.
    pub fn become_place(&self, place: &Place) {
        self.go.run((self.address(place), true));
    }
}
