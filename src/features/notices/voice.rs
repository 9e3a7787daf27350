//! Hears of news, and sounds, shows and counts (G5). One tab of a browser speaks: whichever holds the
//! lock; every tab counts for itself.

use super::choices::{Choices, Way as Told};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key, Plural, t, tf, tn},
    route::Place,
    ui::{notice::Way, prelude::*},
};
use bandeja_browser::{
    locks::{self, Guard},
    notify::{Notice, Permission, permission},
    page,
    sound::{Speaker, Tone},
    storage,
    tabs::Tabs,
    timer::Timeout,
};
use bandeja_contract::{Change, ConversationId, Event, Happening, Status};
use bandeja_domain::news::{self, News, Piece};
use leptos::task::spawn_local;

/// Milliseconds in which news come together.
const TOGETHER: i64 = 400;
/// Milliseconds between two counts.
const COUNT: i64 = 250;
/// Milliseconds between two sounds, and between two notices.
const PAUSE: i64 = 1_500;
/// The most characters of a message that a notice shows.
const MOST: usize = 120;
/// Where it is kept that the browser's leave was offered.
const ASKED: &str = "bandeja.notices.asked";

/// The voice of one tab.
pub(super) struct Voice {
    app: App,
    desk: Desk,
    choices: RwSignal<Choices>,
    ask: Callback<()>,
    waiting: Vec<Piece>,
    timers: [Option<Timeout>; 3],
    is_pausing: bool,
    speaker: Option<Speaker>,
    notice: Option<Notice>,
    /// Held by the tab that speaks.
    guard: Option<Guard>,
    tabs: Option<Tabs>,
    /// What another tab attends to: nothing, no conversation, or one.
    elsewhere: Option<Option<ConversationId>>,
}

/// The voice where the page's thread can reach it.
pub(super) type Shared = StoredValue<Voice, LocalStorage>;

impl Voice {
    /// Begins to hear.
    pub(super) fn begin(
        app: App,
        desk: Desk,
        choices: RwSignal<Choices>,
        ask: Callback<()>,
    ) -> Shared {
        let (of, place, has_attention) = (app.clone(), desk.here.place, desk.has_attention);
        let voice = StoredValue::new_local(Self {
            app,
            desk,
            choices,
            ask,
            waiting: Vec::new(),
            timers: [None, None, None],
            is_pausing: false,
            speaker: None,
            notice: None,
            guard: None,
            tabs: None,
            elsewhere: None,
        });
        let heard = move |said: String| {
            let elsewhere = match said.as_str() {
                "" => None,
                other => Some(other.parse().ok()),
            };
            // It may come when nobody is signed in any more.
            let _ = voice.try_update_value(|voice| voice.elsewhere = elsewhere);
        };
        voice.update_value(|voice| voice.tabs = Tabs::join("bandeja.attention", heard));
        spawn_local(async move {
            let guard = locks::exclusive("bandeja.voice").await;
            let _ = voice.try_update_value(|voice| voice.guard = Some(guard));
        });
        // The others are told what is attended to here.
        whenever(move || {
            let selected = place.with(|place| place.selected);
            let said = match (has_attention.get(), selected) {
                (false, _) => String::new(),
                (true, None) => "-".to_owned(),
                (true, Some(id)) => id.to_string(),
            };
            voice.update_value(|voice| {
                if !said.is_empty() {
                    voice.elsewhere = None;
                    voice.notice = None;
                }
                if let Some(tabs) = &voice.tabs {
                    tabs.tell(&said);
                }
            });
        });
        commands::hear_events(&of, move |events| hear(voice, events));
        commands::look_for_unread(&of, move || count_soon(voice));
        voice.with_value(Self::count);
        // What is unread goes with whoever signs out.
        let unread = voice.with_value(|voice| voice.desk.unread);
        on_cleanup(move || {
            commands::hear_no_events(&of);
            unread.set(0);
            page::set_icon(PLAIN);
        });
        voice
    }

    /// Plays the sound of some news, as long as the browser lets it.
    pub(super) fn sound(&self, news: News) {
        let speaker = self.speaker.clone().or_else(Speaker::new);
        if let Some(speaker) = speaker {
            speaker.play(tones(news));
        }
    }

    fn is_looked_at(&self, id: ConversationId) -> bool {
        let is_here =
            self.desk.has_attention.get_untracked() && untrack(|| self.desk.selected()) == Some(id);
        is_here || self.elsewhere == Some(Some(id))
    }

    /// Unread messages of one's own conversations, in the title and as a dot on the icon.
    fn count(&self) {
        let store = &self.app.store;
        let unread = store.workspace.me_untracked();
        let unread = unread.map_or(0, |me| store.conversations.own_unread(me));
        self.desk.unread.set(unread as usize);
        page::set_icon(if unread == 0 { PLAIN } else { DOT });
    }

    /// Says what came together: one sound, one notice.
    fn speak(&mut self) -> bool {
        let pieces = std::mem::take(&mut self.waiting);
        if self.guard.is_none() {
            return false;
        }
        let choices = self.choices.get_untracked();
        let wanted = |way| {
            let pieces = pieces
                .iter()
                .filter(move |piece| choices.has(piece.news, way));
            pieces
                .filter(|piece| !self.is_looked_at(piece.conversation))
                .collect::<Vec<_>>()
        };
        let (loud, seen) = (wanted(Told::Sound), wanted(Told::Desktop));
        let is_attended = self.desk.has_attention.get_untracked() || self.elsewhere.is_some();
        let sounds = News::ALL
            .into_iter()
            .find(|news| loud.iter().any(|one| one.news == *news));
        let shows = !is_attended && !seen.is_empty() && permission() == Permission::Granted;
        let notice = shows
            .then(|| self.notice(&seen, choices.shows_text))
            .flatten();
        let has_spoken = sounds.is_some() || notice.is_some();
        if let Some(news) = sounds {
            if self.speaker.is_none() {
                self.speaker = Speaker::new();
            }
            self.sound(news);
        }
        if notice.is_some() {
            self.notice = notice;
        }
        has_spoken
    }

    fn notice(&self, pieces: &[&Piece], shows_text: bool) -> Option<Notice> {
        let last = pieces.last()?;
        let (title, body) = untrack(|| words(pieces, shows_text));
        let (here, id) = (self.desk.here.clone(), last.conversation);
        let status = if last.news == News::Queued {
            Status::Queued
        } else {
            Status::Open
        };
        Notice::show("bandeja", &title, &body, move || {
            here.go(&Place::of(status).select(Some(id)));
        })
    }

    /// The browser's leave is offered when the first conversation was taken, once.
    fn offer_leave(&self) {
        if permission() == Permission::Unasked && storage::get(ASKED).is_none() {
            // Where nothing is kept it is offered once a visit.
            let _ = storage::set(ASKED, "1");
            let way = Way::new(Key::NotifyAllow, self.ask);
            self.desk
                .toasts
                .say(untrack(|| t(Key::NotifyOffer)), Some(way));
        }
    }
}

const PLAIN: &str = "./favicon.svg";
const DOT: &str = "./favicon-news.svg";

fn hear(voice: Shared, events: &[Event]) {
    let _ = voice.try_update_value(|it| {
        let Some(me) = it.app.store.workspace.me_untracked() else {
            return;
        };
        let took = |event: &Event| {
            matches!(&event.change, Change::Item(item)
            if item.happening == Some(Happening::Accepted) && item.agent == Some(me))
        };
        if events.iter().any(took) {
            it.offer_leave();
        }
        let known = |id| {
            let known = it.app.store.conversations.get_untracked(id);
            known.map(|known| (*known).clone())
        };
        let pieces = news::of(events, me, it.app.now(), &known);
        let has_news = !pieces.is_empty();
        it.waiting.extend(pieces);
        if has_news && it.timers[0].is_none() && !it.is_pausing {
            it.timers[0] = Some(Timeout::new(TOGETHER, move || speak(voice)));
        }
    });
    count_soon(voice);
}

fn speak(voice: Shared) {
    let _ = voice.try_update_value(|it| {
        it.timers[0] = None;
        if it.speak() {
            it.is_pausing = true;
            it.timers[1] = Some(Timeout::new(PAUSE, move || go_on(voice)));
        }
    });
}

/// What came while it was silent is said now.
fn go_on(voice: Shared) {
    let has_more = voice.try_update_value(|it| {
        it.is_pausing = false;
        !it.waiting.is_empty()
    });
    if has_more == Some(true) {
        speak(voice);
    }
}

fn count_soon(voice: Shared) {
    let _ = voice.try_update_value(|it| {
        if it.timers[2].is_none() {
            it.timers[2] = Some(Timeout::new(COUNT, move || {
                let _ = voice.try_update_value(|it| {
                    it.timers[2] = None;
                    it.count();
                });
            }));
        }
    });
}

/// Title and text of a notice.
fn words(pieces: &[&Piece], shows_text: bool) -> (String, String) {
    if let [piece] = pieces {
        let name = if piece.name.trim().is_empty() {
            t(Key::ContactNameless)
        } else {
            &piece.name
        };
        let key = match piece.news {
            News::Message => Key::NotifyOfMessage,
            News::Assigned => Key::NotifyOfAssigned,
            News::Queued => Key::NotifyOfQueued,
        };
        let text = if shows_text {
            piece.text.chars().take(MOST).collect()
        } else {
            String::new()
        };
        return (tf(key, &[("name", name)]), text);
    }
    let mut names: Vec<&str> = pieces.iter().map(|piece| piece.name.as_str()).collect();
    names.dedup();
    names.truncate(3);
    let count = u64::try_from(pieces.len()).unwrap_or_default();
    (tn(Plural::NotifyMany, count), names.join(", "))
}

/// Rising for a message, calling for what was given, one low tone for the queue.
const fn tones(news: News) -> &'static [Tone] {
    match news {
        News::Message => &[(660.0, 0.0, 0.14), (880.0, 0.1, 0.18)],
        News::Assigned => &[(880.0, 0.0, 0.12), (660.0, 0.14, 0.12), (880.0, 0.28, 0.2)],
        News::Queued => &[(440.0, 0.0, 0.28)],
    }
}
