//! The entrance for messages of channels like WhatsApp.

use super::mail::Postman;
use crate::{
    actions::receive_chat,
    app::App,
    error::Result,
    limits::Kind,
    request::{Json, raw_json, to_the_end},
};
use axum::{body::Body, extract::State, http::Response};
use bandeja_contract::inbound::ChatIn;

pub(super) async fn inbound(
    State(app): State<App>,
    Postman(inbox): Postman,
    Json(new): Json<ChatIn>,
) -> Result<Response<Body>> {
    app.limiter()
        .take(Kind::Inbound, &inbox.to_string(), app.now())?;
    let taken = async move { receive_chat::receive(&app, inbox, &new).await };
    Ok(raw_json(to_the_end(taken).await?.into_json()))
}
