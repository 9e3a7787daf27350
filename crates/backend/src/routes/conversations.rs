//! `/conversations` and what is below it.

use crate::{
    actions::{accept, assign, bot, bulk, close, conversations, items, pausing, read, send},
    app::App,
    auth::session::SignedIn,
    error::Result,
    limits::Kind,
    request::{Id, Json, Query, json, raw_json, to_the_end},
};
use axum::{body::Body, extract::State, http::Response};
use bandeja_contract::{
    acts::{Assignment, Bulk},
    endpoint::*,
    *,
};

const PAGE: u32 = 50;

pub(super) async fn list(
    State(app): State<App>,
    who: SignedIn,
    query: Query,
) -> Result<Response<Body>> {
    let call = ListConversations {
        status: query.word("status", Status::from_word)?,
        sort: query.word("sort", Sort::from_word)?,
        filter: filter(&query)?,
        offset: query.number("offset", 0, u32::MAX, 0)?,
        cursor: query.text("cursor").map(str::to_owned),
        limit: query.number("limit", 1, MAX_PAGE, PAGE)?,
    };
    json(&conversations::list(&app, &who.actor, &call).await?)
}

pub(super) async fn get(
    State(app): State<App>,
    who: SignedIn,
    Id(conversation): Id<ConversationId>,
) -> Result<Response<Body>> {
    json(&conversations::get(&app, &who.actor, conversation).await?)
}

pub(super) async fn items(
    State(app): State<App>,
    who: SignedIn,
    Id(conversation): Id<ConversationId>,
    query: Query,
) -> Result<Response<Body>> {
    let call = ListItems {
        conversation,
        before: query.seq("before")?,
        after: query.seq("after")?,
        limit: query.number("limit", 1, MAX_PAGE, PAGE)?,
    };
    json(&items::list(&app, &who.actor, &call).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    who: SignedIn,
    Id(id): Id<ConversationId>,
    Json(new): Json<NewMessage>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let answer = to_the_end(async move { send::send(&app, &who.actor, id, new).await }).await?;
    Ok(raw_json(answer.into_json()))
}

pub(super) async fn accept(
    State(app): State<App>,
    who: SignedIn,
    Id(id): Id<ConversationId>,
    Json(operation): Json<Operation>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let taken = async move { accept::accept(&app, &who.actor, id, operation).await };
    Ok(raw_json(to_the_end(taken).await?.into_json()))
}

pub(super) async fn resume(
    State(app): State<App>,
    who: SignedIn,
    Id(id): Id<ConversationId>,
    Json(operation): Json<Operation>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let resumed = async move { pausing::resume(&app, &who.actor, id, operation).await };
    Ok(raw_json(to_the_end(resumed).await?.into_json()))
}

pub(super) async fn pause(
    State(app): State<App>,
    who: SignedIn,
    Id(id): Id<ConversationId>,
    Json(operation): Json<Operation>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let paused = async move { pausing::pause(&app, &who.actor, id, operation).await };
    Ok(raw_json(to_the_end(paused).await?.into_json()))
}

pub(super) async fn pause_bot(
    State(app): State<App>,
    who: SignedIn,
    Id(id): Id<ConversationId>,
    Json(operation): Json<Operation>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let paused = async move { bot::pause(&app, &who.actor, id, operation).await };
    Ok(raw_json(to_the_end(paused).await?.into_json()))
}

pub(super) async fn assign(
    State(app): State<App>,
    who: SignedIn,
    Id(id): Id<ConversationId>,
    Json(wish): Json<Assignment>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let assigned = async move { assign::assign(&app, &who.actor, id, wish).await };
    Ok(raw_json(to_the_end(assigned).await?.into_json()))
}

pub(super) async fn bulk(
    State(app): State<App>,
    who: SignedIn,
    Json(wish): Json<Bulk>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let done = async move { bulk::bulk(&app, &who.actor, &wish).await };
    Ok(raw_json(to_the_end(done).await?.into_json()))
}

pub(super) async fn close(
    State(app): State<App>,
    who: SignedIn,
    Id(id): Id<ConversationId>,
    Json(closing): Json<Closing>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    let closed = async move { close::close(&app, &who.actor, id, &closing).await };
    Ok(raw_json(to_the_end(closed).await?.into_json()))
}

pub(super) async fn read(
    State(app): State<App>,
    who: SignedIn,
    Id(id): Id<ConversationId>,
    Json(mark): Json<ReadMark>,
) -> Result<Response<Body>> {
    limit(&app, &who)?;
    json(&to_the_end(async move { read::mark(&app, &who.actor, id, mark).await }).await?)
}

fn filter(query: &Query) -> Result<Filter> {
    let word = |name, parse: fn(&str) -> Option<Owner>| match query.text(name) {
        Some(_) => query.word(name, parse).map(Some),
        None => Ok(None),
    };
    Ok(Filter {
        groups: query.list("groups")?,
        owner: word("owner", Owner::from_word)?,
        channels: query.words("channels", Channel::from_word)?,
        unread: query.number("unread", 0, 1, 0)? == 1,
        tags: query.list("tags")?,
    })
}

fn limit(app: &App, who: &SignedIn) -> Result<()> {
    Ok(app
        .limiter()
        .take(Kind::Change, &who.actor.id.to_string(), app.now())?)
}
