//! Everything the panel shows besides what stands in the composer, as plain data.

use crate::rows::Row;

/// What the panel shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The team's name.
    pub team: String,
    /// Who answers, or what the connection is doing.
    pub state: String,
    /// How it is to be taken.
    pub tone: Tone,
    /// Whether the browser keeps nothing.
    pub is_warned: bool,
    /// The thread.
    pub rows: Vec<Row>,
    /// The greeting's words.
    pub greeting: String,
    /// Who writes.
    pub typing: String,
    /// Whether there are older messages.
    pub has_older: bool,
}

/// How the line under the team's name is to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Quiet,
    /// Somebody is there, and what is shown is what the server has.
    Live,
    /// There is no connection.
    Lost,
}
