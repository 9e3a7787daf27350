//! What the mails of one open thread remember while they scroll in and out of sight: which are open,
//! how high they are, the addresses of their documents.

use super::{
    mail_body::{Body, BodyTold},
    mail_frames::MailFrames,
    mail_height::MailHeight,
};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Language, language},
    present::failure,
};
use bandeja_contract::{
    ItemId, Timestamp,
    mail::{BodyWish, Theme},
};
use bandeja_domain::sorted::Sorted;
use leptos::{prelude::*, task::spawn_local};

/// An address with less than so many milliseconds left is asked for anew.
const LEFT: i64 = 15_000;

/// The mails of one open thread.
#[derive(Clone, Copy)]
pub(super) struct MailViews {
    inner: StoredValue<Inner>,
}

#[derive(Default)]
struct Inner {
    views: Sorted<ItemId, MailView>,
    frames: MailFrames,
}

/// What is remembered of one.
#[derive(Clone)]
pub(super) struct MailView {
    pub(super) is_open: ArcRwSignal<bool>,
    pub(super) body: ArcRwSignal<Body>,
    pub(super) height: ArcRwSignal<f64>,
    known: ArcStoredValue<Known>,
}

#[derive(Clone, Default)]
struct Known {
    height: MailHeight,
    link: Option<Link>,
    /// Whether it is being asked for, and how.
    asked: Option<BodyWish>,
    /// How often in a row what came was no document of ours.
    silent: u8,
}

#[derive(Clone)]
struct Link {
    wish: BodyWish,
    url: String,
    until: Timestamp,
}

impl MailViews {
    pub(super) fn new() -> Self {
        Self {
            inner: StoredValue::new(Inner::default()),
        }
    }

    /// The memory of a mail; `is_open` says whether a new one is open.
    pub(super) fn of(self, id: ItemId, is_open: impl FnOnce() -> bool) -> MailView {
        let known = self.inner.with_value(|inner| inner.views.get(id).cloned());
        known.unwrap_or_else(|| {
            let view = MailView {
                is_open: ArcRwSignal::new(is_open()),
                // Until it comes into sight nobody waits for it.
                body: ArcRwSignal::new(Body::Asleep),
                height: ArcRwSignal::new(0.0),
                known: ArcStoredValue::new(Known::default()),
            };
            let kept = view.clone();
            self.inner.update_value(|inner| {
                inner.views.insert(id, kept);
            });
            view
        })
    }

    /// Something about the body of a mail happened.
    pub(super) fn told(self, id: ItemId, told: BodyTold, app: &App, desk: &Desk) {
        let Some(view) = self.view(id) else { return };
        match told {
            BodyTold::Sight(true) | BodyTold::Again => self.wake(id, &view, app, desk),
            BodyTold::Sight(false) => self.inner.update_value(|inner| inner.frames.lost(id)),
            BodyTold::Height(height) => view.is_high(height),
            BodyTold::Silent => {
                let times = view.is_silent();
                if times == 1 {
                    self.wake(id, &view, app, desk);
                } else {
                    let why = failure::of_call(&commands::ApiError::TimedOut);
                    view.body.set(Body::Failed(why));
                }
            }
            BodyTold::Images => commands::show_images(app, id),
        }
    }

    /// The view of a mail was taken away: it sleeps until it comes back.
    pub(super) fn gone(self, id: ItemId) {
        let _ = self.inner.try_update_value(|inner| inner.frames.gone(id));
        if let Some(view) = self.view(id) {
            view.sleep();
        }
    }

    /// Theme, language or consent changed: what lives is asked for as it is wanted now.
    pub(super) fn refresh(self, app: &App, desk: &Desk) {
        for id in self.inner.with_value(|inner| inner.frames.live()) {
            if let Some(view) = self.view(id) {
                self.wake(id, &view, app, desk);
            }
        }
    }

    fn view(self, id: ItemId) -> Option<MailView> {
        self.inner
            .try_with_value(|inner| inner.views.get(id).cloned())
            .flatten()
    }

    fn wake(self, id: ItemId, view: &MailView, app: &App, desk: &Desk) {
        let asleep = self
            .inner
            .try_update_value(|inner| inner.frames.wake(id))
            .flatten();
        if let Some(asleep) = asleep.and_then(|id| self.view(id)) {
            asleep.sleep();
        }
        view.show(id, app, wish(id, app, desk));
    }
}

impl MailView {
    /// Shows the document as it is wanted, by an address that is good.
    fn show(&self, id: ItemId, app: &App, wish: BodyWish) {
        if self.body.with_untracked(|body| *body == Body::Text) {
            return;
        }
        let known = self.known.get_value();
        let good = known.link.filter(|link| {
            link.wish == wish && link.until.0 - app.now().0 > LEFT && known.silent == 0
        });
        if let Some(link) = good {
            self.set(Body::Framed(link.url));
            return;
        }
        if known.asked.as_ref() == Some(&wish) {
            return;
        }
        let is_framed = self
            .body
            .with_untracked(|body| matches!(body, Body::Framed(_)));
        if !is_framed || known.silent > 0 {
            self.set(Body::Waiting);
        }
        self.known
            .update_value(|known| known.asked = Some(wish.clone()));
        let (view, app) = (self.clone(), app.clone());
        spawn_local(async move {
            let answer = commands::open_mail(&app, id, wish.clone()).await;
            let is_wanted = view
                .known
                .with_value(|known| known.asked.as_ref() == Some(&wish));
            if !is_wanted {
                return;
            }
            view.known.update_value(|known| known.asked = None);
            match answer {
                Ok((url, until)) => {
                    view.known.update_value(|known| {
                        known.link = Some(Link {
                            wish,
                            url: url.clone(),
                            until,
                        });
                    });
                    // One that fell asleep meanwhile has its address for later.
                    if !view.is_asleep() {
                        view.set(Body::Framed(url));
                    }
                }
                Err(error) if !view.is_asleep() => {
                    view.set(Body::Failed(failure::of_call(&error)));
                }
                Err(_) => {}
            }
        });
    }

    fn sleep(&self) {
        if self.body.with_untracked(|body| *body != Body::Text) {
            self.set(Body::Asleep);
        }
    }

    fn is_asleep(&self) -> bool {
        self.body.with_untracked(|body| *body == Body::Asleep)
    }

    fn is_high(&self, told: f64) {
        let mut shown = told;
        self.known.update_value(|known| {
            known.silent = 0;
            shown = known.height.told(told);
        });
        if self.height.get_untracked() != shown {
            self.height.set(shown);
        }
    }

    /// Counts how often in a row nothing was told.
    fn is_silent(&self) -> u8 {
        let mut times = 0;
        self.known.update_value(|known| {
            known.silent = known.silent.saturating_add(1);
            times = known.silent;
        });
        times
    }

    fn set(&self, body: Body) {
        if self.body.with_untracked(|known| *known != body) {
            self.body.set(body);
        }
    }
}

/// How a body is wanted now.
fn wish(id: ItemId, app: &App, desk: &Desk) -> BodyWish {
    untrack(|| BodyWish {
        theme: Theme::from_word(desk.theme.get()).unwrap_or(Theme::System),
        remote: app.store.mails.shows_images(id),
        language: language().unwrap_or(Language::Es).tag().to_owned(),
    })
}
