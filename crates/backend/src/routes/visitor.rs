//! `/visitor/…`: the widget's routes.

use super::realtime::{Upgrade, asked, upgraded};
use crate::{
    actions::{visitor as action, visitor_send},
    app::App,
    auth::{origin::Host, ticket::Holder, visitor::Visitor},
    error::Result,
    hub::{line::Reader, looking::watch::Visiting, poll},
    limits::Kind,
    request::{Json, Query, json, raw_json, to_the_end},
};
use axum::{body::Body, extract::State, http::Response};
use bandeja_contract::{
    endpoint::Ticket,
    visitor::{Register, VisitorRead, VisitorSend},
};

pub(super) async fn register(
    State(app): State<App>,
    Host(host): Host,
    Json(new): Json<Register>,
) -> Result<Response<Body>> {
    json(&to_the_end(async move { action::register(&app, &host, &new).await }).await?)
}

pub(super) async fn messages(
    State(app): State<App>,
    visitor: Visitor,
    query: Query,
) -> Result<Response<Body>> {
    json(&action::snapshot(&app, &visitor, query.seq("before")?).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    Host(host): Host,
    Json(new): Json<VisitorSend>,
) -> Result<Response<Body>> {
    limit(&app, &visitor, &host)?;
    let sent = async move { visitor_send::send(&app, &visitor, &new).await };
    Ok(raw_json(to_the_end(sent).await?.into_json()))
}

pub(super) async fn read(
    State(app): State<App>,
    visitor: Visitor,
    Json(mark): Json<VisitorRead>,
) -> Result<Response<Body>> {
    app.limiter()
        .take(Kind::Change, &visitor.id.to_string(), app.now())?;
    json(&to_the_end(async move { action::mark(&app, &visitor, mark).await }).await?)
}

pub(super) async fn ticket(State(app): State<App>, visitor: Visitor) -> Result<Response<Body>> {
    json(&Ticket {
        ticket: app.tickets().make(Holder::Visitor(visitor.id), app.now())?,
    })
}

pub(super) async fn socket(
    State(app): State<App>,
    host: Host,
    upgrade: Upgrade,
) -> Result<Response<Body>> {
    upgraded(app, host, upgrade, false)
}

pub(super) async fn poll(
    State(app): State<App>,
    visitor: Visitor,
    query: Query,
) -> Result<Response<Body>> {
    let (after, wait) = asked(&query)?;
    let _visiting = Visiting::new(&app, visitor.id);
    let frames = poll::poll(&app, Reader::Visitor(visitor), after, wait).await?;
    Ok(raw_json(format!("[{}]", frames.join(","))))
}

fn limit(app: &App, visitor: &Visitor, host: &str) -> Result<()> {
    app.limiter().take(Kind::VisitorHost, host, app.now())?;
    Ok(app
        .limiter()
        .take(Kind::VisitorMessage, &visitor.id.to_string(), app.now())?)
}
