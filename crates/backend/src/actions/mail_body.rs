//! The body of a mail: who may have its address, and what stands there.

use crate::{
    app::App,
    auth::{
        capability::{self, GOOD_FOR, LANGUAGES, Right},
        session::SignedIn,
    },
    db::{mails, read},
    error::{Error, Result},
};
use bandeja_contract::{
    mail::{BodyLink, BodyWish},
    *,
};
use bandeja_domain::permission::{Actor, sees};
use bandeja_mail::{
    Document, Safe, document,
    document::{Options, Source, Theme},
};
use sqlx::SqliteConnection;

/// Gives the address of a mail's body to somebody who may see it.
pub(crate) async fn open(
    app: &App,
    who: &SignedIn,
    item: ItemId,
    wish: &BodyWish,
) -> Result<BodyLink> {
    let language = LANGUAGES
        .into_iter()
        .find(|one| *one == wish.language)
        .ok_or_else(|| Problem::new(Code::Invalid).at("/language"))?;
    let connection = &mut *app.readers().get().await?;
    visible(connection, &who.actor, item).await?;
    mails::of_item(connection, item)
        .await?
        .ok_or_else(Error::not_found)?;
    let right = Right {
        item,
        agent: who.actor.id,
        until: app.now().plus(GOOD_FOR),
        theme: wish.theme,
        language,
        remote: wish.remote,
    };
    let capability = app.key().seal(&right, who.session);
    Ok(BodyLink {
        path: format!("{API_ROOT}/mail/{capability}/body"),
        until: right.until,
    })
}

/// The right that a capability gives now, over a mail that its holder still sees.
pub(crate) async fn right(app: &App, text: &str) -> Result<Right> {
    let (right, actor) = capability::find(app, text).await?;
    visible(&mut *app.readers().get().await?, &actor, right.item).await?;
    Ok(right)
}

async fn visible(connection: &mut SqliteConnection, actor: &Actor, item: ItemId) -> Result<()> {
    let item = read::item(connection, item)
        .await?
        .ok_or_else(Error::not_found)?;
    let kept = read::conversation(connection, item.conversation)
        .await?
        .filter(|kept| sees(actor, kept.row.group));
    kept.map(drop).ok_or_else(Error::not_found)
}

/// The body as a document, with its headers.
pub(crate) async fn body(app: &App, capability: &str) -> Result<Document> {
    let right = right(app, capability).await?;
    let safe = safe(app, right.item).await?;
    let sources = |tail: &str| -> Vec<Source> {
        let named = app.config().origins();
        named
            .iter()
            // No policy can name an address in brackets.
            .filter(|origin| !origin.contains('['))
            .filter_map(|origin| Source::new(&format!("{origin}{tail}")).ok())
            .collect()
    };
    let images = sources(&format!("{API_ROOT}/mail/{capability}/"));
    let ancestors = sources("");
    // A body of megabytes is put together off the threads that answer.
    let made = tokio::task::spawn_blocking(move || {
        document(
            &safe,
            &Options {
                remote: right.remote,
                images: &images,
                ancestors: &ancestors,
                theme: match right.theme {
                    mail::Theme::System => Theme::System,
                    mail::Theme::Light => Theme::Light,
                    mail::Theme::Dark => Theme::Dark,
                },
                language: right.language,
                quoted: match right.language {
                    "pt-BR" => "Mensagens anteriores",
                    "en" => "Earlier messages",
                    _ => "Mensajes anteriores",
                },
            },
        )
    });
    made.await
        .map_err(|_| Error::Broken("a body was not made".to_owned()))
}

/// The safe body of a mail.
async fn safe(app: &App, item: ItemId) -> Result<Safe> {
    mails::body(&mut *app.readers().get().await?, item)
        .await?
        .ok_or_else(Error::not_found)
}

/// An image that stands in a body: the name of its content, and its type.
pub(crate) async fn inline(app: &App, capability: &str, n: usize) -> Result<(Vec<u8>, String)> {
    let right = right(app, capability).await?;
    mails::inline(&mut *app.readers().get().await?, right.item, n)
        .await?
        .ok_or_else(Error::not_found)
}

/// Where a remote image is, for a holder who asked for remote images, and who that is.
pub(crate) async fn remote(app: &App, capability: &str, n: usize) -> Result<(String, AgentId)> {
    let right = right(app, capability).await?;
    if !right.remote {
        return Err(Error::not_found());
    }
    let safe = safe(app, right.item).await?;
    let remote = safe.remote.get(n).filter(|remote| !remote.tracker);
    let remote = remote.ok_or_else(Error::not_found)?;
    Ok((remote.url.clone(), right.agent))
}
