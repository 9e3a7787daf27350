//! Signing in and out.

use super::{ApiError, App};
use bandeja_contract::endpoint::{SignIn, SignOut};
use bandeja_domain::session::Input;

/// Signs in. The same person goes on where the session ended; anybody else begins with nothing.
///
/// # Errors
/// [`ApiError`]; a wrong password is a refusal.
pub async fn sign_in(app: &App, email: String, password: String) -> Result<(), ApiError> {
    let agent = app.sign_in(&SignIn { email, password }).await?;
    let known = app.store.workspace.me_untracked();
    if known.is_some_and(|me| me != agent.id) {
        app.store.clear();
    }
    app.feed(Input::SignedIn);
    Ok(())
}

/// Signs out, and takes along everything that this browser keeps for the person, also when the
/// server cannot be reached. Ask first when messages wait.
///
/// # Errors
/// [`ApiError`] when the server does not know yet; it is told at the next start.
pub async fn sign_out(app: &App) -> Result<(), ApiError> {
    let me = app.store.workspace.me_untracked();
    app.owe_sign_out(true);
    let answer = app.call(&SignOut).await;
    app.feed(Input::SignedOut);
    app.tell_signed_out();
    if let Some(me) = me {
        app.wipe(me).await;
    }
    app.store.clear();
    match answer {
        Ok(_) => app.owe_sign_out(false),
        // There was no session any more.
        Err(error) if error.code() == Some(bandeja_contract::Code::SignedOut) => {
            app.owe_sign_out(false);
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
