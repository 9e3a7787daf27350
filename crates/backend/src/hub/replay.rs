//! What a reader missed, from the log, part by part.

use super::line::{Line, Reader};
use crate::{app::App, auth::visitor::find, error::Result, log};
use bandeja_contract::Seq;

/// How many entries are read at once; at most so many travel in one frame.
const PART: u32 = 200;

/// Reads the log from one number to another.
pub(crate) struct Replay {
    at: Seq,
    to: Seq,
    over: bool,
}

impl Replay {
    /// Everything that a line missed until now. Listen to the hub before.
    pub(crate) fn of(line: &Line, after: Seq) -> Self {
        Self {
            at: after,
            to: line.head(),
            over: false,
        }
    }

    /// The next frame for the reader: events, and at last `resumed`; then nothing.
    pub(crate) async fn next(&mut self, app: &App, line: &mut Line) -> Result<Option<String>> {
        while !self.over {
            let part = self.read(app, &line.reader).await?;
            let full = part.len() == usize::try_from(PART).unwrap_or(usize::MAX);
            match part.last() {
                Some(last) if full => self.at = last.seq,
                _ => self.at = self.to,
            }
            if let Some(frame) = line.replay(&part).await? {
                return Ok(Some(frame));
            }
            if self.at >= self.to {
                self.over = true;
                return Ok(Some(line.resumed(self.to)));
            }
        }
        Ok(None)
    }

    async fn read(&self, app: &App, reader: &Reader) -> Result<Vec<log::Logged>> {
        if self.at >= self.to {
            return Ok(Vec::new());
        }
        let mut connection = app.readers().get().await?;
        match reader {
            Reader::Agent(..) => log::between(&mut connection, self.at, self.to, PART).await,
            Reader::Visitor(visitor) => {
                // Another group may answer since the line was opened.
                let found = find(&mut connection, visitor.id).await?;
                let (id, group) = (
                    visitor.id,
                    found.map_or(visitor.group, |(now, _)| now.group),
                );
                log::between_for_visitor(&mut connection, id, group, self.at, self.to, PART).await
            }
        }
    }
}
