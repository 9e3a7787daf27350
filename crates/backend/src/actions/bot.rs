//! The chatbot in a conversation (A4): it begins to answer, answers by the same door as an agent,
//! hands over, is stopped.
//!
//! What it owes follows from the database: a conversation that it answers, in which the client wrote
//! last. So nothing is lost when the server is killed, and nothing said twice.

use super::{
    conversations::{demand, visible},
    items,
    once::{Answer, Key},
    opening::step,
    send::{self, fit},
};
use crate::{
    app::App,
    bot::{Bot, Reply},
    db::{read, rows::Kept},
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{endpoint::Operation, *};
use bandeja_domain::{
    actions::is_window_over,
    channel::rules,
    permission::{Action, Actor},
    status::{Step, first, permits},
};
use uuid::Uuid;

/// It begins to answer a new conversation, where its inbox has it and the contact was not taken
/// from it. Whether it does.
pub(crate) async fn begin(app: &App, writing: &mut Writing, kept: &mut Kept) -> Result<bool> {
    let is_on = of_inbox(app, kept.row.inbox).is_some_and(|bot| bot.enabled);
    if !is_on || is_paused(writing, kept.row.contact).await? {
        return Ok(false);
    }
    (kept.row.bot, kept.row.status) = (true, Status::Open);
    let told = items::event(kept.row.id, None, Happening::BotStarted);
    writing.add_item(kept, told).await?;
    Ok(true)
}

/// Answers everything that waits for an answer.
pub(crate) async fn answer_all(app: &App) -> Result<()> {
    let owed: Vec<Uuid> = sqlx::query_scalar(
        "SELECT c.id FROM conversations c WHERE c.bot = 1 AND 'customer' = \
         (SELECT i.author FROM items i WHERE i.conversation = c.id AND i.kind = 'message' \
         ORDER BY i.position DESC LIMIT 1)",
    )
    .fetch_all(&mut *app.readers().get().await?)
    .await?;
    for id in owed {
        answer(app, ConversationId(id)).await?;
    }
    Ok(())
}

async fn answer(app: &App, id: ConversationId) -> Result<()> {
    let mut writing = Writing::begin(app).await?;
    let Some(mut kept) = read::conversation(writing.connection()?, id).await? else {
        return Ok(());
    };
    let asked = read::last_message(writing.connection()?, id).await?;
    let asked = asked.filter(|asked| asked.author == AuthorKind::Customer);
    let (Some(asked), true) = (asked, kept.row.bot) else {
        return Ok(());
    };
    let bot = of_inbox(app, kept.row.inbox);
    let Some(bot) = bot.filter(|bot| bot.enabled) else {
        hand_over(app, &mut writing, &mut kept, None, HandOver::SwitchedOff).await?;
        return writing.commit().await;
    };
    let last = last_said(&mut writing, id).await?;
    let reply = bot.script.reply(&asked.text, last.as_deref());
    let (Reply::Says(says) | Reply::HandsOver(says, _)) = reply;
    say(&mut writing, &mut kept, says).await?;
    if let Reply::HandsOver(_, why) = reply {
        // In the queue it shows what its client wrote (L2).
        kept.row.preview = items::preview(&asked);
        kept.row.preview_by = asked.author;
        hand_over(app, &mut writing, &mut kept, bot.queue, why).await?;
    } else {
        writing.put_conversation(&mut kept, None).await?;
    }
    writing.commit().await
}

/// Says something by the door of an agent's message and under its rules; what these refuse it leaves.
async fn say(writing: &mut Writing, kept: &mut Kept, says: &str) -> Result<()> {
    let now = writing.now();
    if !permits(kept.row.status, Action::Reply) || is_window_over(&kept.row, now) {
        return Ok(());
    }
    let Ok(text) = fit(says, rules(kept.row.channel), true) else {
        return Ok(());
    };
    let id = ItemId(Uuid::now_v7());
    let message = Item {
        author: AuthorKind::Bot,
        delivery: Some(Delivery::Sent),
        ..items::message(id, kept.row.id, None, text, Vec::new())
    };
    send::put(writing, kept, message).await?;
    Ok(())
}

/// The conversation waits for a person: in the queue that the bot hands over to, else in its own;
/// expired where nobody is there (A8).
async fn hand_over(
    app: &App,
    writing: &mut Writing,
    kept: &mut Kept,
    queue: Option<QueueId>,
    why: HandOver,
) -> Result<()> {
    let mut told = items::event(kept.row.id, None, Happening::Escalated);
    told.author = AuthorKind::Bot;
    why.word().clone_into(&mut told.text);
    writing.add_item(kept, told).await?;
    wait(app, writing, kept, queue).await
}

async fn wait(
    app: &App,
    writing: &mut Writing,
    kept: &mut Kept,
    queue: Option<QueueId>,
) -> Result<()> {
    let before = kept.row.group;
    let to = queue.and_then(|id| {
        let memory = app.memory().read();
        let mut queues = memory.directory.queues.iter();
        queues.find(|queue| queue.id == id).cloned()
    });
    if let Some(queue) = to {
        (kept.row.group, kept.row.queue) = (queue.group, Some(queue.id));
    }
    let nobody = Step::ClientWroteToNobody;
    let there = step(app, kept.row.channel, kept.row.group, None) != nobody;
    kept.row.bot = false;
    kept.row.queued_at = writing.now();
    kept.row.status = first(kept.row.queue.is_some(), there);
    if !there {
        let told = items::event(kept.row.id, None, Happening::Expired);
        writing.add_item(kept, told).await?;
    }
    let before = (before != kept.row.group).then_some(before);
    writing.put_conversation(kept, before).await
}

/// Stops it for a contact; what it answered waits for a person.
pub(crate) async fn pause(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    operation: Operation,
) -> Result<Answer<Conversation>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, operation.id.0, &("bot-pause", id))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let kept = visible(writing.connection()?, actor, id).await?;
    demand(actor, Action::Reply, &kept.row, writing.now())?;
    if !kept.row.bot {
        return Err(Error::refused(Code::WrongStatus));
    }
    forbid(&mut writing, kept.row.contact).await?;
    let answered: Vec<Uuid> =
        sqlx::query_scalar("SELECT id FROM conversations WHERE contact = ? AND bot = 1")
            .bind(kept.row.contact.0)
            .fetch_all(writing.connection()?)
            .await?;
    for one in answered {
        let found = read::conversation(writing.connection()?, ConversationId(one)).await?;
        let Some(mut one) = found else { continue };
        let told = items::event(one.row.id, Some(actor.id), Happening::BotPaused);
        writing.add_item(&mut one, told).await?;
        wait(app, &mut writing, &mut one, None).await?;
    }
    let kept = visible(writing.connection()?, actor, id).await?;
    key.finish(writing, &kept.row).await
}

/// Somebody takes the conversation over: it answers the contact no more.
pub(crate) async fn taken_over(
    writing: &mut Writing,
    kept: &mut Kept,
    by: Option<AgentId>,
) -> Result<()> {
    if !std::mem::take(&mut kept.row.bot) {
        return Ok(());
    }
    forbid(writing, kept.row.contact).await?;
    let told = items::event(kept.row.id, by, Happening::BotPaused);
    writing.add_item(kept, told).await?;
    Ok(())
}

/// The conversation is closed: where the workspace wants that, it may answer the contact again.
pub(crate) async fn allow_again(
    app: &App,
    writing: &mut Writing,
    contact: ContactId,
) -> Result<()> {
    if app.memory().read().options.bot_resume_on_closing {
        sqlx::query("DELETE FROM bot_pauses WHERE contact = ?")
            .bind(contact.0)
            .execute(writing.connection()?)
            .await?;
    }
    Ok(())
}

async fn forbid(writing: &mut Writing, contact: ContactId) -> Result<()> {
    let now = writing.now();
    sqlx::query("INSERT INTO bot_pauses (contact, at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(contact.0)
        .bind(now.0)
        .execute(writing.connection()?)
        .await?;
    Ok(())
}

async fn is_paused(writing: &mut Writing, contact: ContactId) -> Result<bool> {
    let found = sqlx::query("SELECT 1 FROM bot_pauses WHERE contact = ?")
        .bind(contact.0)
        .fetch_optional(writing.connection()?)
        .await?;
    Ok(found.is_some())
}

async fn last_said(writing: &mut Writing, id: ConversationId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "SELECT text FROM items WHERE conversation = ? AND kind = 'message' AND author = 'bot' \
         ORDER BY position DESC LIMIT 1",
    )
    .bind(id.0)
    .fetch_optional(writing.connection()?)
    .await?)
}

fn of_inbox(app: &App, inbox: InboxId) -> Option<Bot> {
    let memory = app.memory().read();
    let bot = memory.directory.bots.iter().find(|bot| bot.inbox == inbox);
    bot.cloned()
}
