//! `/session`, `/tickets`.

use crate::{
    actions::session::{self as action},
    app::App,
    auth::{
        origin::Host,
        session::{self, SignedIn},
        ticket::Holder,
    },
    error::Result,
    forwarded::Came,
    request::{Json, json, to_the_end},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Response, header},
};
use bandeja_contract::endpoint::{Done, SignIn, Ticket};

pub(super) async fn sign_in(
    State(app): State<App>,
    came: Came,
    headers: HeaderMap,
    Json(call): Json<SignIn>,
) -> Result<Response<Body>> {
    let before = session::sent(&app, came, &headers);
    let Host(host) = came.into();
    let task = app.clone();
    let signed_in = async move { action::sign_in(&task, &host, before, call).await };
    let (agent, token) = to_the_end(signed_in).await?;
    let mut answer = json(&agent)?;
    answer.headers_mut().insert(
        header::SET_COOKIE,
        session::cookie(&app, came, Some(&token))?,
    );
    Ok(answer)
}

pub(super) async fn who_am_i(State(app): State<App>, who: SignedIn) -> Result<Response<Body>> {
    json(&action::who(&app, who.actor.id)?)
}

pub(super) async fn sign_out(
    State(app): State<App>,
    came: Came,
    who: SignedIn,
) -> Result<Response<Body>> {
    let task = app.clone();
    to_the_end(async move { action::sign_out(&task, &who).await }).await?;
    let mut answer = json(&Done {})?;
    answer
        .headers_mut()
        .insert(header::SET_COOKIE, session::cookie(&app, came, None)?);
    Ok(answer)
}

pub(super) async fn ticket(State(app): State<App>, who: SignedIn) -> Result<Response<Body>> {
    let holder = Holder::Agent(who.actor.id, who.session);
    json(&Ticket {
        ticket: app.tickets().make(holder, app.now())?,
    })
}
