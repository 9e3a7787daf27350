//! `/realtime` and its long-poll twin `/events`.

use crate::{
    actions::presence,
    app::App,
    auth::{origin::Host, session::SignedIn},
    error::{Error, Result},
    hub::{
        line::Reader,
        poll,
        socket::{LARGEST, run},
    },
    request::{Query, raw_json},
};
use axum::{
    body::Body,
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::Response,
};
use bandeja_contract::{Code, Problem, Seq};
use std::time::Duration;

/// The longest wait of a long poll, in seconds.
const LONGEST_WAIT: u32 = 25;

/// What axum makes of an upgrade.
pub(super) type Upgrade = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

pub(super) async fn socket(
    State(app): State<App>,
    host: Host,
    upgrade: Upgrade,
) -> Result<Response<Body>> {
    upgraded(app, host, upgrade, true)
}

/// Answers an upgrade and runs the socket, for agents or for visitors.
pub(super) fn upgraded(
    app: App,
    Host(host): Host,
    upgrade: Upgrade,
    agents: bool,
) -> Result<Response<Body>> {
    let upgrade = upgrade.map_err(|_| Error::refused(Code::Malformed))?;
    Ok(upgrade
        .max_message_size(LARGEST)
        .max_frame_size(LARGEST)
        .on_upgrade(move |socket| run(app, socket, agents, host)))
}

pub(super) async fn poll(
    State(app): State<App>,
    who: SignedIn,
    query: Query,
) -> Result<Response<Body>> {
    let (after, wait) = asked(&query)?;
    let there = presence::enter(&app, who.actor.id).await;
    let frames = poll::poll(&app, Reader::Agent(who.actor, who.session), after, wait).await;
    if let Err(Error::Refused(problem)) = &frames
        && problem.code == Code::SignedOut
    {
        presence::sign_off(there).await;
    }
    let frames = frames?;
    Ok(raw_json(format!("{{\"frames\":[{}]}}", frames.join(","))))
}

/// After which number, and how long to wait.
pub(super) fn asked(query: &Query) -> Result<(Seq, Duration)> {
    let after = query
        .seq("after")?
        .ok_or_else(|| Problem::new(Code::Malformed).at("/after"))?;
    let wait = query.number("wait", 0, LONGEST_WAIT, LONGEST_WAIT)?;
    Ok((after, Duration::from_secs(u64::from(wait))))
}
