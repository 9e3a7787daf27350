//! What happens by itself when its time has come: session windows end (L7), agents whose line broke
//! are gone (A7), the chatbot answers (A4). One task sleeps until the next deadline.
//!
//! Deadlines are the server's absolute times: those of windows are kept in the database and in
//! [`deadlines`](crate::deadlines), those of agents follow from
//! [`presence`](crate::hub::presence). A restart counts agents anew and finds windows as they are.

use crate::{
    actions::{bot, expire, presence},
    app::App,
};
use bandeja_contract::Timestamp;
use std::{sync::atomic::Ordering, time::Duration};

/// The longest sleep: the machine's clock may be put forward meanwhile.
const LONGEST: Duration = Duration::from_secs(10);
/// The pause after something could not be done.
const AGAIN: Duration = Duration::from_secs(1);

/// Does what is due, for ever.
pub(crate) async fn work(app: App) {
    loop {
        let wait = if run(&app).await {
            until(&app, next(&app))
        } else {
            AGAIN
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            // A deadline came that may be sooner.
            () = app.alarm().notified() => {}
        }
    }
}

/// Does once what is due; whether all of it could be done.
pub(crate) async fn run(app: &App) -> bool {
    presence::sweep(app).await;
    if app.bot_owes().swap(false, Ordering::SeqCst)
        && let Err(error) = bot::answer_all(app).await
    {
        app.bot_owes().store(true, Ordering::SeqCst);
        tracing::error!(%error, "the chatbot could not answer");
        return false;
    }
    loop {
        match expire::windows(app).await {
            Ok(0) => return true,
            // Whoever waits for the writer has a turn in between.
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "windows that ended were not told");
                return false;
            }
        }
    }
}

/// The next deadline, if there is one.
fn next(app: &App) -> Option<Timestamp> {
    let windows = app.memory().read().windows.next();
    [windows, presence::next(app)].into_iter().flatten().min()
}

fn until(app: &App, next: Option<Timestamp>) -> Duration {
    let left = next.map(|next| next.since(app.now()).max(0).unsigned_abs());
    left.map_or(LONGEST, |left| Duration::from_millis(left).min(LONGEST))
}
