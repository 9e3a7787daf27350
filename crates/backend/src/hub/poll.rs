//! The long poll: the frames of the websocket for those whose network lets none through.

use super::{
    Live,
    line::{Line, Next, Reader},
    replay::Replay,
};
use crate::{
    app::App,
    error::{Error, Result},
};
use bandeja_contract::{Code, Seq};
use std::time::Duration;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, timeout_at},
};

/// Answers what came after a number, as a list of frames; waits for something when there is
/// nothing. The last frame is `resumed` or `reset`.
pub(crate) async fn poll(
    app: &App,
    reader: Reader,
    after: Seq,
    wait: Duration,
) -> Result<Vec<String>> {
    let until = Instant::now() + wait;
    let mut feed = app.hub().listen();
    loop {
        let mut line = match Line::open(app, reader.clone(), after) {
            Ok(line) => line,
            Err(reset) => return Ok(vec![reset]),
        };
        let mut frames = Vec::new();
        let mut replay = Replay::of(&line, after);
        while let Some(frame) = replay.next(app, &mut line).await? {
            frames.push(frame);
        }
        if frames.len() > 1 || app.hub().stops() {
            return Ok(frames);
        }
        match something(&mut line, &mut feed, until).await? {
            // Read it from the log, with whatever came along.
            Heard::Events => {}
            Heard::Sign(frame) => {
                frames.insert(0, frame);
                return Ok(frames);
            }
            Heard::Restart(frame) => return Ok(vec![frame]),
            Heard::Nothing => return Ok(frames),
        }
    }
}

enum Heard {
    Nothing,
    Events,
    Sign(String),
    Restart(String),
}

/// Waits for something that concerns the reader.
async fn something(line: &mut Line, feed: &mut Receiver<Live>, until: Instant) -> Result<Heard> {
    loop {
        let live = match timeout_at(until, feed.recv()).await {
            Ok(Ok(live)) => live,
            Ok(Err(RecvError::Lagged(_))) => return Ok(Heard::Events),
            Ok(Err(RecvError::Closed)) | Err(_) => return Ok(Heard::Nothing),
        };
        match line.hear(&live).await? {
            Next::Nothing => {}
            Next::Say(frame) if matches!(live, Live::Typing(_)) => return Ok(Heard::Sign(frame)),
            Next::Say(_) => return Ok(Heard::Events),
            Next::Restart(frame) => return Ok(Heard::Restart(frame)),
            Next::SignedOut => return Err(Error::refused(Code::SignedOut)),
            Next::Stop => return Ok(Heard::Nothing),
        }
    }
}
