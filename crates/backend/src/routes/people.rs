//! `/contacts` and `/tickets/{number}`: cards.

use crate::{
    actions::{cards, comments, tickets},
    app::App,
    auth::session::SignedIn,
    error::Result,
    limits::Kind,
    request::{Id, Json, Query, json, raw_json, to_the_end},
};
use axum::{body::Body, extract::State, http::Response};
use bandeja_contract::{endpoint::MAX_PAGE, *};

const PAGE: u32 = 20;

pub(super) async fn contact(
    State(app): State<App>,
    who: SignedIn,
    Id(contact): Id<ContactId>,
) -> Result<Response<Body>> {
    json(&cards::get(&app, &who.actor, contact).await?)
}

pub(super) async fn conversations(
    State(app): State<App>,
    who: SignedIn,
    Id(contact): Id<ContactId>,
    query: Query,
) -> Result<Response<Body>> {
    let call = ListOfContact {
        contact,
        offset: query.number("offset", 0, u32::MAX, 0)?,
        limit: query.number("limit", 1, MAX_PAGE, PAGE)?,
    };
    json(&cards::conversations(&app, &who.actor, &call).await?)
}

pub(super) async fn comments(
    State(app): State<App>,
    who: SignedIn,
    Id(contact): Id<ContactId>,
    query: Query,
) -> Result<Response<Body>> {
    let call = ListComments {
        contact,
        before: query.seq("before")?,
        limit: query.number("limit", 1, MAX_PAGE, PAGE)?,
    };
    json(&cards::comments(&app, &who.actor, &call).await?)
}

pub(super) async fn edit(
    State(app): State<App>,
    who: SignedIn,
    Id(contact): Id<ContactId>,
    Json(edit): Json<FieldEdit>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let done = async move { cards::edit(&app, &who.actor, contact, &edit).await };
    Ok(raw_json(to_the_end(done).await?.into_json()))
}

pub(super) async fn tag(
    State(app): State<App>,
    who: SignedIn,
    Id(contact): Id<ContactId>,
    Json(edit): Json<TagEdit>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let done = async move { cards::tag(&app, &who.actor, contact, edit).await };
    Ok(raw_json(to_the_end(done).await?.into_json()))
}

pub(super) async fn comment(
    State(app): State<App>,
    who: SignedIn,
    Id(contact): Id<ContactId>,
    Json(new): Json<NewComment>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let done = async move { comments::add(&app, &who.actor, contact, new).await };
    Ok(raw_json(to_the_end(done).await?.into_json()))
}

pub(super) async fn ticket(
    State(app): State<App>,
    who: SignedIn,
    Id(number): Id<u64>,
) -> Result<Response<Body>> {
    json(&tickets::get(&app, &who.actor, number).await?)
}

pub(super) async fn edit_ticket(
    State(app): State<App>,
    who: SignedIn,
    Id(number): Id<u64>,
    Json(edit): Json<FieldEdit>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let done = async move { tickets::edit(&app, &who.actor, number, &edit).await };
    Ok(raw_json(to_the_end(done).await?.into_json()))
}

fn limit(app: &App, who: &SignedIn) -> Result<()> {
    Ok(app
        .limiter()
        .take(Kind::Change, &who.actor.id.to_string(), app.now())?)
}
