//! Sends what is in the outbox: one request per conversation at a time, in order, until the server
//! has it. Right by the ids alone; the lock only saves work between tabs.

use super::{App, local_now};
use crate::{api::ApiError, store::outbox::Held};
use bandeja_browser::{locks, timer::Timeout};
use bandeja_contract::{Code, ItemId, endpoint::SendMessage};
use bandeja_domain::outbox::{Next, Outcome, State, Verdict, judge};
use leptos::task::spawn_local;

impl App {
    /// Sends what is due.
    pub(crate) fn run_outbox(&self) {
        let is_signed_out =
            self.store.connection.state_untracked() == bandeja_domain::session::State::SignedOut;
        if is_signed_out {
            return;
        }
        loop {
            match self.store.outbox.next(local_now()) {
                Next::Send(id) => {
                    self.store.change_message(id, |held| {
                        let tries = match held.entry.state {
                            State::Queued { tries, .. } | State::Sending { tries } => tries,
                            State::Failed(_) => 0,
                        };
                        held.entry.state = State::Sending { tries };
                    });
                    spawn_local(self.clone().send_one(id));
                }
                Next::WaitUntil(at) => {
                    let wait = at.since(local_now());
                    self.run_later(wait);
                    break;
                }
                Next::Rest => break,
            }
        }
    }

    async fn send_one(self, id: ItemId) {
        let Some(held) = self.store.outbox.get(id) else {
            return;
        };
        // Durable before the network is touched. Where the disk refuses, the slot holds it, and
        // where that refuses, too, the header has said so.
        if !self.is_on_disk(id) {
            self.keep_on_disk(id).await;
        }
        let lock = locks::exclusive(&format!("bandeja.send.{}", held.entry.thread)).await;
        // Another tab may have been faster, or its writer has taken it back.
        if let Some(held) = self.store.outbox.get(id) {
            let call = SendMessage {
                conversation: held.entry.thread,
                body: held.message.clone(),
            };
            let answer = self.call(&call).await;
            drop(lock);
            match answer {
                Ok(item) => {
                    self.reset_waits();
                    self.store.see_item(item);
                    self.tell_sent(id);
                    self.forget_arrived();
                }
                Err(error) => self.failed(&held, error).await,
            }
        }
        self.run_outbox();
    }

    async fn failed(&self, held: &Held, error: ApiError) {
        let tries = match held.entry.state {
            State::Sending { tries } | State::Queued { tries, .. } => tries + 1,
            State::Failed(_) => 1,
        };
        let wait = self.next_wait();
        let verdict = judge(outcome(&error), tries, local_now(), wait);
        let state = match verdict {
            Verdict::Goes(state) => state,
            Verdict::Done => return,
            Verdict::SignIn => State::Queued {
                not_before: local_now(),
                tries,
            },
        };
        let mut unseen = 0;
        if let ApiError::Refused(problem) = error
            && problem.code == Code::ThreadMoved
        {
            unseen = u32::try_from(problem.items.len()).unwrap_or(u32::MAX);
            for item in problem.items {
                self.store.see_item(item);
            }
        }
        let id = held.entry.id;
        self.store.change_message(id, |held| {
            held.entry.state = state;
            held.unseen = unseen;
        });
        if matches!(state, State::Failed(_)) {
            self.keep_on_disk(id).await;
        }
    }

    /// The server has some messages by now: the disk forgets them.
    pub(super) fn forget_arrived(&self) {
        for id in self.store.outbox.take_arrived() {
            let app = self.clone();
            spawn_local(async move { app.forget_on_disk(id).await });
        }
    }

    fn run_later(&self, wait: i64) {
        let Some(inner) = self.inner() else { return };
        let app = self.clone();
        let timer = Timeout::new(wait.max(5), move || app.run_outbox());
        *inner.timers.outbox.borrow_mut() = Some(timer);
    }

    fn next_wait(&self) -> i64 {
        self.inner()
            .map_or(1_000, |inner| inner.waits.borrow_mut().next_wait())
    }

    fn reset_waits(&self) {
        if let Some(inner) = self.inner() {
            inner.waits.borrow_mut().reset();
        }
    }
}

fn outcome(error: &ApiError) -> Outcome {
    match error {
        ApiError::Refused(problem) => Outcome::Refused {
            code: problem.code,
            retry_after: problem.retry_after,
        },
        ApiError::Down { retry_after } => Outcome::Unknown {
            retry_after: *retry_after,
        },
        ApiError::Offline | ApiError::TimedOut | ApiError::Malformed { .. } => {
            Outcome::Unknown { retry_after: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::Problem;

    #[test]
    fn only_a_refusal_is_certain() {
        let refused = ApiError::Refused(Box::new(Problem::new(Code::RateLimited).retry_after(7)));
        assert_eq!(
            outcome(&refused),
            Outcome::Refused {
                code: Code::RateLimited,
                retry_after: Some(7)
            }
        );
        for unknown in [ApiError::Offline, ApiError::TimedOut] {
            assert_eq!(outcome(&unknown), Outcome::Unknown { retry_after: None });
        }
    }
}
