//! Puts the panel into its page: events in, effects out.

mod effects;

use crate::{
    dom, json,
    keep::{self, Keep},
    panel::{Panel, unfit},
    port::{Port, Said},
    view::{Composer, Deed, Told, View},
    wire,
    words::Language,
};
use bandeja_browser::{
    clock, ids::uuid_v7, listen::Listener, socket::Socket, timer::Timeout, wake,
};
use bandeja_contract::ItemId;
use bandeja_domain::{clock::LocalTime, session::Link, text::Unfit};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// The close code of a socket whose page goes away.
const GOING_AWAY: u16 = 1001;

/// The panel, its page and everything that is open.
pub struct App {
    panel: Panel,
    view: View,
    composer: Composer,
    keep: Keep,
    language: Language,
    port: Option<Port>,
    socket: Option<(Link, Socket)>,
    tick: Option<(LocalTime, Timeout)>,
    _listeners: Vec<Listener>,
}

/// Something that happens to the panel.
type Happening = Box<dyn FnOnce(&mut App, &Handle)>;

/// A way to the panel for whatever happens later.
#[derive(Clone, Default)]
pub struct Handle {
    app: Rc<RefCell<Option<App>>>,
    /// What happened while something else did.
    waiting: Rc<RefCell<Vec<Happening>>>,
}

impl Handle {
    /// Starts the panel of this page. `None` when the page is not the panel's.
    pub fn start() -> Option<Self> {
        let window = web_sys::window()?;
        let place = window.location();
        let query = web_sys::UrlSearchParams::new_with_str(&place.search().ok()?).ok()?;
        let asked = query.get("lang").unwrap_or_default();
        let spoken = window.navigator().language().unwrap_or_default();
        let language = Language::of([asked.as_str(), spoken.as_str()]);

        let handle = Self::default();
        let told: Told = Rc::new({
            let handle = handle.clone();
            move |deed| handle.act(move |app, _| app.take(deed))
        });
        let inbox = json::parse(&dom::inbox()?).as_ref().and_then(wire::inbox)?;
        let keep = Keep::new(&inbox.key);
        let port = Port::open(
            &window,
            &query.get("host").unwrap_or_default(),
            &inbox.origins,
            {
                let handle = handle.clone();
                move |said| handle.act(move |app, _| app.hear(said))
            },
        );
        let is_framed = !window
            .parent()
            .ok()
            .flatten()
            .is_some_and(|parent| parent == window);
        let root = dom::root()?;
        let mut app = App {
            panel: Panel::new(inbox, seed()),
            view: View::new(&window, &root, language, &told),
            composer: Composer::new(language, &told),
            keep,
            language,
            port,
            socket: None,
            tick: None,
            _listeners: handle.watch(&window),
        };
        if is_framed {
            app.view.show_close();
        }
        if let Some(draft) = app.keep.draft() {
            app.composer.replace(&draft);
        }
        app.judge();
        let (keep, identity) = (app.keep.clone(), app.keep.identity());
        *handle.app.borrow_mut() = Some(app);
        handle.act(move |app, handle| {
            app.panel.shown(now(), !is_framed);
            if identity.is_some() || keep.has_slots() {
                handle.restore(keep);
            }
            if let Some(identity) = identity {
                app.panel.identified(now(), identity);
            }
        });
        Some(handle)
    }

    /// Lets something happen to the panel, and does what follows from it.
    fn act(&self, happen: impl FnOnce(&mut App, &Self) + 'static) {
        self.act_boxed(Box::new(happen));
    }

    // Not generic: it is called from twenty places, and each copy would weigh.
    fn act_boxed(&self, happen: Happening) {
        self.waiting.borrow_mut().push(happen);
        // What happens while something happens is left to that: one after the other.
        let Ok(mut app) = self.app.try_borrow_mut() else {
            return;
        };
        let Some(app) = app.as_mut() else {
            return;
        };
        loop {
            let waiting = std::mem::take(&mut *self.waiting.borrow_mut());
            if waiting.is_empty() {
                break;
            }
            for happen in waiting {
                happen(app, self);
                app.perform(self);
            }
            app.draw();
            app.wind(self);
        }
    }

    /// Signs from the page.
    fn watch(&self, window: &web_sys::Window) -> Vec<Listener> {
        let handle = self.clone();
        let mut listeners = wake::on_wake(move || handle.act(|app, _| app.panel.woke(now())));
        let handle = self.clone();
        // An open socket would keep the site out of the back/forward cache.
        listeners.push(Listener::new(window, "pagehide", move |_| {
            handle.act(|app, _| app.let_go());
        }));
        if let Some(document) = window.document() {
            let handle = self.clone();
            listeners.push(Listener::new(&document, "visibilitychange", move |_| {
                handle.act(|app, _| app.panel.seen(now(), wake::is_visible()));
            }));
        }
        listeners
    }

    /// Brings back what an earlier page left behind.
    fn restore(&self, keep: Keep) {
        let handle = self.clone();
        spawn_local(async move {
            let left = keep.left().await;
            let left: Vec<_> = left
                .into_iter()
                .filter_map(|(id, text)| keep::read(id, &json::parse(&text)?))
                .collect();
            handle.act(move |app, _| app.panel.restore(now(), left));
        });
    }
}

impl App {
    /// Somebody did something in the panel.
    fn take(&mut self, deed: Deed) {
        let now = now();
        match deed {
            Deed::Wrote(text) => {
                if !self.keep.set_draft(&text) {
                    self.panel.warn();
                }
                self.panel.wrote(now, text.trim().is_empty());
                self.judge();
                let follows = self.view.is_at_end();
                self.composer.fit();
                if follows {
                    self.view.go_to_end();
                }
            }
            Deed::Submitted => self.submit(now),
            Deed::Retried(id) => self.panel.retry(now, id),
            Deed::TookBack(id) => {
                if let Some(text) = self.panel.take_back(now, id) {
                    self.take_back(text);
                }
            }
            Deed::WantedOlder => self.panel.want_older(),
            Deed::Closed => {
                if let Some(port) = &self.port {
                    port.close();
                }
            }
        }
    }

    fn submit(&mut self, now: LocalTime) {
        let text = self.composer.text();
        if self.panel.submit(now, ItemId(uuid_v7()), &text) {
            self.write("");
            self.view.go_to_end();
        }
        self.judge();
    }

    /// Puts a refused message back, before what stands in the box by now.
    fn take_back(&mut self, mut text: String) {
        let stands = self.composer.text();
        if !stands.is_empty() {
            text.push('\n');
            text.push_str(&stands);
        }
        self.write(&text);
        self.judge();
        self.composer.focus();
    }

    fn write(&mut self, text: &str) {
        self.composer.replace(text);
        if !self.keep.set_draft(text) {
            self.panel.warn();
        }
    }

    /// Says in place whether the text can be sent.
    fn judge(&mut self) {
        let unfit = unfit(&self.composer.text());
        let too_long = match unfit {
            Some(Unfit::TooLong { length, limit }) => Some((length, limit)),
            _ => None,
        };
        self.composer.judge(unfit.is_none(), too_long);
    }

    /// The page around said something.
    fn hear(&mut self, said: Said) {
        match said {
            Said::Hello => self.panel.greeted(now()),
            Said::Open => {
                self.panel.shown(now(), true);
                // On a phone the keyboard would cover what has come.
                if !dom::is_touch() {
                    self.composer.focus();
                }
                self.composer.fit();
            }
            Said::Closed => self.panel.shown(now(), false),
        }
    }

    /// The page may be frozen from now on.
    fn let_go(&mut self) {
        if let Some((link, _)) = self.socket.take() {
            self.panel.closed(now(), link, GOING_AWAY);
        }
    }

    fn draw(&mut self) {
        let picture = self
            .panel
            .picture(now(), self.language, &clock::offset_minutes);
        self.view.draw(picture);
    }

    /// Sets the alarm for the next thing that is due.
    fn wind(&mut self, handle: &Handle) {
        let now = now();
        let due = self.panel.next_tick(now);
        if self.tick.as_ref().map(|(at, _)| *at) == due {
            return;
        }
        self.tick = due.map(|at| {
            let handle = handle.clone();
            let ring = move || {
                handle.act(|app, _| {
                    app.tick = None;
                    app.panel.tick(self::now());
                });
            };
            (at, Timeout::new(at.since(now), ring))
        });
    }
}

fn now() -> LocalTime {
    LocalTime(clock::now().0)
}

fn seed() -> u64 {
    uuid_v7().as_u64_pair().1
}
