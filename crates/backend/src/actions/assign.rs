//! Whose a conversation is, changed by hand (A1): to an agent, to a group, to nobody.

use super::{
    bot,
    conversations::{demand, visible},
    items,
    keeping::keep,
    once::{Answer, Key},
};
use crate::{
    app::App,
    db::{read, rows::Kept},
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{acts::Assignment, *};
use bandeja_domain::{
    actions::{Why, possible, takes_back},
    permission::{Action, Actor, sees},
    status::{Step, after, first},
};

/// Gives a conversation to whom the wish names.
pub(crate) async fn assign(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    wish: Assignment,
) -> Result<Answer<Conversation>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, wish.id.0, &("assign", id, wish))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let mut kept = visible(writing.connection()?, actor, id).await?;
    writing.concerns(id);
    match (wish.agent, wish.group) {
        (Some(agent), None) => to_agent(app, &mut writing, actor, &mut kept, agent).await?,
        (None, Some(group)) => to_group(app, &mut writing, actor, &mut kept, group).await?,
        (None, None) => to_nobody(&mut writing, actor, &mut kept).await?,
        (Some(_), Some(_)) => return Err(Problem::new(Code::Invalid).at("/group").into()),
    }
    key.finish(writing, &kept.row).await
}

/// Refuses what cannot be done now, unless it undoes what the actor has just done.
async fn demand_or_take_back(
    writing: &mut Writing,
    actor: &Actor,
    action: Action,
    row: &Conversation,
) -> Result<()> {
    let now = writing.now();
    let Err(why) = possible(actor, action, row, now) else {
        return Ok(());
    };
    if matches!(why, Why::Colleagues(_)) {
        let event = read::last_event(writing.connection()?, row.id).await?;
        if event.is_some_and(|event| takes_back(actor, &event, now)) {
            return Ok(());
        }
    }
    demand(actor, action, row, now)
}

/// It is open then, and the agent's. To whoever has it already nothing changes.
async fn to_agent(
    app: &App,
    writing: &mut Writing,
    actor: &Actor,
    kept: &mut Kept,
    agent: AgentId,
) -> Result<()> {
    demand_or_take_back(writing, actor, Action::Assign, &kept.row).await?;
    let target = app.memory().read().directory.actor(agent);
    if !target.is_some_and(|target| sees(&target, kept.row.group)) {
        return Err(Problem::new(Code::Invalid).at("/agent").into());
    }
    if kept.row.status == Status::Open && kept.row.assignee == Some(agent) {
        return Ok(());
    }
    let mut told = items::event(kept.row.id, Some(actor.id), Happening::Assigned);
    told.to_agent = Some(agent);
    own(writing, kept, agent, told).await?;
    writing.put_conversation(kept, None).await
}

/// Makes an agent the owner, and tells `event` in the thread.
pub(crate) async fn own(
    writing: &mut Writing,
    kept: &mut Kept,
    agent: AgentId,
    event: Item,
) -> Result<()> {
    let waited = kept.row.status == Status::Queued;
    kept.row.status =
        after(kept.row.status, Step::Taken).ok_or_else(|| Error::refused(Code::WrongStatus))?;
    kept.row.assignee = Some(agent);
    kept.row.started_at.get_or_insert(writing.now());
    if waited && let Some(last) = read::last_message(writing.connection()?, kept.row.id).await? {
        kept.row.preview = items::preview(&last);
        kept.row.preview_by = last.author;
    }
    keep(writing, kept.row.contact, Some(agent)).await?;
    bot::taken_over(writing, kept, event.agent).await?;
    writing.add_item(kept, event).await?;
    Ok(())
}

/// It begins anew there: in the group's first queue, or open and unassigned where there is none.
/// Whoever cannot see that group loses sight of it.
async fn to_group(
    app: &App,
    writing: &mut Writing,
    actor: &Actor,
    kept: &mut Kept,
    group: GroupId,
) -> Result<()> {
    demand_or_take_back(writing, actor, Action::Assign, &kept.row).await?;
    let queue = {
        let memory = app.memory().read();
        let directory = &memory.directory;
        if !directory.groups.iter().any(|one| one.id == group) {
            return Err(Problem::new(Code::Invalid).at("/group").into());
        }
        let mut queues = directory.queues.iter();
        queues.find(|one| one.group == group).map(|one| one.id)
    };
    let before = kept.row.group;
    let status = first(queue.is_some(), true);
    if before == group && kept.row.status == status && kept.row.assignee.is_none() {
        return Ok(());
    }
    // Whoever comes back to a queue has waited there before, and keeps the place.
    if before != group {
        kept.row.queued_at = writing.now();
    }
    (kept.row.group, kept.row.queue) = (group, queue);
    (kept.row.status, kept.row.assignee) = (status, None);
    keep(writing, kept.row.contact, None).await?;
    bot::taken_over(writing, kept, Some(actor.id)).await?;
    let mut told = items::event(kept.row.id, Some(actor.id), Happening::Transferred);
    told.to_group = Some(group);
    writing.add_item(kept, told).await?;
    let before = (before != group).then_some(before);
    writing.put_conversation(kept, before).await
}

/// It stays where it is, without an owner.
async fn to_nobody(writing: &mut Writing, actor: &Actor, kept: &mut Kept) -> Result<()> {
    demand_or_take_back(writing, actor, Action::Unassign, &kept.row).await?;
    let mut told = items::event(kept.row.id, Some(actor.id), Happening::Unassigned);
    told.to_agent = kept.row.assignee.take();
    keep(writing, kept.row.contact, None).await?;
    writing.add_item(kept, told).await?;
    writing.put_conversation(kept, None).await
}
