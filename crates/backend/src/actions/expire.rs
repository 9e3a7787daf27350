//! Session windows that end: the conversation expires, and the thread says so (L7, M7).

use super::items;
use crate::{app::App, db::read, deadlines::deadline, error::Result, writer::Writing};
use bandeja_contract::*;
use bandeja_domain::status::{Step, after};

/// How many go in one transaction: whoever waits for the writer waits for no more.
const AT_ONCE: usize = 10;

/// Expires some of those whose window has ended; how many were looked at, 0 when none is left.
pub(crate) async fn windows(app: &App) -> Result<usize> {
    if app.memory().read().windows.due(app.now(), 1).is_empty() {
        return Ok(0);
    }
    let mut writing = Writing::begin(app).await?;
    let due = app.memory().read().windows.due(writing.now(), AT_ONCE);
    for id in &due {
        let found = read::conversation(writing.connection()?, *id).await?;
        let until = found
            .as_ref()
            .and_then(|kept| deadline(kept.row.status, kept.row.window_until));
        match (found, until) {
            (Some(mut kept), Some(until)) if until <= writing.now() => {
                if let Some(status) = after(kept.row.status, Step::WindowEnded) {
                    kept.row.status = status;
                }
                let told = items::event(*id, None, Happening::WindowEnded);
                writing.add_item(&mut kept, told).await?;
                writing.put_conversation(&mut kept, None).await?;
            }
            // It is not as remembered: what the database says holds.
            (_, until) => app.memory().write().windows.put(*id, until),
        }
    }
    writing.commit().await?;
    Ok(due.len())
}
