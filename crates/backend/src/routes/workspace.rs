//! `/snapshot`.

use crate::{actions::snapshot, app::App, auth::session::SignedIn, error::Result, request::json};
use axum::{body::Body, extract::State, http::Response};

pub(super) async fn snapshot(State(app): State<App>, who: SignedIn) -> Result<Response<Body>> {
    json(&snapshot::snapshot(&app, who.actor.id).await?)
}
