//! Keeps the store as the server has it: the session machine, driven by the browser; pages that are
//! missing; the outbox.
//!
//! [`App`] is the app-wide handle: containers take it from context and hand it to
//! [`commands`](crate::commands). Everything in here goes on by itself, whatever is on the screen,
//! and shows itself by what it writes into the store.
//!
//! | module | what it does |
//! |---|---|
//! | [`driver`] | tells the session what happened and does what it says |
//! | [`frames`] | server frames: numbered ones to the session, the others into the store |
//! | [`loader`] | fetches rows and items that are missing |
//! | [`runner`] | sends what is in the outbox |
//! | [`reading`], [`writing`] | read marks; drafts and typing signs |
//! | [`uploads`] | files on their way to the server |
//! | [`disk`], [`kept`] | the outbox between two lives of the page |
//! | [`tabs`] | what tabs of one login tell each other |

pub(crate) mod disk;
mod driver;
mod frames;
pub(crate) mod kept;
mod loader;
mod reading;
mod runner;
mod tabs;
mod uploads;
mod writing;

use crate::{
    api::{Api, ApiError, Request, answer},
    store::Store,
};
use bandeja_browser::{
    clock, idb,
    listen::Listener,
    socket::Socket,
    storage,
    tabs::Tabs,
    timer::{self, Frame, Timeout},
};
use bandeja_contract::{
    Agent, AgentId, Code, ConversationId, Endpoint, Event, ItemId, Seq, Timestamp,
    endpoint::{SignIn, SignOut},
};
use bandeja_domain::{
    clock::LocalTime,
    session::{Input, Link, Session},
    sorted::Sorted,
};
use leptos::{prelude::*, task::spawn_local};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

/// The key under which it is remembered that the server has not heard of a sign-out.
const OWED: &str = "bandeja.signed_out";

/// The app-wide handle. A clone is the same app.
#[derive(Clone)]
pub struct App {
    /// What the screen shows.
    pub store: Store,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    list_failure: ArcRwSignal<Option<ApiError>>,
}

/// What belongs to the browser and stays in its thread.
pub(crate) struct Inner {
    pub(crate) api: Api,
    session: RefCell<Session<Vec<Event>>>,
    inputs: RefCell<VecDeque<Input<Vec<Event>>>>,
    is_feeding: Cell<bool>,
    /// Frames that nobody has looked at yet.
    heard: RefCell<Vec<(Link, String)>>,
    /// The next picture, and since when it is waited for.
    picture: RefCell<Option<(LocalTime, Frame)>>,
    socket: RefCell<Option<(Link, Socket)>>,
    timers: Timers,
    listeners: RefCell<Vec<Listener>>,
    tabs: RefCell<Option<Tabs>>,
    disk: RefCell<Option<(AgentId, Option<idb::Store>)>>,
    /// The messages that are on disk as they are.
    on_disk: RefCell<Vec<ItemId>>,
    uploads: RefCell<Vec<uploads::Under>>,
    /// The number of the last upload.
    uploaded: Cell<u32>,
    /// When each page of the list was fetched last.
    fetched: RefCell<Sorted<u32, LocalTime>>,
    waits: RefCell<bandeja_domain::backoff::Backoff>,
    /// The typing sign sent last, and when.
    pub(crate) typing: Cell<Option<(ConversationId, LocalTime)>>,
    /// The last item that somebody looked at.
    pub(crate) seen: Cell<Option<(ConversationId, Seq)>>,
    /// Whoever hears events before they are applied.
    pub(crate) hears: RefCell<Option<Hears>>,
}

/// Hears events.
pub(crate) type Hears = Box<dyn Fn(&[Event])>;

/// One of a kind each: setting a timer again calls the old one off.
#[derive(Default)]
struct Timers {
    session: RefCell<Option<Timeout>>,
    typing: RefCell<Option<Timeout>>,
    list: RefCell<Option<Timeout>>,
    outbox: RefCell<Option<Timeout>>,
}

impl App {
    /// An app that knows its backend and has not begun.
    #[must_use]
    pub fn new(api: Api) -> Self {
        // Two clients must not come back in step.
        let seed = (clock::chance() * 9e15).to_bits();
        let inner = Inner {
            api,
            session: RefCell::new(Session::new(seed)),
            inputs: RefCell::default(),
            is_feeding: Cell::new(false),
            heard: RefCell::default(),
            picture: RefCell::default(),
            socket: RefCell::default(),
            timers: Timers::default(),
            listeners: RefCell::default(),
            tabs: RefCell::default(),
            disk: RefCell::default(),
            on_disk: RefCell::default(),
            uploads: RefCell::default(),
            uploaded: Cell::new(0),
            fetched: RefCell::default(),
            waits: RefCell::new(bandeja_domain::backoff::Backoff::new(!seed)),
            typing: Cell::new(None),
            seen: Cell::new(None),
            hears: RefCell::default(),
        };
        Self {
            store: Store::default(),
            inner: StoredValue::new_local(Rc::new(inner)),
            list_failure: ArcRwSignal::new(None),
        }
    }

    /// Starts the session; the header says how it goes. Doing it twice does no harm.
    pub fn begin(&self) {
        let Some(inner) = self.inner() else { return };
        if inner.listeners.borrow().is_empty() {
            let mut listeners = self.listen_to_wakes();
            listeners.extend(self.listen_to_attention());
            *inner.listeners.borrow_mut() = listeners;
            self.join_tabs();
        }
        let app = self.clone();
        spawn_local(async move {
            if app.owes_sign_out() {
                // Somebody signed out while the server was away.
                if app.call(&SignOut).await.is_ok() {
                    app.owe_sign_out(false);
                }
            }
            app.feed(Input::Start);
        });
    }

    /// Whether somebody is signing out, or the server does not know of it yet.
    pub(crate) fn owes_sign_out(&self) -> bool {
        storage::get(OWED).is_some()
    }

    /// Remembers that the server must be told that somebody signed out, or that it knows.
    pub(crate) fn owe_sign_out(&self, is_owed: bool) {
        if !is_owed {
            storage::remove(OWED);
        } else if storage::set(OWED, "1").is_err() {
            self.store.connection.set_keeps(false);
        }
    }

    /// Signs in; a refusal here says nothing about the session.
    pub(crate) async fn sign_in(&self, call: &SignIn) -> Result<Agent, ApiError> {
        let inner = self.inner().ok_or(ApiError::Offline)?;
        let text = inner.api.send(Request::of(call)).await?;
        self.owe_sign_out(false);
        answer::<SignIn>(&text)
    }

    /// Makes a call that is safe to repeat, once more when nobody knows whether it arrived.
    pub(crate) async fn call_twice<E: Endpoint>(&self, call: &E) -> Result<E::Answer, ApiError> {
        let request = Request::of(call);
        let text = match self.send(request.clone()).await {
            Err(ApiError::Offline | ApiError::TimedOut | ApiError::Down { .. }) => {
                timer::sleep(1_000).await;
                self.send(request).await
            }
            answer => answer,
        };
        answer::<E>(&text?)
    }

    /// Tries to connect now, whatever the waits say.
    pub fn retry_now(&self) {
        self.feed(Input::Wake);
        self.refill();
    }

    /// Why the list cannot be shown, as long as it cannot.
    #[must_use]
    pub fn list_failure(&self) -> Option<ApiError> {
        self.list_failure.get()
    }

    /// The server's time, as far as one can tell.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.store.connection.now(local_now())
    }

    /// Makes a call; a refusal for want of a login ends the session.
    pub(crate) async fn call<E: Endpoint>(&self, endpoint: &E) -> Result<E::Answer, ApiError> {
        let text = self.send(Request::of(endpoint)).await?;
        answer::<E>(&text)
    }

    /// Not generic, so that it is in the wasm once.
    async fn send(&self, request: Request) -> Result<String, ApiError> {
        let inner = self.inner().ok_or(ApiError::Offline)?;
        let answer = inner.api.send(request).await;
        if let Err(error) = &answer
            && error.code() == Some(Code::SignedOut)
        {
            self.feed(Input::SignedOut);
        }
        answer
    }

    /// The backend, for addresses; `None` only when the page is going down.
    pub(crate) fn api(&self) -> Option<Api> {
        self.inner().map(|inner| inner.api.clone())
    }

    /// `None` only when the page is going down.
    pub(crate) fn inner(&self) -> Option<Rc<Inner>> {
        self.inner.try_get_value()
    }
}

/// This machine's time.
pub(crate) fn local_now() -> LocalTime {
    LocalTime(clock::now().0)
}
