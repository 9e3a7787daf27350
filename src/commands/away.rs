//! Taking up again what was put aside while one was gone (A7).

use super::{App, resume};

/// Takes up all of one's own chats that were put aside; answers how many could not be. Those say
/// themselves why, where they stand.
pub async fn resume_all(app: &App) -> u64 {
    let mut failed = 0;
    for id in leptos::prelude::untrack(|| app.store.left_aside()) {
        failed += u64::from(resume(app, id).await.is_err());
    }
    if failed > 0 {
        // They have been told of; what is left is in «Pendientes».
        app.store.away.clear();
    }
    failed
}
