//! Looking words up in the index that `0009_search.sql` keeps. Only SQLite's FTS5 understands these
//! queries; whoever wants another index replaces this file and that one.

use crate::error::Result;
use bandeja_contract::*;
use bandeja_domain::search::Wanted;
use futures_util::TryStreamExt;
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};
use uuid::Uuid;

/// Where to look, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tier {
    /// Numbers of cases and tickets.
    Numbers,
    /// Names, addresses, phone numbers.
    People,
    /// Subjects.
    Subjects,
    /// Messages.
    Messages,
}

impl Tier {
    /// Every one.
    pub(crate) const ALL: [Self; 4] = [Self::Numbers, Self::People, Self::Subjects, Self::Messages];

    /// What to ask the index for; none where this text is not looked for.
    pub(crate) fn expression(self, wanted: &Wanted) -> Option<String> {
        match self {
            Self::Numbers => {
                let number = wanted.number.as_deref()?;
                Some(format!("{{attention ticket}} : {}", quoted(number)))
            }
            Self::People => {
                let words = format!("{{name email phone}} : ({})", all_words(wanted));
                Some(match &wanted.digits {
                    Some(digits) => format!("({words}) OR (phone : {}*)", quoted(digits)),
                    None => words,
                })
            }
            Self::Subjects => Some(format!("subject : ({})", all_words(wanted))),
            Self::Messages => Some(all_words(wanted)),
        }
    }

    const fn query(self) -> &'static str {
        match self {
            Self::Messages => {
                "SELECT w.rowid AS place, i.conversation, c.grp, i.id AS item, i.author, i.at, \
                 highlight(item_words, 0, ?1, ?2) AS text \
                 FROM item_words w CROSS JOIN items i ON i.position = w.rowid \
                 CROSS JOIN conversations c ON c.id = i.conversation \
                 WHERE item_words MATCH ?3 AND w.rowid < ?4 ORDER BY w.rowid DESC"
            }
            _ => {
                "SELECT w.rowid AS place, h.conversation, c.grp, c.created_at AS at, p.phone, \
                 highlight(head_words, 0, ?1, ?2) AS name_, \
                 highlight(head_words, 1, ?1, ?2) AS email_, \
                 highlight(head_words, 2, ?1, ?2) AS phone_, \
                 highlight(head_words, 3, ?1, ?2) AS attention_, \
                 highlight(head_words, 4, ?1, ?2) AS ticket_, \
                 highlight(head_words, 5, ?1, ?2) AS subject_ \
                 FROM head_words w CROSS JOIN search_heads h ON h.id = w.rowid \
                 CROSS JOIN conversations c ON c.id = h.conversation \
                 CROSS JOIN contacts p ON p.id = c.contact \
                 WHERE head_words MATCH ?3 AND w.rowid < ?4 ORDER BY w.rowid DESC"
            }
        }
    }
}

/// A word as the index takes it: whatever stands in it is text.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

fn all_words(wanted: &Wanted) -> String {
    let words: Vec<String> = wanted.words.iter().map(|word| quoted(word)).collect();
    let star = if wanted.is_open { "*" } else { "" };
    format!("{}{star}", words.join(" AND "))
}

/// What stands before and after a match: nobody can have written it.
pub(crate) struct Signs(pub(crate) String, pub(crate) String);

impl Signs {
    pub(crate) fn new() -> Self {
        let sign = Uuid::now_v7().simple().to_string();
        Self(format!("<{sign}"), format!(">{sign}"))
    }
}

/// Something that was found, the matches between [`Signs`].
pub(crate) struct Match {
    /// Orders what was found, newest last; a cursor names it.
    pub(crate) place: i64,
    pub(crate) conversation: ConversationId,
    /// The group that answers the conversation.
    pub(crate) group: GroupId,
    pub(crate) at: Timestamp,
    pub(crate) what: What,
}

/// What was found.
pub(crate) enum What {
    Message {
        item: ItemId,
        author: AuthorKind,
        text: String,
    },
    Head {
        /// Name, e-mail, phone, case, ticket, subject.
        columns: [String; 6],
        /// The phone number as it is written.
        phone: Option<String>,
    },
}

/// Looks up what matches and stands before `before`, newest first, until `take` says that it is
/// enough.
pub(crate) async fn look(
    connection: &mut SqliteConnection,
    tier: Tier,
    expression: &str,
    signs: &Signs,
    before: i64,
    mut take: impl FnMut(Match) -> bool,
) -> Result<bool> {
    let mut rows = sqlx::query(tier.query())
        .bind(signs.0.as_str())
        .bind(signs.1.as_str())
        .bind(expression)
        .bind(before)
        .fetch(connection);
    while let Some(row) = rows.try_next().await? {
        if !take(read(tier, &row)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn read(tier: Tier, row: &SqliteRow) -> Result<Match, sqlx::Error> {
    let what = if tier == Tier::Messages {
        What::Message {
            item: ItemId(row.try_get("item")?),
            author: super::rows::word(row, "author", AuthorKind::from_word)?,
            text: row.try_get("text")?,
        }
    } else {
        What::Head {
            columns: [
                row.try_get("name_")?,
                row.try_get("email_")?,
                row.try_get("phone_")?,
                row.try_get("attention_")?,
                row.try_get("ticket_")?,
                row.try_get("subject_")?,
            ],
            phone: row.try_get("phone")?,
        }
    };
    Ok(Match {
        place: row.try_get("place")?,
        conversation: ConversationId(row.try_get("conversation")?),
        group: GroupId(row.try_get("grp")?),
        at: Timestamp(row.try_get("at")?),
        what,
    })
}

/// Notes that the indexes are to be written anew.
pub(crate) async fn soil(connection: &mut SqliteConnection) -> Result<()> {
    sqlx::query("INSERT OR IGNORE INTO search_unclean VALUES (1)")
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether they are.
pub(crate) async fn is_soiled(connection: &mut SqliteConnection) -> Result<bool> {
    // Read to its end: a reader that is left in the middle keeps the log from being emptied.
    let found = sqlx::query("SELECT 1 FROM search_unclean")
        .fetch_all(connection)
        .await?;
    Ok(!found.is_empty())
}

/// They have been.
pub(crate) async fn cleaned(connection: &mut SqliteConnection) -> Result<()> {
    sqlx::query("DELETE FROM search_unclean")
        .execute(connection)
        .await?;
    Ok(())
}

/// An index of words.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Words {
    /// Of heads.
    Heads,
    /// Of messages.
    Items,
}

/// Writes a part of an index anew. Whether there is more to do.
pub(crate) async fn clean(
    connection: &mut SqliteConnection,
    words: Words,
    is_first: bool,
) -> Result<bool> {
    let changes = "SELECT total_changes()";
    let before: i64 = sqlx::query_scalar(changes)
        .fetch_one(&mut *connection)
        .await?;
    sqlx::query(match words {
        Words::Heads => "INSERT INTO head_words (head_words, rank) VALUES ('merge', ?)",
        Words::Items => "INSERT INTO item_words (item_words, rank) VALUES ('merge', ?)",
    })
    .bind(if is_first { -PAGES } else { PAGES })
    .execute(&mut *connection)
    .await?;
    let after: i64 = sqlx::query_scalar(changes)
        .fetch_one(&mut *connection)
        .await?;
    // The index says by this that nothing was left to do.
    Ok(after - before >= 2)
}

/// How many pages of an index are written anew in one transaction: others wait no longer.
const PAGES: i64 = 500;
