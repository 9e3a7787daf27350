//! `/search`, and the one item that a link names.

use crate::{
    actions::{items, search},
    app::App,
    auth::session::SignedIn,
    error::{Error, Result},
    limits::Kind,
    request::{Json, json},
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::Response,
};
use bandeja_contract::search::{GetItem, Search};

pub(super) async fn search(
    State(app): State<App>,
    who: SignedIn,
    Json(wanted): Json<Search>,
) -> Result<Response<Body>> {
    app.limiter()
        .take(Kind::Search, &who.actor.id.to_string(), app.now())?;
    json(&search::search(&app, &who.actor, &wanted).await?)
}

pub(super) async fn item(
    State(app): State<App>,
    who: SignedIn,
    Path((conversation, item)): Path<(String, String)>,
) -> Result<Response<Body>> {
    // An id that is none names nothing that exists.
    let call = GetItem {
        conversation: conversation.parse().map_err(|_| Error::not_found())?,
        item: item.parse().map_err(|_| Error::not_found())?,
    };
    json(&items::one(&app, &who.actor, &call).await?)
}
