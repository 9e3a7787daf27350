//! Signing in and out.

use crate::{
    app::App,
    auth::{
        password, session,
        session::{SessionHash, SignedIn},
    },
    error::{Error, Result},
    hub::Live,
    limits::Kind,
    writer::Writing,
};
use bandeja_contract::{endpoint::SignIn, *};
use sqlx::Row;

/// The longest address, in bytes.
const LONGEST_ADDRESS: usize = 320;

/// Signs in; answers the login and the session's token. A session that the browser had before is
/// over with it.
pub(crate) async fn sign_in(
    app: &App,
    host: &str,
    before: Option<SessionHash>,
    call: SignIn,
) -> Result<(Agent, String)> {
    let wrong = || Error::refused(Code::WrongPassword);
    let email = call.email.trim().to_lowercase();
    if email.len() > LONGEST_ADDRESS || call.password.len() > password::LONGEST {
        return Err(wrong());
    }
    let key = format!("{email} {host}");
    app.limiter().take(Kind::SignInHost, host, app.now())?;
    app.limiter().take(Kind::SignIn, &key, app.now())?;
    let row = sqlx::query("SELECT id, password FROM agents WHERE email = ?")
        .bind(email)
        .fetch_optional(&mut *app.readers().get().await?)
        .await?;
    let hash = row
        .as_ref()
        .map(|row| row.try_get("password"))
        .transpose()?;
    let fits = password::verify(call.password, hash).await?;
    let known = row
        .as_ref()
        .map(|row| row.try_get("id"))
        .transpose()?
        .map(AgentId);
    let id = known.filter(|_| fits).ok_or_else(wrong)?;
    if app.memory().read().directory.actor(id).is_none() {
        return Err(wrong());
    }
    app.limiter().give_back(Kind::SignInHost, host);
    app.limiter().give_back(Kind::SignIn, &key);
    let mut writing = Writing::begin(app).await?;
    let now = writing.now();
    if let Some(before) = before {
        session::end(writing.connection()?, before).await?;
        writing.tell(Live::SessionEnded(before));
    }
    let token = session::create(writing.connection()?, id, now).await?;
    writing.commit().await?;
    Ok((who(app, id)?, token))
}

/// Signs out: the session is over, and its sockets with it.
pub(crate) async fn sign_out(app: &App, who: &SignedIn) -> Result<()> {
    let mut writing = Writing::begin(app).await?;
    session::end(writing.connection()?, who.session).await?;
    writing.tell(Live::SessionEnded(who.session));
    writing.commit().await
}

/// A login as colleagues see it.
pub(crate) fn who(app: &App, id: AgentId) -> Result<Agent> {
    let memory = app.memory().read();
    let person = memory
        .directory
        .people
        .get(&id)
        .ok_or_else(Error::not_found)?;
    Ok(person.agent.clone())
}
