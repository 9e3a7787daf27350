//! Changes to logins that a command wrote into the database ([`admin`](crate::admin)): the server
//! numbers them, tells them, and closes or restarts the sockets concerned, at once.

use crate::{
    app::App,
    db::rows::sql,
    directory::{self, Person},
    error::Result,
    hub::Live,
    writer::Writing,
};
use bandeja_contract::{AgentId, GroupId};
use sqlx::Row;
use std::collections::BTreeMap;

/// What a command left to tell about a login.
pub(crate) const RIGHTS: i64 = 1;
/// Its sessions are over.
pub(crate) const SIGNED_OUT: i64 = 2;

/// Looks whether a command wrote something, and tells it.
pub(crate) async fn settle(app: &App) -> Result<()> {
    let changed = sqlx::query("SELECT 1 FROM agents WHERE changed <> 0 LIMIT 1")
        .fetch_optional(&mut *app.readers().get().await?)
        .await?;
    if changed.is_none() {
        return Ok(());
    }
    let mut writing = Writing::begin(app).await?;
    let rows = sqlx::query("SELECT id, changed FROM agents WHERE changed <> 0")
        .fetch_all(writing.connection()?)
        .await?;
    let mut people = directory::people(writing.connection()?).await?;
    for row in &rows {
        let id = AgentId(row.try_get("id")?);
        let what: i64 = row.try_get("changed")?;
        let Some(person) = people.get_mut(&id) else {
            continue;
        };
        writing.put_agent(&mut person.agent).await?;
        if what & RIGHTS != 0 {
            person.rights_seq = person.agent.seq;
            sqlx::query("UPDATE agents SET rights_seq = ? WHERE id = ?")
                .bind(sql(person.rights_seq))
                .bind(id.0)
                .execute(writing.connection()?)
                .await?;
        }
        writing.tell(if what & SIGNED_OUT != 0 || person.disabled {
            Live::AgentEnded(id)
        } else {
            Live::RightsChanged(id)
        });
    }
    settle_groups(app, &mut writing, &people).await?;
    writing.put_people(people);
    writing.commit().await
}

/// Tells which groups gained their first, or lost their last, who is there.
async fn settle_groups(
    app: &App,
    writing: &mut Writing,
    people: &BTreeMap<AgentId, Person>,
) -> Result<()> {
    let changed: Vec<(GroupId, bool)> = {
        let memory = app.memory().read();
        memory
            .directory
            .groups
            .iter()
            .map(|group| {
                let there = people.values().any(|person| {
                    !person.disabled
                        && person.agent.connected
                        && person.agent.groups.contains(&group.id)
                });
                (group.id, there)
            })
            .filter(|(group, there)| memory.directory.online(*group).online != *there)
            .collect()
    };
    for (group, there) in changed {
        writing.put_online(group, there).await?;
    }
    Ok(())
}
