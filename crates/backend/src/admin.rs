//! What an administrator does to logins by command, while the server runs or not.
//!
//! Only rows of people are written here, never events: the server that runs (or starts next)
//! numbers the change and tells it.

use crate::{
    actions::people::{RIGHTS, SIGNED_OUT},
    app,
    auth::{new_secret, password, sha256},
    db,
    error::{Error, Result},
};
use bandeja_contract::{AgentId, Channel, Code, GroupId, Problem, Role};
use bandeja_domain::text;
use sqlx::{Row, SqliteConnection};
use std::{
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};
use uuid::Uuid;

/// A new login.
#[derive(Clone, Debug)]
pub struct NewLogin {
    /// The address it signs in with.
    pub email: String,
    /// The name that colleagues and customers see.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The names of the groups it belongs to.
    pub groups: Vec<String>,
    /// At least [`password::SHORTEST`] characters.
    pub password: String,
}

/// The people of a database.
#[derive(Debug)]
pub struct Admin {
    connection: SqliteConnection,
}

impl Admin {
    /// Opens the database in a data folder.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(data: &Path) -> Result<Self> {
        app::make_folder(data)?;
        let (connection, readers) = db::open(&data.join(app::FILE)).await?;
        readers.close().await;
        Ok(Self { connection })
    }

    /// Makes a login.
    ///
    /// # Errors
    /// When the address is taken or none, a group does not exist, or the password is too short.
    pub async fn create(&mut self, new: NewLogin) -> Result<AgentId> {
        let email = address(&new.email)?;
        let name = text::clean(&new.name);
        if name.is_empty() {
            return Err(invalid("/name"));
        }
        let hash = checked_hash(new.password).await?;
        let id = AgentId(Uuid::now_v7());
        let connection = self.begin().await?;
        let done = async {
            let made = sqlx::query(
                "INSERT INTO agents (id, seq, email, name, role, password, changed) \
                 VALUES (?, 0, ?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING",
            )
            .bind(id.0)
            .bind(email)
            .bind(name)
            .bind(new.role.word())
            .bind(hash)
            .bind(RIGHTS)
            .execute(&mut *connection)
            .await?;
            if made.rows_affected() == 0 {
                return Err(invalid("/email"));
            }
            join(connection, id, &new.groups).await?;
            Ok(id)
        };
        let done = done.await;
        self.end(done).await
    }

    /// Gives a login a new password and ends its sessions.
    ///
    /// # Errors
    /// When there is no such login, or the password is too short.
    pub async fn reset_password(&mut self, email: &str, password: String) -> Result<()> {
        let hash = checked_hash(password).await?;
        let connection = self.begin().await?;
        let done = async {
            let id = find(connection, email).await?;
            sqlx::query("UPDATE agents SET password = ? WHERE id = ?")
                .bind(hash)
                .bind(id.0)
                .execute(&mut *connection)
                .await?;
            end_sessions(connection, id).await
        };
        let done = done.await;
        self.end(done).await
    }

    /// Gives a login another role.
    ///
    /// # Errors
    /// When there is no such login.
    pub async fn set_role(&mut self, email: &str, role: Role) -> Result<()> {
        let connection = self.begin().await?;
        let done = async {
            let id = find(connection, email).await?;
            sqlx::query("UPDATE agents SET role = ? WHERE id = ?")
                .bind(role.word())
                .bind(id.0)
                .execute(&mut *connection)
                .await?;
            mark(connection, id, RIGHTS).await
        };
        let done = done.await;
        self.end(done).await
    }

    /// Puts a login into these groups and no others.
    ///
    /// # Errors
    /// When there is no such login or group.
    pub async fn set_groups(&mut self, email: &str, groups: &[String]) -> Result<()> {
        let connection = self.begin().await?;
        let done = async {
            let id = find(connection, email).await?;
            sqlx::query("DELETE FROM agent_groups WHERE agent = ?")
                .bind(id.0)
                .execute(&mut *connection)
                .await?;
            join(connection, id, groups).await?;
            mark(connection, id, RIGHTS).await
        };
        let done = done.await;
        self.end(done).await
    }

    /// Switches a login off, or on again. Off, its sessions end at once.
    ///
    /// # Errors
    /// When there is no such login.
    pub async fn set_disabled(&mut self, email: &str, disabled: bool) -> Result<()> {
        let connection = self.begin().await?;
        let done = async {
            let id = find(connection, email).await?;
            sqlx::query("UPDATE agents SET disabled = ? WHERE id = ?")
                .bind(disabled)
                .bind(id.0)
                .execute(&mut *connection)
                .await?;
            if disabled {
                end_sessions(connection, id).await?;
            }
            mark(connection, id, RIGHTS).await
        };
        let done = done.await;
        self.end(done).await
    }

    /// Makes the secret by which mails or chat messages are handed in for an inbox; the one of the
    /// same name is good no more.
    ///
    /// # Errors
    /// When there is no such inbox, or it is a web site's.
    pub async fn inbound_secret(&mut self, address: &str, name: &str) -> Result<String> {
        let secret = new_secret()?;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let now = i64::try_from(now.as_millis()).unwrap_or(i64::MAX);
        let connection = self.begin().await?;
        let done = async {
            let inbox: Option<Uuid> = sqlx::query_scalar(
                "SELECT id FROM inboxes WHERE channel <> ? AND lower(address) = lower(?)",
            )
            .bind(Channel::Webchat.word())
            .bind(address.trim())
            .fetch_optional(&mut *connection)
            .await?;
            sqlx::query(
                "INSERT INTO mail_secrets (hash, inbox, name, created_at) VALUES (?, ?, ?, ?) \
                 ON CONFLICT (inbox, name) DO UPDATE SET hash = excluded.hash, \
                 created_at = excluded.created_at",
            )
            .bind(sha256(secret.as_bytes()).as_slice())
            .bind(inbox.ok_or_else(Error::not_found)?)
            .bind(name)
            .bind(now)
            .execute(&mut *connection)
            .await?;
            Ok(())
        };
        let done = done.await;
        self.end(done).await?;
        Ok(secret)
    }

    async fn begin(&mut self) -> Result<&mut SqliteConnection> {
        db::sqlite::begin(&mut self.connection).await?;
        Ok(&mut self.connection)
    }

    /// Keeps what was done, or forgets it at once: the server waits for the lock.
    async fn end<T>(&mut self, done: Result<T>) -> Result<T> {
        match done {
            Ok(answer) => {
                db::sqlite::commit(&mut self.connection).await?;
                Ok(answer)
            }
            Err(error) => {
                db::sqlite::roll_back(&mut self.connection).await;
                Err(error)
            }
        }
    }
}

/// Leaves word for the server.
async fn mark(connection: &mut SqliteConnection, id: AgentId, what: i64) -> Result<()> {
    sqlx::query("UPDATE agents SET changed = changed | ? WHERE id = ?")
        .bind(what)
        .bind(id.0)
        .execute(connection)
        .await?;
    Ok(())
}

async fn find(connection: &mut SqliteConnection, email: &str) -> Result<AgentId> {
    let row = sqlx::query("SELECT id FROM agents WHERE email = ?")
        .bind(address(email)?)
        .fetch_optional(connection)
        .await?;
    Ok(AgentId(row.ok_or_else(Error::not_found)?.try_get("id")?))
}

async fn end_sessions(connection: &mut SqliteConnection, id: AgentId) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE agent = ?")
        .bind(id.0)
        .execute(&mut *connection)
        .await?;
    mark(connection, id, SIGNED_OUT).await
}

async fn join(connection: &mut SqliteConnection, id: AgentId, groups: &[String]) -> Result<()> {
    for name in groups {
        let group = sqlx::query("SELECT id FROM groups WHERE name = ?")
            .bind(name.as_str())
            .fetch_optional(&mut *connection)
            .await?;
        let group = GroupId(group.ok_or_else(|| invalid("/groups"))?.try_get("id")?);
        sqlx::query("INSERT INTO agent_groups (agent, grp) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(id.0)
            .bind(group.0)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn checked_hash(password: String) -> Result<String> {
    let (short, long) = (
        password.chars().count() < password::SHORTEST,
        password.len() > password::LONGEST,
    );
    if short || long {
        let limit = if short {
            password::SHORTEST
        } else {
            password::LONGEST
        };
        return Err(Problem::new(Code::Invalid)
            .at("/password")
            .limit(limit as u64)
            .into());
    }
    password::hash(password).await
}

/// An address as it is kept: lower case, with something on both sides of the sign.
fn address(written: &str) -> Result<String> {
    let email = written.trim().to_lowercase();
    let sides = email.split_once('@');
    let fits = sides.is_some_and(|(user, host)| {
        !user.is_empty() && !host.is_empty() && !email.contains(char::is_whitespace)
    });
    if fits {
        Ok(email)
    } else {
        Err(invalid("/email"))
    }
}

fn invalid(field: &str) -> Error {
    Problem::new(Code::Invalid).at(field).into()
}
