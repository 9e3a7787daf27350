//! What is not in the first load: parts of the app that are fetched when they are first needed.
//!
//! Each function below becomes a wasm file of its own with all that only it reaches (cargo feature
//! `split`, which `cargo xtask dist` switches on for what is served). Without the feature they are
//! ordinary functions, and nothing is fetched.
//!
//! Invariant: a part is built under the owner of the view that shows it, never inside a future, so
//! that context and cleanup are those of the view.

pub mod fetched;

use crate::{
    features::{
        actions::{actions_pane::ActionsPane, bulk_pane::BulkPane, hand_dialog::HandDialog},
        card::{contact_pane::ContactPane, ticket_pane::TicketPane},
        composer::composer_pane::ComposerPane,
        conversation_list::group_filter_pane::GroupFilterPane,
        details::details_pane::DetailsPane,
        login::login_page::{LoginAgainDialog, LoginPage},
        notices::notices_pane::NoticesPane,
        palette::{doing_pane::DoingPane, keys_dialog::KeysDialog, palette_dialog::PaletteDialog},
        presence::{account_pane::AccountPane, away_pane::AwayPane},
        search::search_pane::SearchPane,
        settings::settings_page::SettingsPage,
        thread::{thread_pane::ThreadPane, viewer_pane::ViewerPane},
        wrap_up::wrap_up_dialog::WrapUpDialog,
    },
    language,
    ui::prelude::*,
};
use bandeja_browser::page;
use fetched::Fetched;
use leptos::{task::spawn_local, wasm_split::SplitLoaderError};
use std::{
    future::Future,
    pin::{Pin, pin},
    sync::atomic::{AtomicBool, Ordering},
    task::{Context, Poll, Waker},
};

/// What index.html calls the sheet with the looks of all parts.
pub const STYLE: &str = "late";

/// A part of the app.
pub struct Part {
    is_here: AtomicBool,
    fetch: fn() -> Fetching,
    build: fn() -> AnyView,
}

type Fetching = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

impl Part {
    /// Whether it can be shown at once.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.is_here.load(Ordering::Relaxed)
    }

    /// Fetches it with what all parts look like and say, unless it is here; answers whether it is.
    pub async fn fetch(&self) -> bool {
        if !self.is_here() {
            let style = page::bring_style(STYLE);
            let texts = language::bring_late();
            let has_code = (self.fetch)().await.is_ok();
            let is_here = style.await && texts.await && has_code;
            self.is_here.store(is_here, Ordering::Relaxed);
        }
        self.is_here()
    }

    /// Fetches it before somebody asks. Whoever asks later fetches again if this fails.
    pub fn fetch_ahead(&'static self) {
        spawn_local(async {
            let _ = self.fetch().await;
        });
    }

    /// Its view; nothing while it is not here.
    pub fn view(&self) -> AnyView {
        if self.is_here() {
            (self.build)()
        } else {
            ().into_any()
        }
    }
}

/// Makes a function a part: `part` is the file it is in, shared by all of that name.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident in $file:ident as $part:ident: $view:expr;)+) => {$(
        $(#[$doc])*
        pub static $part: Part = Part {
            is_here: AtomicBool::new(false),
            fetch: || Box::pin($name::fetch()),
            build: || at_once($name::$name()),
        };

        mod $name {
            use super::*;

            #[cfg(feature = "split")]
            #[leptos::wasm_split::wasm_split(
                $file,
                wasm_split_path = ::leptos::wasm_split,
                fallible,
                preload(fetch)
            )]
            pub(super) fn $name() -> Result<AnyView, SplitLoaderError> {
                Ok($view)
            }

            #[cfg(not(feature = "split"))]
            pub(super) async fn $name() -> Result<AnyView, SplitLoaderError> {
                Ok($view)
            }

            #[cfg(not(feature = "split"))]
            pub(super) async fn fetch() -> Result<(), SplitLoaderError> {
                Ok(())
            }
        }
    )+};
}

parts! {
    /// The selected conversation: its thread and its composer.
    thread in conversation as THREAD: {
        let composer = Callback::new(|id| view! { <ComposerPane id/> }.into_any());
        view! { <ThreadPane composer/> }.into_any()
    };
    /// The details of the selected conversation.
    details in conversation as DETAILS: {
        let contact = Callback::new(|()| view! { <Fetched part=&CONTACT/> }.into_any());
        let ticket = Callback::new(|()| view! { <Fetched part=&TICKET/> }.into_any());
        view! { <DetailsPane contact ticket/> }.into_any()
    };
    /// The card of a contact.
    contact in cards as CONTACT: view! { <ContactPane/> }.into_any();
    /// A ticket of support.
    ticket in cards as TICKET: view! { <TicketPane/> }.into_any();
    /// The dialog of closing.
    wrap_up in conversation as WRAP_UP: view! { <WrapUpDialog/> }.into_any();
    /// What was put aside while one was gone.
    away in menus as AWAY: view! { <AwayPane/> }.into_any();
    /// An image as large as the window.
    viewer in menus as VIEWER: view! { <ViewerPane/> }.into_any();
    /// What sounds, shows and counts when something happens.
    notices in notices as NOTICES: view! { <NoticesPane/> }.into_any();
    /// The lines of one's own menu.
    account in menus as ACCOUNT: view! { <AccountPane/> }.into_any();
    /// The boxes of the filter by groups.
    filter in menus as FILTER: view! { <GroupFilterPane/> }.into_any();
    /// What was found.
    search in menus as SEARCH: view! { <SearchPane/> }.into_any();
    /// The menu of a conversation.
    actions in menus as ACTIONS: view! { <ActionsPane/> }.into_any();
    /// The dialog of giving a conversation to somebody.
    hand in menus as HAND: view! { <HandDialog/> }.into_any();
    /// The bar of the ticked rows.
    bulk in menus as BULK: view! { <BulkPane/> }.into_any();
    /// What keys ask for is done.
    doing in menus as DOING: view! { <DoingPane/> }.into_any();
    /// The palette.
    palette in menus as PALETTE: view! { <PaletteDialog/> }.into_any();
    /// What keys do.
    keys in menus as KEYS: view! { <KeysDialog/> }.into_any();
    /// The settings of the workspace.
    settings in settings as SETTINGS: view! { <SettingsPage/> }.into_any();
    /// The page of signing in.
    login in signing as LOGIN: view! { <LoginPage/> }.into_any();
    /// The window of signing in again.
    login_again in signing as LOGIN_AGAIN: view! { <LoginAgainDialog/> }.into_any();
}

/// What a future that waits for nothing answers: the part is here, so its builder is one.
fn at_once(building: impl Future<Output = Result<AnyView, SplitLoaderError>>) -> AnyView {
    match pin!(building).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => view,
        Poll::Ready(Err(_)) | Poll::Pending => ().into_any(),
    }
}
