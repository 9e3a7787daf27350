//! A visitor's session: beginning it, reading it, read marks.

use crate::{
    app::App,
    auth::visitor::{self, Secret, Visitor},
    db::{
        read,
        write::{self, Counter},
    },
    error::{Error, Result},
    limits::Kind,
    memory::Memory,
    view,
    writer::Writing,
};
use bandeja_contract::{
    visitor::{Register, VisitorRead, VisitorSnapshot, VisitorState},
    *,
};
use sqlx::SqliteConnection;
use uuid::Uuid;

/// How many messages come at once.
const PAGE: u32 = 50;

/// The panel's languages.
const LOCALES: [&str; 3] = ["es", "pt-BR", "en"];

/// Begins a visitor's session, or finds it again.
pub(crate) async fn register(app: &App, host: &str, new: &Register) -> Result<VisitorSnapshot> {
    let invalid = |field| Error::from(Problem::new(Code::Invalid).at(field));
    let secret = Secret::parse(&new.secret).ok_or_else(|| invalid("/secret"))?;
    if !LOCALES.contains(&new.locale.as_str()) {
        return Err(invalid("/locale"));
    }
    let inbox = {
        let memory = app.memory().read();
        memory
            .directory
            .site(&new.inbox)
            .map(|site| site.inbox.id)
            .ok_or_else(Error::not_found)?
    };
    let known = visitor::find(&mut *app.readers().get().await?, new.visitor).await?;
    if known.is_none() {
        app.limiter().take(Kind::VisitorCreate, host, app.now())?;
        create(app, new, &secret, inbox).await?;
    }
    let found = visitor::find(&mut *app.readers().get().await?, new.visitor).await?;
    match found {
        Some((visitor, hash)) if secret.is(&hash) && visitor.inbox == inbox => {
            snapshot(app, &visitor, None).await
        }
        Some(_) => Err(Error::refused(Code::KeyReused)),
        None => Err(Error::Broken(
            "a visitor is not there after its creation".to_owned(),
        )),
    }
}

async fn create(app: &App, new: &Register, secret: &Secret, inbox: InboxId) -> Result<()> {
    let mut writing = Writing::begin(app).await?;
    let now = writing.now();
    let connection = writing.connection()?;
    let contact = Uuid::now_v7();
    let number = write::take_number(connection, Counter::Visitor).await?;
    sqlx::query("INSERT INTO contacts (id, name) VALUES (?, ?)")
        .bind(contact)
        .bind(format!("Visitante {number}"))
        .execute(&mut *connection)
        .await?;
    // Two tabs may begin at once; the second finds the first one's.
    let made = sqlx::query(
        "INSERT INTO visitors (id, secret, inbox, contact, locale, created_at) \
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
    )
    .bind(new.visitor.0)
    .bind(secret.bytes())
    .bind(inbox.0)
    .bind(contact)
    .bind(new.locale.as_str())
    .bind(now.0)
    .execute(connection)
    .await?;
    if made.rows_affected() == 0 {
        return Ok(());
    }
    writing.commit().await
}

/// A visitor's messages before a position, or the newest, and where the conversation stands.
pub(crate) async fn snapshot(
    app: &App,
    visitor: &Visitor,
    before: Option<Seq>,
) -> Result<VisitorSnapshot> {
    let mut moment = app.readers().moment().await?;
    let (seq, _) = read::head(&mut moment).await?;
    let state = current_state(app, &mut moment, visitor.id).await?;
    let (items, more) = read::visitor_items(&mut moment, visitor.id, before, PAGE).await?;
    let memory = app.memory().read();
    let messages = items
        .iter()
        .filter_map(|item| view::message(item, &*memory))
        .collect();
    Ok(VisitorSnapshot {
        seq,
        now: app.now(),
        state,
        messages,
        more,
    })
}

/// Where the visitor's conversation stands now.
pub(crate) async fn state(app: &App, id: VisitorId) -> Result<VisitorState> {
    let mut moment = app.readers().moment().await?;
    current_state(app, &mut moment, id).await
}

/// Where it stands now, if a group is the one that answers the visitor.
pub(crate) async fn state_if_answered_by(
    app: &App,
    id: VisitorId,
    group: GroupId,
) -> Result<Option<VisitorState>> {
    let mut moment = app.readers().moment().await?;
    match visitor::find(&mut moment, id).await? {
        Some((visitor, _)) if visitor.group == group => {
            Ok(Some(current_state(app, &mut moment, id).await?))
        }
        _ => Ok(None),
    }
}

async fn current_state(
    app: &App,
    connection: &mut SqliteConnection,
    id: VisitorId,
) -> Result<VisitorState> {
    let found = visitor::find(connection, id).await?;
    let (visitor, _) = found.ok_or_else(|| Error::refused(Code::SignedOut))?;
    let kept = match visitor.conversation {
        Some(id) => read::conversation(connection, id).await?,
        None => None,
    };
    let memory = app.memory().read();
    Ok(state_of(
        &memory,
        &visitor,
        kept.as_ref().map(|kept| &kept.row),
    ))
}

/// Where a conversation stands; its number is that of what was written last: it, or who is there.
pub(crate) fn state_of(
    memory: &Memory,
    visitor: &Visitor,
    row: Option<&Conversation>,
) -> VisitorState {
    let online = memory.directory.online(visitor.group);
    match row {
        Some(row) => {
            let state = view::state(row, memory);
            VisitorState {
                seq: state.seq.max(online.seq),
                ..state
            }
        }
        None => VisitorState {
            seq: online.seq,
            status: None,
            agent: None,
            online: online.online,
            agent_read: Seq(0),
            visitor_read: Seq(0),
        },
    }
}

/// Moves the visitor's read marks forwards, in every conversation that has something unread.
pub(crate) async fn mark(app: &App, visitor: &Visitor, mark: VisitorRead) -> Result<VisitorState> {
    let mut writing = Writing::begin(app).await?;
    let behind: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM conversations WHERE visitor = ? AND customer_read < ? \
         AND customer_read < last_position ORDER BY created_at",
    )
    .bind(visitor.id.0)
    .bind(i64::try_from(mark.up_to.0).unwrap_or(i64::MAX))
    .fetch_all(writing.connection()?)
    .await?;
    for id in &behind {
        let found = read::conversation(writing.connection()?, ConversationId(*id)).await?;
        let Some(mut kept) = found else { continue };
        kept.row.customer_read = mark.up_to.min(kept.row.last_position);
        writing.put_conversation(&mut kept, None).await?;
    }
    if !behind.is_empty() {
        writing.commit().await?;
    }
    state(app, visitor.id).await
}
