//! The panel as a picture, in the visitor's language.

use super::Panel;
use crate::{
    picture::{Picture, Tone},
    rows::{self, Row},
    words::{Language, Word},
};
use bandeja_contract::{Status, Timestamp};
use bandeja_domain::{clock::LocalTime, session::State};

impl Panel {
    /// What is to be seen now. `offset` tells how many minutes local time is ahead of UTC.
    pub fn picture(
        &self,
        now: LocalTime,
        language: Language,
        offset: &dyn Fn(Timestamp) -> i32,
    ) -> Picture {
        let read = self
            .state
            .as_ref()
            .map(|state| state.agent_read)
            .unwrap_or_default();
        let unconfirmed = self.queue.unconfirmed(self.is_lost(), now);
        let estimate = self.clock.estimate(now);
        let mut rows = rows::rows(self.thread.messages(), unconfirmed, read, estimate, offset);
        let has_older = self.thread.older().is_some();
        if !has_older {
            rows.insert(0, Row::Greeting);
        }
        if !self.is_online() {
            rows.push(Row::Away);
        }
        let (state, tone) = self.header(language);
        let greeting = &self.inbox.greeting;
        Picture {
            team: self.inbox.team.clone(),
            state,
            tone,
            is_warned: self.keeps_nothing,
            rows,
            greeting: if greeting.trim().is_empty() {
                language.say(Word::Greeting).to_owned()
            } else {
                greeting.clone()
            },
            typing: self.typing_until.map_or(String::new(), |_| {
                language.fill(
                    Word::Typing,
                    &[("name", self.agent().unwrap_or(&self.inbox.team))],
                )
            }),
            has_older,
        }
    }

    fn is_lost(&self) -> bool {
        matches!(
            self.session.state(),
            State::Offline { .. } | State::SignedOut
        )
    }

    fn is_online(&self) -> bool {
        self.state
            .as_ref()
            .map_or(self.inbox.online, |state| state.online)
    }

    fn agent(&self) -> Option<&str> {
        self.state.as_ref()?.agent.as_deref()
    }

    /// The line under the team's name. Before anything was written there is no connection to speak
    /// of, only whether somebody is there.
    fn header(&self, language: Language) -> (String, Tone) {
        let say = |word, tone| (language.say(word).to_owned(), tone);
        if self.identity.is_some() {
            match self.session.state() {
                State::Connecting => return say(Word::Connecting, Tone::Quiet),
                State::CatchingUp => return say(Word::CatchingUp, Tone::Quiet),
                State::Offline { .. } | State::SignedOut => return say(Word::Offline, Tone::Lost),
                State::Live => {}
            }
        }
        let status = self.state.as_ref().and_then(|state| state.status);
        match (status, self.agent()) {
            (Some(Status::Open), Some(name)) => {
                (language.fill(Word::Agent, &[("name", name)]), Tone::Live)
            }
            _ if !self.is_online() => say(Word::Away, Tone::Quiet),
            (Some(Status::Queued), _) => say(Word::Queued, Tone::Live),
            _ => say(Word::Online, Tone::Live),
        }
    }
}
