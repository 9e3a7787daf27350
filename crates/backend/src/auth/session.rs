//! Sessions of agents: a random token in a cookie, its hash in the database.

use super::{new_secret, sha256};
use crate::{
    app::App,
    error::{Error, Result},
    forwarded::Came,
    writer::Writing,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use bandeja_contract::{AgentId, Code, Timestamp};
use bandeja_domain::permission::Actor;
use sqlx::{Row, SqliteConnection};

const DAY: i64 = 24 * 3_600_000;
/// A session that nobody used for so long is over.
pub(crate) const IDLE: i64 = 7 * DAY;
/// A session that began so long ago is over.
pub(crate) const ABSOLUTE: i64 = 30 * DAY;
/// How exactly the last use is kept: one write an hour, not one a request.
const TOUCH: i64 = 3_600_000;

/// Names a session; the token cannot be told from it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SessionHash([u8; 32]);

impl std::fmt::Debug for SessionHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionHash(…)")
    }
}

impl SessionHash {
    /// The name of the session of a token.
    pub(crate) fn of(token: &str) -> Self {
        Self(sha256(token.as_bytes()))
    }

    /// As the database keeps it.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Whoever is signed in: taken from the cookie, refused with 401 where there is none or it is over.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// Who.
    pub(crate) actor: Actor,
    /// By which session.
    pub(crate) session: SessionHash,
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let came = Came::from_request_parts(parts, app).await?;
        let session = sent(app, came, &parts.headers).ok_or_else(signed_out)?;
        let actor = find(app, session).await?.ok_or_else(signed_out)?;
        Ok(Self { actor, session })
    }
}

fn signed_out() -> Error {
    Error::refused(Code::SignedOut)
}

/// Makes a session and answers its token.
pub(crate) async fn create(
    connection: &mut SqliteConnection,
    agent: AgentId,
    now: Timestamp,
) -> Result<String> {
    let token = new_secret()?;
    sqlx::query("INSERT INTO sessions (hash, agent, created_at, used_at) VALUES (?, ?, ?, ?)")
        .bind(SessionHash::of(&token).bytes())
        .bind(agent.0)
        .bind(now.0)
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(token)
}

/// Ends a session.
pub(crate) async fn end(connection: &mut SqliteConnection, session: SessionHash) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE hash = ?")
        .bind(session.bytes())
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets sessions that are over.
pub(crate) async fn prune(connection: &mut SqliteConnection, now: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE used_at < ? OR created_at < ?")
        .bind(now.plus(-IDLE).0)
        .bind(now.plus(-ABSOLUTE).0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The sessions of an agent, those included that are over and not yet forgotten.
pub(crate) async fn of_agent(
    connection: &mut SqliteConnection,
    agent: AgentId,
) -> Result<Vec<SessionHash>> {
    let found: Vec<Vec<u8>> = sqlx::query_scalar("SELECT hash FROM sessions WHERE agent = ?")
        .bind(agent.0)
        .fetch_all(connection)
        .await?;
    Ok(found
        .into_iter()
        .filter_map(|hash| hash.try_into().ok().map(SessionHash))
        .collect())
}

/// Whose session it is, with the rights of this moment; none when it is over.
pub(crate) async fn find(app: &App, session: SessionHash) -> Result<Option<Actor>> {
    let row = sqlx::query("SELECT agent, created_at, used_at FROM sessions WHERE hash = ?")
        .bind(session.bytes())
        .fetch_optional(&mut *app.readers().get().await?)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let now = app.now();
    let created = Timestamp(row.try_get("created_at")?);
    let used = Timestamp(row.try_get("used_at")?);
    if now.since(used) > IDLE || now.since(created) > ABSOLUTE {
        return Ok(None);
    }
    if now.since(used) > TOUCH {
        touch(app.clone(), session);
    }
    let agent = AgentId(row.try_get("agent")?);
    Ok(app.memory().read().directory.actor(agent))
}

/// Notes that it was used; the request does not wait for it.
fn touch(app: App, session: SessionHash) {
    tokio::spawn(async move {
        let written = async {
            let mut writing = Writing::begin(&app).await?;
            let now = writing.now();
            sqlx::query("UPDATE sessions SET used_at = ? WHERE hash = ?")
                .bind(now.0)
                .bind(session.bytes())
                .execute(writing.connection()?)
                .await?;
            writing.commit().await
        };
        if let Err(error) = written.await {
            tracing::warn!(%error, "a session's last use was not noted");
        }
    });
}

/// The cookie's name: behind https the browser itself makes sure that no other host set it.
const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// The header that gives the token to the browser, or takes it away.
pub(crate) fn cookie(app: &App, came: Came, token: Option<&str>) -> Result<HeaderValue> {
    let secure = came.is_secure(app);
    let name = cookie_name(secure);
    let kind = if secure {
        "Secure; HttpOnly; SameSite=Lax"
    } else {
        "HttpOnly; SameSite=Strict"
    };
    let (value, age) = token.map_or(("", 0), |token| (token, ABSOLUTE / 1000));
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={age}; {kind}"))
        .map_err(|_| Error::Broken("a cookie that is no header".to_owned()))
}

/// The session that the browser says it has.
pub(crate) fn sent(app: &App, came: Came, headers: &HeaderMap) -> Option<SessionHash> {
    token(app, came, headers).map(SessionHash::of)
}

/// The token that the browser sent.
fn token<'a>(app: &App, came: Came, headers: &'a HeaderMap) -> Option<&'a str> {
    let name = cookie_name(came.is_secure(app));
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}
