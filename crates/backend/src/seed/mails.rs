//! The mails of the demo: an inbox of the shop, and a handful of mails that come in by the door by
//! which every mail comes in, in three languages, one of them answered.

use super::workspace::SHOP;
use crate::{
    App, Config,
    actions::{accept, receive_mail, send},
    app,
    clock::Clock,
    db,
    error::{Error, Result},
};
use bandeja_contract::{
    endpoint::{NewMessage, Operation},
    *,
};
use sqlx::SqliteConnection;
use std::{
    path::Path,
    time::{Duration, UNIX_EPOCH},
};
use uuid::Uuid;

const NAME: &str = "Correo de la tienda";
const ADDRESS: &str = "hola@barrovivo.example";
/// Who answers.
const AGENT: &str = "ana@demo.bandeja";
const ANSWER: &str =
    "Hola, Jorge: sale mañana con el mensajero y llega el viernes.\n\nUn saludo del taller.";

/// What comes in, so many minutes ago; the oldest first.
const MAILS: [(i64, &str); 7] = [
    (1_560, include_str!("mails/boletin.eml")),
    (1_500, include_str!("mails/pregunta.eml")),
    (610, include_str!("mails/nota-fiscal.eml")),
    (170, include_str!("mails/ausente.eml")),
    (95, include_str!("mails/respuesta.eml")),
    (40, include_str!("mails/aviso.eml")),
    (12, include_str!("mails/foto.eml")),
];
/// Which of them is answered before the next one comes.
const ANSWERED: usize = 1;

/// Lets them come in. The folder holds the workspace already, and nobody serves it.
pub(super) async fn write(data: &Path, now: Timestamp) -> Result<()> {
    let (mut connection, readers) = db::open(&data.join(app::FILE)).await?;
    readers.close().await;
    let inbox = make_inbox(&mut connection).await?;
    db::sqlite::close(connection).await?;
    let oldest = MAILS.first().map_or(0, |(minutes, _)| *minutes);
    let clock = Clock::standing(now.plus(-oldest * 60_000));
    let app = App::open(Config {
        clock: clock.clone(),
        ..Config::new(data)
    })
    .await?;
    for (n, (minutes, text)) in MAILS.into_iter().enumerate() {
        clock.advance(now.plus(-minutes * 60_000).since(clock.now()));
        let raw = letter(text, clock.now()).into_bytes();
        let raw = app.mails().receive_bytes(raw).await?;
        let taken = receive_mail::receive(&app, inbox, &raw).await?;
        if n == ANSWERED {
            clock.advance(20 * 60_000);
            answer(&app, taken.conversation).await?;
        }
    }
    app.close().await
}

async fn make_inbox(connection: &mut SqliteConnection) -> Result<InboxId> {
    let id = InboxId(Uuid::now_v7());
    sqlx::query(
        "INSERT INTO inboxes (id, channel, name, address, queue, grp) \
         SELECT ?, ?, ?, ?, q.id, g.id FROM groups g JOIN queues q ON q.grp = g.id WHERE g.name = ?",
    )
    .bind(id.0)
    .bind(Channel::Email.word())
    .bind(NAME)
    .bind(ADDRESS)
    .bind(SHOP)
    .execute(connection)
    .await?;
    Ok(id)
}

/// A mail of the demo, addressed and dated.
fn letter(text: &str, at: Timestamp) -> String {
    let millis = u64::try_from(at.0).unwrap_or_default();
    let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(millis));
    text.replace("@DATE@", &date)
        .replace("@TO@", ADDRESS)
        .replace('\n', "\r\n")
}

/// An agent takes a conversation and answers.
async fn answer(app: &App, conversation: ConversationId) -> Result<()> {
    let id: Option<Uuid> = sqlx::query_scalar("SELECT id FROM agents WHERE email = ?")
        .bind(AGENT)
        .fetch_optional(&mut *app.readers().get().await?)
        .await?;
    let id = AgentId(id.ok_or_else(Error::not_found)?);
    let actor = app.memory().read().directory.actor(id);
    let actor = actor.ok_or_else(Error::not_found)?;
    let operation = Operation {
        id: OperationId(Uuid::now_v7()),
    };
    accept::accept(app, &actor, conversation, operation).await?;
    let new = NewMessage {
        id: ItemId(Uuid::now_v7()),
        text: ANSWER.to_owned(),
        attachments: Vec::new(),
        seen: Seq(0),
        anyway: true,
        answers: None,
    };
    send::send(app, &actor, conversation, new).await?;
    Ok(())
}
