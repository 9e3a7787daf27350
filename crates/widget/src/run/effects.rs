//! What the panel wants done: storage, requests, sockets, word to the page around.

use super::{App, Handle, now};
use crate::{
    calls::{self, Request},
    json,
    keep::{self, Keep},
    panel::{Answer, Ask, Effect, Identity},
    wire,
};
use bandeja_browser::{
    ids::{secret, uuid_v7},
    socket::{Heard, Socket},
    timer::sleep,
};
use bandeja_contract::{API_ROOT, ItemId, VisitorId};
use bandeja_domain::session::Link;
use wasm_bindgen_futures::spawn_local;

/// Milliseconds that IndexedDB may take before a message goes that `localStorage` keeps already.
const PATIENCE: i64 = 1_500;

impl App {
    /// Does what is to be done, and what follows from that.
    pub(super) fn perform(&mut self, handle: &Handle) {
        loop {
            let effects = self.panel.take_effects();
            if effects.is_empty() {
                return;
            }
            for effect in effects {
                self.perform_one(effect, handle);
            }
        }
    }

    fn perform_one(&mut self, effect: Effect, handle: &Handle) {
        match effect {
            Effect::Identify => self.identify(),
            Effect::Keep(id) => self.keep_message(id, handle),
            Effect::Forget(id) => {
                let keep = self.keep.clone();
                spawn_local(async move { keep.remove(id).await });
            }
            Effect::Ask(ask) => self.ask(ask, handle),
            Effect::Open(link) => self.open(link, handle),
            Effect::Say(link, frame) => {
                let text = wire::write_frame(&frame, json::quote);
                if let Some((open, socket)) = &self.socket
                    && *open == link
                    && !socket.send(&text)
                {
                    // It is closing, and will say so itself.
                }
            }
            Effect::Abandon(link) => {
                self.socket.take_if(|(open, _)| *open == link);
            }
            Effect::Tell(news) => {
                if let Some(port) = &self.port {
                    port.tell(news);
                }
            }
        }
    }

    fn identify(&mut self) {
        let identity = Identity {
            visitor: VisitorId(uuid_v7()),
            secret: secret(),
        };
        if !self.keep.set_identity(&identity) {
            self.panel.warn();
        }
        self.panel.identified(now(), identity);
    }

    /// Keeps a message: at once in one place, then in the better one.
    fn keep_message(&mut self, id: ItemId, handle: &Handle) {
        let Some((words, is_refused)) = self.panel.unconfirmed(id) else {
            return;
        };
        let text = keep::write(words, is_refused, now(), json::quote);
        let is_safe = self.keep.set_sending(id, &text);
        let (keep, told) = (self.keep.clone(), handle.clone());
        spawn_local(async move { put(&keep, &told, id, &text, is_safe).await });
        if is_safe {
            let told = handle.clone();
            spawn_local(async move {
                sleep(PATIENCE).await;
                told.act(move |app, _| app.panel.kept(now(), id));
            });
        }
    }

    fn ask(&mut self, ask: Ask, handle: &Handle) {
        let asked_at = now();
        let locale = self.language.tag();
        let key = &self.panel.inbox().key;
        let request = self
            .panel
            .identity()
            .map(|identity| Request::new(&ask, identity, key, locale, json::quote));
        let handle = handle.clone();
        spawn_local(async move {
            let answer = match request {
                Some(request) => answer(&ask, &request).await,
                None => Answer::Nothing,
            };
            handle.act(move |app, _| app.panel.answered(now(), ask, answer, asked_at));
        });
    }

    fn open(&mut self, link: Link, handle: &Handle) {
        let origin = web_sys::window().and_then(|window| window.location().origin().ok());
        // http becomes ws, https becomes wss.
        let place = origin.unwrap_or_default();
        let rest = place.strip_prefix("http").unwrap_or_default();
        let url = ["ws", rest, API_ROOT, "/visitor/realtime"].concat();
        let told = handle.clone();
        let heard = move |heard| told.act(move |app, _| app.heard(link, heard));
        let socket = Socket::open(&url, heard);
        match socket {
            Some(socket) => self.socket = Some((link, socket)),
            None => self.panel.closed(now(), link, 1006),
        }
    }

    fn heard(&mut self, link: Link, heard: Heard) {
        match heard {
            Heard::Opened => self.panel.opened(now(), link),
            Heard::Closed(code) => self.panel.closed(now(), link, code),
            Heard::Text(text) => {
                // What is not understood is a sign of life, and a gap if it had a number.
                let frame = json::parse(&text).as_ref().and_then(wire::frame);
                self.panel.heard(now(), link, frame.unwrap_or_default());
            }
        }
    }
}

async fn put(keep: &Keep, handle: &Handle, id: ItemId, text: &str, is_safe: bool) {
    let is_kept = keep.put(id, text).await;
    handle.act(move |app, _| {
        if app.panel.unconfirmed(id).is_none() {
            // Confirmed while it was being kept: nobody will ask for it again.
            let keep = app.keep.clone();
            spawn_local(async move { keep.remove(id).await });
        } else if !is_kept && !is_safe {
            app.panel.warn();
        }
        app.panel.kept(now(), id);
    });
}

async fn answer(ask: &Ask, request: &Request) -> Answer {
    match request.send().await {
        Ok(reply) => {
            let value = json::parse(&reply.text);
            calls::read(ask, reply.status, reply.retry_after, value.as_ref())
        }
        Err(_) => Answer::Nothing,
    }
}
