//! Writing one field of one entry, and what hangs on it.

use super::{at, unfit, unlike_others};
use crate::{
    app::App,
    db::{read, setup as db},
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::*;
use bandeja_domain::setup::{self, Unfit};

/// Writes a field; answers the value as it is kept.
pub(super) async fn write(
    app: &App,
    writing: &mut Writing,
    entry: EntryId,
    edit: &EntryEdit,
) -> Result<String> {
    let kind = edit.kind;
    let value = edit.value.as_str();
    match edit.field {
        EntryField::Name => {
            let name = setup::name(value).map_err(unfit)?;
            {
                let directory = &app.memory().read().directory;
                unlike_others(directory, kind, Some(entry), &name, "/value")?;
            }
            db::set(writing.connection()?, kind, entry, "name", name.clone()).await?;
            Ok(name)
        }
        EntryField::Greeting => {
            let greeting = setup::greeting(value).map_err(unfit)?;
            let kept = greeting.clone();
            db::set(writing.connection()?, kind, entry, "greeting", kept).await?;
            Ok(greeting)
        }
        EntryField::Distribution => {
            let word = setup::distribution(value).map_err(unfit)?.word();
            db::set(writing.connection()?, kind, entry, "distribution", word).await?;
            Ok(word.to_owned())
        }
        EntryField::Place => {
            let order = order(app, entry, edit)?;
            db::order(writing.connection()?, kind, &order).await?;
            Ok(value.to_owned())
        }
        EntryField::Queue => {
            let queue = queue(app, value)?;
            let connection = writing.connection()?;
            let id = queue.as_ref().map(|queue| queue.id.0);
            db::set(connection, kind, entry, "queue", id).await?;
            if let Some(queue) = &queue {
                db::set(connection, kind, entry, "grp", queue.group.0).await?;
            }
            Ok(value.to_owned())
        }
        EntryField::Retired => {
            let goes = setup::is_on(value).map_err(unfit)?;
            if goes {
                retire(app, writing, entry, edit).await?;
            } else {
                come_back(app, entry, kind)?;
            }
            db::set(writing.connection()?, kind, entry, "retired", goes).await?;
            Ok(setup::flag(goes))
        }
    }
}

/// The list with the entry at the row that it gets.
fn order(app: &App, entry: EntryId, edit: &EntryEdit) -> Result<Vec<EntryId>> {
    let mut order: Vec<EntryId> = {
        let directory = &app.memory().read().directory;
        let entries = directory.entries(edit.kind);
        entries.into_iter().map(|(id, _)| id).collect()
    };
    let row: usize = edit.value.parse().map_err(|_| unfit(Unfit::Unknown))?;
    if row >= order.len() {
        return Err(unfit(Unfit::Unknown));
    }
    order.retain(|id| *id != entry);
    order.insert(row, entry);
    Ok(order)
}

/// A queue that is offered; none for nothing.
fn queue(app: &App, value: &str) -> Result<Option<Queue>> {
    if value.is_empty() {
        return Ok(None);
    }
    let directory = &app.memory().read().directory;
    let found = directory
        .queues
        .iter()
        .find(|queue| queue.id.to_string() == value && !directory.is_retired(EntryId(queue.id.0)));
    found
        .cloned()
        .map(Some)
        .ok_or_else(|| unfit(Unfit::Unknown))
}

/// Takes from an entry what hangs on it, or refuses.
async fn retire(app: &App, writing: &mut Writing, entry: EntryId, edit: &EntryEdit) -> Result<()> {
    let in_use = || Error::refused(Code::InUse);
    match edit.kind {
        EntryKind::Reason => {
            let default = app.memory().read().options.default_reason;
            if default.is_some_and(|reason| reason.0 == entry.0) {
                return Err(in_use());
            }
        }
        EntryKind::Group => {
            let group = GroupId(entry.0);
            let hangs = {
                let directory = &app.memory().read().directory;
                let queue = |queue: &Queue| {
                    queue.group == group && !directory.is_retired(EntryId(queue.id.0))
                };
                directory.queues.iter().any(queue)
                    || directory.inboxes.iter().any(|inbox| inbox.group == group)
            };
            if hangs || db::group_is_busy(writing.connection()?, group).await? {
                return Err(in_use());
            }
        }
        EntryKind::Queue => hand_over(app, writing, QueueId(entry.0), edit.heir).await?,
        EntryKind::Tag | EntryKind::Inbox => {}
    }
    Ok(())
}

/// Hands what hangs on a queue to its heir, a queue of the same group.
async fn hand_over(
    app: &App,
    writing: &mut Writing,
    queue: QueueId,
    heir: Option<QueueId>,
) -> Result<()> {
    let (inboxes, heir) = {
        let directory = &app.memory().read().directory;
        let group = |id: QueueId| {
            let found = directory.queues.iter().find(|queue| queue.id == id);
            found.map(|queue| queue.group)
        };
        let fits = |heir: &QueueId| {
            *heir != queue && !directory.is_retired(EntryId(heir.0)) && group(*heir) == group(queue)
        };
        if heir.is_some_and(|heir| !fits(&heir)) {
            return Err(at(Problem::new(Code::Invalid), "/heir"));
        }
        let of = directory.inboxes.iter();
        let inboxes: Vec<InboxId> = of
            .filter(|inbox| inbox.queue == Some(queue))
            .map(|inbox| inbox.id)
            .collect();
        (inboxes, heir)
    };
    let waiting = db::waiting_in(writing.connection()?, queue).await?;
    if inboxes.is_empty() && waiting.is_empty() {
        return Ok(());
    }
    let Some(heir) = heir else {
        return Err(at(Problem::new(Code::InUse), "/heir"));
    };
    for inbox in inboxes {
        let entry = EntryId(inbox.0);
        let connection = writing.connection()?;
        db::set(connection, EntryKind::Inbox, entry, "queue", heir.0).await?;
    }
    for id in waiting {
        let Some(mut kept) = read::conversation(writing.connection()?, id).await? else {
            continue;
        };
        kept.row.queue = Some(heir);
        writing.put_conversation(&mut kept, None).await?;
    }
    Ok(())
}

/// Refuses a queue whose group is not offered.
fn come_back(app: &App, entry: EntryId, kind: EntryKind) -> Result<()> {
    let directory = &app.memory().read().directory;
    let mut queues = directory.queues.iter();
    let is_lost = kind == EntryKind::Queue
        && queues
            .any(|queue| queue.id.0 == entry.0 && directory.is_retired(EntryId(queue.group.0)));
    if is_lost {
        return Err(Error::refused(Code::InUse));
    }
    Ok(())
}
