//! Listening, and stopping in peace.

use crate::{app::App, error::Result};
use axum::serve::ListenerExt;
use std::{future::Future, net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, sync::watch};

/// How long requests that run may take when the server stops.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until `stop` says so: takes no more connections, ends sockets and long polls, lets
/// requests finish, closes the database.
///
/// # Errors
/// When the listener fails or the database cannot be closed.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let (said, hears) = watch::channel(false);
    let work = tokio::spawn(app.clone().work());
    let lines = app.clone();
    let stopping = async move {
        stop.await;
        tracing::info!("stopping");
        lines.stop_lines();
        // Nobody listening any more is fine, too.
        let _ = said.send(true);
    };
    let service = app
        .router()
        .into_make_service_with_connect_info::<SocketAddr>();
    // Frames are small and should not wait for each other.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection that waits");
        }
    });
    let server = axum::serve(listener, service).with_graceful_shutdown(stopping);
    tokio::select! {
        ended = server.into_future() => ended?,
        () = out_of_patience(hears) => tracing::warn!("requests did not end in time"),
    }
    // A mail that was taken is to be noted as taken.
    let rest = tokio::time::timeout(PATIENCE, app.outgoing().rest()).await;
    work.abort();
    drop(rest);
    app.close().await
}

async fn out_of_patience(mut hears: watch::Receiver<bool>) {
    if hears.wait_for(|said| *said).await.is_ok() {
        tokio::time::sleep(PATIENCE).await;
    } else {
        std::future::pending::<()>().await;
    }
}

/// Resolves on SIGTERM or Ctrl+C, from the moment of the call on: whoever was told that the server
/// listens may stop it.
pub fn stop_signal() -> impl Future<Output = ()> + Send + 'static {
    #[cfg(unix)]
    let (interrupt, terminate) = {
        use tokio::signal::unix::{Signal, SignalKind, signal};
        let came = |signal: std::io::Result<Signal>| async move {
            match signal {
                Ok(mut signal) => {
                    signal.recv().await;
                }
                Err(_) => std::future::pending::<()>().await,
            }
        };
        let [interrupt, terminate] = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
        (came(interrupt), came(terminate))
    };
    #[cfg(not(unix))]
    let (interrupt, terminate) = (
        async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        },
        std::future::pending::<()>(),
    );
    async move {
        tokio::select! {
            () = interrupt => {}
            () = terminate => {}
        }
    }
}
