//! Doing a thing once, however often it is asked: the answer is kept beside the change, under the
//! id that the client made.

use crate::{
    auth::sha256,
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{Code, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row, SqliteConnection};
use std::marker::PhantomData;
use uuid::Uuid;

/// How long answers are kept, in milliseconds.
const KEPT_FOR: i64 = 8 * 24 * 3_600_000;

/// An answer as it was given the first time, to the byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer<T> {
    json: String,
    what: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Answer<T> {
    /// A first answer.
    pub(crate) fn new(answer: &T) -> Result<Self> {
        Ok(Self {
            json: serde_json::to_string(answer)?,
            what: PhantomData,
        })
    }

    /// Its bytes.
    pub(crate) fn into_json(self) -> String {
        self.json
    }
}

/// What makes an operation one: who did it, its id, and everything that matters of it.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    actor: Uuid,
    id: Uuid,
    hash: [u8; 32],
}

impl Key {
    /// `body` holds what is compared: what is done, to which thing, how.
    pub(crate) fn new(actor: Uuid, id: Uuid, body: &impl Serialize) -> Result<Self> {
        Ok(Self {
            actor,
            id,
            hash: sha256(&serde_json::to_vec(body)?),
        })
    }

    /// The answer that was given before, if any.
    ///
    /// # Errors
    /// `key_reused` when the id stands for something else.
    pub(crate) async fn answered<T>(&self, writing: &mut Writing) -> Result<Option<Answer<T>>> {
        let row = sqlx::query("SELECT hash, answer FROM operations WHERE actor = ? AND id = ?")
            .bind(self.actor)
            .bind(self.id)
            .fetch_optional(writing.connection()?)
            .await?;
        let Some(row) = row else { return Ok(None) };
        if row.try_get::<&[u8], _>("hash")? != self.hash {
            return Err(Error::refused(Code::KeyReused));
        }
        Ok(Some(Answer {
            json: row.try_get("answer")?,
            what: PhantomData,
        }))
    }

    /// Keeps the answer, commits, and gives it.
    pub(crate) async fn finish<T: Serialize + DeserializeOwned>(
        self,
        mut writing: Writing,
        answer: &T,
    ) -> Result<Answer<T>> {
        let answer = Answer::new(answer)?;
        let (now, conversation) = (writing.now(), writing.conversation());
        let (contact, ticket) = (writing.contact(), writing.ticket());
        sqlx::query(
            "INSERT INTO operations (actor, id, at, hash, answer, conversation, contact, ticket) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(self.actor)
        .bind(self.id)
        .bind(now.0)
        .bind(self.hash.as_slice())
        .bind(answer.json.as_str())
        .bind(conversation.map(|id| id.0))
        .bind(contact.map(|id| id.0))
        .bind(ticket.map(|id| id.0))
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(answer)
    }
}

/// Forgets answers that nobody asks for any more.
pub(crate) async fn prune(connection: &mut SqliteConnection, now: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM operations WHERE at < ?")
        .bind(now.plus(-KEPT_FOR).0)
        .execute(connection)
        .await?;
    Ok(())
}
