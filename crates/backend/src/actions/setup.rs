//! Editing the workspace's options and lists (G9): by admins, one value at a time, live on every
//! screen, and in the audit log.
//!
//! What goes on being needed cannot go: a queue that retires hands its inboxes and conversations to
//! another one of its group, a group retires when nothing hangs on it, a reason not while it is the
//! default one.

mod fields;

use super::once::{Answer, Key};
use crate::{
    app::App,
    db::setup as db,
    directory::Directory,
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::*;
use bandeja_domain::{
    permission::{Actor, administers},
    setup::{self, Unfit},
};

/// Refuses everybody who is no admin.
pub(crate) fn demand_admin(actor: &Actor) -> Result<()> {
    if administers(actor.role) {
        Ok(())
    } else {
        Err(Error::refused(Code::Forbidden))
    }
}

/// The lists and options.
pub(crate) fn get(app: &App) -> Setup {
    let memory = app.memory().read();
    memory.directory.setup(memory.head, memory.options.clone())
}

/// A page of the audit log.
pub(crate) async fn audit(
    app: &App,
    actor: &Actor,
    before: Option<Seq>,
    limit: u32,
) -> Result<AuditPage> {
    demand_admin(actor)?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut entries = db::audit(
        &mut *app.readers().get().await?,
        before,
        limit.saturating_add(1),
    )
    .await?;
    let more = entries.len() > wanted;
    entries.truncate(wanted);
    Ok(AuditPage { entries, more })
}

/// Gives an option another value.
pub(crate) async fn edit_option(
    app: &App,
    actor: &Actor,
    edit: &OptionEdit,
) -> Result<Answer<Setup>> {
    demand_admin(actor)?;
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, edit.id.0, &("option", edit))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let (mut options, reasons) = {
        let memory = app.memory().read();
        let offered = memory.directory.offered_reasons();
        (memory.options.clone(), offered)
    };
    let was = setup::read(&options, edit.option);
    seen(&edit.seen, &was)?;
    setup::write(&mut options, edit.option, &edit.value, &reasons).map_err(unfit)?;
    let became = setup::read(&options, edit.option);
    let change = Noted {
        kind: None,
        entry: None,
        name: String::new(),
        field: edit.option.word(),
        was,
        became,
    };
    let told = finish(&mut writing, actor, change, Some(options)).await?;
    key.finish(writing, &told).await
}

/// Adds an entry to a list.
pub(crate) async fn add_entry(app: &App, actor: &Actor, new: &NewEntry) -> Result<Answer<Setup>> {
    demand_admin(actor)?;
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, new.id.0, &("entry", new))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let name = setup::name(&new.name).map_err(|why| at(unfit_problem(why), "/name"))?;
    {
        let directory = &app.memory().read().directory;
        let is_offered = |group: GroupId| {
            directory.groups.iter().any(|one| one.id == group)
                && !directory.is_retired(EntryId(group.0))
        };
        match (new.kind, new.group) {
            (EntryKind::Inbox, _) => return Err(at(Problem::new(Code::Invalid), "/kind")),
            (EntryKind::Queue, group) if !group.is_some_and(is_offered) => {
                return Err(at(Problem::new(Code::Invalid), "/group"));
            }
            _ => unlike_others(directory, new.kind, None, &name, "/name")?,
        }
    }
    let entry = NewEntry {
        name: name.clone(),
        ..new.clone()
    };
    db::add(writing.connection()?, &entry).await?;
    let change = Noted {
        kind: Some(new.kind),
        entry: Some(EntryId(new.id.0)),
        name: name.clone(),
        field: "added",
        was: String::new(),
        became: name,
    };
    let told = finish(&mut writing, actor, change, None).await?;
    key.finish(writing, &told).await
}

/// Gives a field of an entry another value.
pub(crate) async fn edit_entry(
    app: &App,
    actor: &Actor,
    entry: EntryId,
    edit: &EntryEdit,
) -> Result<Answer<Setup>> {
    demand_admin(actor)?;
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, edit.id.0, &("field", entry, edit))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let (name, was) = {
        let directory = &app.memory().read().directory;
        let mut entries = directory.entries(edit.kind).into_iter();
        let (_, name) = entries
            .find(|(id, _)| *id == entry)
            .ok_or_else(Error::not_found)?;
        let was = directory
            .field(edit.kind, entry, edit.field)
            .ok_or_else(|| at(Problem::new(Code::Invalid), "/field"))?;
        (name, was)
    };
    seen(&edit.seen, &was)?;
    let became = fields::write(app, &mut writing, entry, edit).await?;
    let change = Noted {
        kind: Some(edit.kind),
        entry: Some(entry),
        name,
        field: edit.field.word(),
        was,
        became,
    };
    let told = finish(&mut writing, actor, change, None).await?;
    if edit.kind == EntryKind::Inbox && edit.field == EntryField::Queue {
        // Visitors whom another group answers now hear whether somebody is there.
        let group = told.inboxes.iter().find(|inbox| inbox.id.0 == entry.0);
        if let Some(group) = group.map(|inbox| inbox.group) {
            let online = app.memory().read().directory.online(group).online;
            writing.put_online(group, online).await?;
        }
    }
    key.finish(writing, &told).await
}

/// What an edit did.
struct Noted {
    kind: Option<EntryKind>,
    entry: Option<EntryId>,
    name: String,
    field: &'static str,
    was: String,
    became: String,
}

/// Tells everybody, and notes who did it.
async fn finish(
    writing: &mut Writing,
    actor: &Actor,
    did: Noted,
    options: Option<Options>,
) -> Result<Setup> {
    let told = writing.put_setup(options).await?;
    // To itself is no change.
    if did.was != did.became || did.field == "added" {
        let line = AuditEntry {
            seq: told.seq,
            at: writing.now(),
            agent: actor.id,
            kind: did.kind,
            entry: did.entry,
            name: did.name,
            field: did.field.to_owned(),
            from: did.was,
            to: did.became,
        };
        db::note(writing.connection()?, &line).await?;
    }
    Ok(told)
}

/// Refuses whoever had seen another value.
fn seen(seen: &str, is: &str) -> Result<()> {
    if seen == is {
        return Ok(());
    }
    let mut problem = Problem::new(Code::FieldMoved).at("/seen");
    problem.value = Some(is.to_owned());
    Err(problem.into())
}

/// Refuses a name that another entry of the list bears, however it is written.
fn unlike_others(
    directory: &Directory,
    kind: EntryKind,
    own: Option<EntryId>,
    name: &str,
    field: &str,
) -> Result<()> {
    let folded = name.to_lowercase();
    let mut others = directory.entries(kind).into_iter();
    if others.any(|(id, other)| Some(id) != own && other.to_lowercase() == folded) {
        return Err(at(Problem::new(Code::Duplicate), field));
    }
    Ok(())
}

fn unfit(why: Unfit) -> Error {
    at(unfit_problem(why), "/value")
}

fn unfit_problem(why: Unfit) -> Problem {
    match why {
        Unfit::Empty => Problem::new(Code::Empty),
        Unfit::TooLong(limit) => Problem::new(Code::TooLong).limit(limit as u64),
        Unfit::Outside(_, most) => Problem::new(Code::Invalid).limit(most.into()),
        Unfit::NoAddress | Unfit::Unknown => Problem::new(Code::Invalid),
    }
}

fn at(problem: Problem, field: &str) -> Error {
    problem.at(field).into()
}
