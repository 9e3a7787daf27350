//! `/setup`, `/options`, `/entries`, `/audit`: what admins edit.

use crate::{
    actions::setup,
    app::App,
    auth::session::SignedIn,
    error::Result,
    limits::Kind,
    request::{Id, Json, Query, json, raw_json, to_the_end},
};
use axum::{body::Body, extract::State, http::Response};
use bandeja_contract::{endpoint::MAX_PAGE, *};

const PAGE: u32 = 50;

pub(super) async fn get(State(app): State<App>, _: SignedIn) -> Result<Response<Body>> {
    json(&setup::get(&app))
}

pub(super) async fn option(
    State(app): State<App>,
    who: SignedIn,
    Json(edit): Json<OptionEdit>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let done = async move { setup::edit_option(&app, &who.actor, &edit).await };
    Ok(raw_json(to_the_end(done).await?.into_json()))
}

pub(super) async fn add(
    State(app): State<App>,
    who: SignedIn,
    Json(new): Json<NewEntry>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let done = async move { setup::add_entry(&app, &who.actor, &new).await };
    Ok(raw_json(to_the_end(done).await?.into_json()))
}

pub(super) async fn edit(
    State(app): State<App>,
    who: SignedIn,
    Id(entry): Id<EntryId>,
    Json(edit): Json<EntryEdit>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let done = async move { setup::edit_entry(&app, &who.actor, entry, &edit).await };
    Ok(raw_json(to_the_end(done).await?.into_json()))
}

pub(super) async fn audit(
    State(app): State<App>,
    who: SignedIn,
    query: Query,
) -> Result<Response<Body>> {
    let limit = query.number("limit", 1, MAX_PAGE, PAGE)?;
    json(&setup::audit(&app, &who.actor, query.seq("before")?, limit).await?)
}

fn limit(app: &App, who: &SignedIn) -> Result<()> {
    Ok(app
        .limiter()
        .take(Kind::Change, &who.actor.id.to_string(), app.now())?)
}
