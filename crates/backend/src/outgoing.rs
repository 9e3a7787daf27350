//! Mails of ours on their way out: handed to a far end behind one trait, again and again until it
//! says yes or no for good.
//!
//! A mail is written in the transaction of its item ([`send_mail`](crate::actions::send_mail)), so
//! none is lost; it is noted as accepted after the far end took it, so one may go twice when the
//! process is killed in between (an orderly stop waits): with the same `Message-ID`, by which
//! receivers tell that it is the same. There is no way to be certain of exactly once over SMTP.

mod mailbox;
pub(crate) mod smtp;

use crate::{
    app::App,
    config::MailExit,
    db::{
        outbox::{self, Due},
        read,
    },
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{Delivery, ItemId};
use bandeja_domain::backoff::Backoff;
use futures_util::{StreamExt, stream};
use std::{fmt::Debug, pin::Pin};
use tokio::{io::AsyncReadExt, sync::Notify};

/// How many are handed over at once.
const AT_ONCE: usize = 4;
/// How many are looked for at once.
const BATCH: u32 = 50;
/// A mail that nobody took for so long is given up, in milliseconds.
const GIVE_UP: i64 = 2 * 24 * 3_600_000;
/// From so many tries on, waits are of minutes.
const OFTEN: u32 = 6;
/// How many times longer they are then.
const SELDOM: i64 = 40;

/// A mail to be handed over.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) sender: String,
    pub(crate) recipients: Vec<String>,
    pub(crate) raw: Vec<u8>,
}

/// What a far end says to a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It took it, and answers for it now.
    Accepted,
    /// It will never take it; its code.
    Refused(u16),
    /// Not now; its code, if it said anything.
    Later(Option<u16>),
}

/// Whoever takes mails of ours.
pub(crate) trait FarEnd: Debug + Send + Sync {
    /// Hands one over.
    fn hand<'a>(&'a self, letter: Letter) -> Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;
}

/// The way out.
#[derive(Debug)]
pub(crate) struct Outgoing {
    far_end: Option<Box<dyn FarEnd>>,
    news: Notify,
    /// One at a time looks what is due.
    turn: tokio::sync::Mutex<()>,
}

impl Outgoing {
    /// The way that the configuration names.
    pub(crate) fn new(exit: &MailExit) -> Result<Self> {
        let far_end: Option<Box<dyn FarEnd>> = match exit {
            MailExit::Nowhere => None,
            MailExit::Mailbox => Some(Box::new(mailbox::Mailbox)),
            MailExit::Smtp(url) => Some(Box::new(smtp::Smtp::new(url)?)),
        };
        Ok(Self {
            far_end,
            news: Notify::new(),
            turn: tokio::sync::Mutex::default(),
        })
    }

    /// A mail was written.
    pub(crate) fn wake(&self) {
        self.news.notify_one();
    }

    /// Waits until nothing is being handed over, and keeps it so while the answer is held.
    pub(crate) async fn rest(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Waits for the next one to be written.
    pub(crate) async fn written(&self) {
        self.news.notified().await;
    }
}

/// Hands over once what is due; how many were.
pub(crate) async fn hand_over(app: &App) -> Result<usize> {
    let Some(far_end) = &app.outgoing().far_end else {
        return Ok(0);
    };
    let _turn = app.outgoing().turn.lock().await;
    let due = outbox::due(&mut *app.readers().get().await?, app.now(), BATCH).await?;
    let count = due.len();
    let mut handed = stream::iter(due)
        .map(|due| async move {
            let outcome = hand_one(app, far_end.as_ref(), &due).await;
            (due, outcome)
        })
        .buffer_unordered(AT_ONCE);
    while let Some((due, outcome)) = handed.next().await {
        // What cannot be read now may be readable later.
        let outcome = outcome.unwrap_or_else(|error| {
            tracing::error!(item = %due.item, %error, "a mail could not be read");
            Outcome::Later(None)
        });
        note(app.clone(), due, outcome).await?;
    }
    Ok(count)
}

async fn hand_one(app: &App, far_end: &dyn FarEnd, due: &Due) -> Result<Outcome> {
    let mut raw = Vec::new();
    app.mails()
        .read(&due.raw)
        .await?
        .read_to_end(&mut raw)
        .await?;
    let letter = Letter {
        sender: due.sender.clone(),
        recipients: due.recipients.clone(),
        raw,
    };
    Ok(far_end.hand(letter).await)
}

/// Notes what became of a mail, and tells it.
async fn note(app: App, due: Due, outcome: Outcome) -> Result<()> {
    let item = due.item;
    let old = app.now().since(due.written_at) > GIVE_UP;
    let (accepted, reply) = match outcome {
        Outcome::Accepted => (true, None),
        Outcome::Refused(code) => (false, Some(code)),
        Outcome::Later(code) if old => (false, code),
        Outcome::Later(code) => {
            tracing::warn!(%item, code, tries = due.tries + 1, "a mail waits");
            let mut writing = Writing::begin(&app).await?;
            let next = writing.now().plus(wait(item, due.tries));
            outbox::put_off(writing.connection()?, item, next, code).await?;
            return writing.commit().await;
        }
    };
    if accepted {
        tracing::info!(%item, "a mail left");
    } else {
        tracing::warn!(%item, reply, "a mail was refused");
    }
    let delivery = if accepted {
        Delivery::Delivered
    } else {
        Delivery::Failed
    };
    let mut writing = Writing::begin(&app).await?;
    if !outbox::end(writing.connection()?, item, accepted, reply).await? {
        return Ok(());
    }
    tell(&mut writing, item, delivery).await?;
    writing.commit().await
}

async fn tell(writing: &mut Writing, id: ItemId, delivery: Delivery) -> Result<()> {
    let gone = || Error::Broken("a mail without its item".to_owned());
    let mut item = read::item(writing.connection()?, id)
        .await?
        .ok_or_else(gone)?;
    let kept = read::conversation(writing.connection()?, item.conversation)
        .await?
        .ok_or_else(gone)?;
    item.delivery = Some(delivery);
    writing.put_delivery(&kept, item).await?;
    Ok(())
}

/// Milliseconds until the next try: seconds at first, then minutes.
fn wait(item: ItemId, tries: u32) -> i64 {
    let [.., a, b, c, d] = *item.0.as_bytes();
    let mut waits = Backoff::new(u32::from_be_bytes([a, b, c, d]).into());
    let mut wait = waits.next_wait();
    for _ in 0..tries.min(OFTEN) {
        wait = waits.next_wait();
    }
    let factor = if tries < OFTEN { 1 } else { SELDOM };
    1_000 + wait * factor
}

/// Says at the start what waits without a way out.
pub(crate) async fn say_what_waits(app: &App) -> Result<()> {
    if app.outgoing().far_end.is_none() {
        let waiting = outbox::waiting(&mut *app.readers().get().await?).await?;
        if waiting > 0 {
            tracing::warn!(waiting, "mails wait: start with --smtp to let them leave");
        }
    }
    Ok(())
}

/// Hands over what is due as soon as it is, for ever.
pub(crate) async fn work(app: App, every: std::time::Duration) {
    let mut look = tokio::time::interval(every);
    loop {
        tokio::select! {
            _ = look.tick() => {}
            () = app.outgoing().written() => {}
        }
        if let Err(error) = hand_over(&app).await {
            tracing::error!(%error, "mails were not handed over");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_of_seconds_at_first_and_of_minutes_later() {
        let item = ItemId(uuid::Uuid::from_u128(
            0x0193_0000_0000_7000_8000_0000_1234_5678,
        ));
        for tries in 0..OFTEN {
            assert!((1_000..=31_000).contains(&wait(item, tries)), "{tries}");
        }
        for tries in OFTEN..OFTEN + 20 {
            let wait = wait(item, tries);
            assert!((1_000..=1_201_000).contains(&wait), "{tries}: {wait}");
        }
    }
}
