//! The demo workspace, the same every time but for the dates: people, channels, and as many
//! conversations as wanted, in three languages and all statuses.

mod bot;
mod bulk;
mod chance;
mod customer;
mod dialogue;
mod mails;
mod people;
mod record;
mod story;
mod words;
mod workspace;

use crate::{
    app,
    db::{self, rows::sql},
    error::{Error, Result},
};
use bandeja_contract::{Seq, Timestamp};
use sqlx::SqliteConnection;
use std::path::Path;
use story::{Story, Teller};

/// The chance of the demo.
const SEED: u64 = 6597;
/// How many stories are written in one transaction.
const AT_ONCE: usize = 4000;

/// From so many conversations on, one of them is very long.
const LONG_FROM: u32 = 100;

/// What to make.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many conversations.
    pub conversations: u32,
    /// The origins of the sites that may show the panel of the demo inbox.
    pub sites: Vec<String>,
    /// Whether mails come in beside, by the door by which mails come in.
    pub mails: bool,
    /// When the demo is seen; everything lies before it.
    pub now: Timestamp,
}

/// Fills an empty data folder.
///
/// # Errors
/// When it holds something already, is served, or cannot be written.
pub async fn seed(data: &Path, plan: &Plan) -> Result<()> {
    app::make_folder(data)?;
    let lock = app::lock(data)?;
    let (mut connection, readers) = db::open(&data.join(app::FILE)).await?;
    readers.close().await;
    let people: i64 = sqlx::query_scalar("SELECT count(*) FROM agents")
        .fetch_one(&mut connection)
        .await?;
    if people > 0 {
        return Err(Error::Broken(
            "the data folder holds a workspace already".to_owned(),
        ));
    }
    db::sqlite::hurry(&mut connection).await?;
    write(&mut connection, plan).await?;
    db::sqlite::close(connection).await?;
    lock.unlock()?;
    if plan.mails {
        mails::write(data, plan.now).await?;
    }
    Ok(())
}

async fn write(connection: &mut SqliteConnection, plan: &Plan) -> Result<()> {
    let now = plan.now.0;
    let mut chance = chance::Chance::new(SEED);
    db::sqlite::begin(connection).await?;
    let workspace = workspace::write(connection, &mut chance, now, &plan.sites).await?;
    people::define(connection, &mut chance::Chance::new(SEED + 1), now).await?;
    bot::write(connection, now, &plan.sites).await?;
    db::sqlite::commit(connection).await?;
    let dialogues = dialogue::all();
    let mut teller = Teller {
        chance,
        now,
        seq: 0,
        number: 6596,
        workspace: &workspace,
        dialogues: &dialogues,
    };
    let mut left = usize::try_from(plan.conversations).unwrap_or(usize::MAX);
    let mut long = plan.conversations >= LONG_FROM;
    while left > 0 {
        let count = left.min(AT_ONCE);
        let mut stories: Vec<Story> = Vec::with_capacity(count + 1);
        while stories.len() < count {
            let told = if std::mem::take(&mut long) {
                teller.tell_long()
            } else {
                teller.tell()
            };
            // Two at the very end would be one too many.
            if stories.len() + told.len() <= count {
                stories.extend(told);
            }
        }
        db::sqlite::begin(connection).await?;
        bulk::write(connection, &stories).await?;
        remember(connection, &teller).await?;
        db::sqlite::commit(connection).await?;
        left -= count;
    }
    people::fill(connection).await
}

/// The numbers from which the server goes on.
async fn remember(connection: &mut SqliteConnection, teller: &Teller<'_>) -> Result<()> {
    sqlx::query(
        "UPDATE workspace SET seq = ?1, log_start = ?1, next_attention = ?2, next_ticket = ?3",
    )
    .bind(sql(Seq(teller.seq)))
    .bind(sql(Seq(teller.number + 1)))
    .bind(sql(Seq(teller.number + 20_001)))
    .execute(connection)
    .await?;
    Ok(())
}
