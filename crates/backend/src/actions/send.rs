//! Sending a message to a customer (M1), which takes a conversation that is nobody's (M8).

use super::{
    accept::{is_to_be_taken, take},
    attachments,
    conversations::{demand, visible},
    items,
    once::{Answer, Key},
    send_mail,
};
use crate::{
    app::App,
    db::{
        read::{self, From},
        rows::Kept,
    },
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{
    endpoint::{MAX_PAGE, NewMessage},
    *,
};
use bandeja_domain::{
    channel::{Rules, rules},
    gate,
    permission::{Action, Actor},
    text,
};
use sqlx::SqliteConnection;

/// At most so many files with one message.
const MOST_ATTACHMENTS: usize = 10;

/// Sends a message.
pub(crate) async fn send(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    new: NewMessage,
) -> Result<Answer<Item>> {
    let mut writing = Writing::begin(app).await?;
    let body = ("send", id, &new.text, &new.attachments);
    let key = match new.answers {
        None => Key::new(actor.id.0, new.id.0, &body)?,
        Some(answers) => Key::new(actor.id.0, new.id.0, &(body, answers))?,
    };
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let mut kept = visible(writing.connection()?, actor, id).await?;
    demand(actor, Action::Reply, &kept.row, writing.now())?;
    let rules = rules(kept.row.channel);
    let text = fit(&new.text, rules, new.attachments.is_empty())?;
    let files = files(writing.connection()?, actor, rules, &new.attachments).await?;
    if items::exists(writing.connection()?, new.id).await? {
        return Err(Error::refused(Code::KeyReused));
    }
    if !new.anyway {
        let moved = moved(writing.connection()?, actor, id, rules, new.seen).await?;
        if !moved.is_empty() {
            let problem = Problem::new(Code::ThreadMoved);
            return Err(Problem {
                items: moved,
                ..problem
            }
            .into());
        }
    }
    if is_to_be_taken(&kept.row) {
        take(&mut writing, &mut kept, actor.id).await?;
    }
    let mail = if rules.mail {
        Some(send_mail::write(app, &mut writing, &kept, &new, &text, &files).await?)
    } else {
        None
    };
    let mut item = items::message(new.id, id, Some(actor.id), text, files);
    if let Some(answered) = new.answers.filter(|_| !rules.mail) {
        quotable(writing.connection()?, rules, id, answered).await?;
        item.answers = Some(answered);
    }
    if let Some(mail) = &mail {
        item.text.clone_from(&mail.text);
        item.mail = Some(Box::new(mail.head.clone()));
    }
    let item = put(&mut writing, &mut kept, item).await?;
    let leaves = mail.is_some();
    if let Some(mail) = mail {
        send_mail::keep(app, &mut writing, &kept, &item, mail).await?;
    }
    writing.put_conversation(&mut kept, None).await?;
    let answer = key.finish(writing, &item).await?;
    if leaves {
        app.outgoing().wake();
    }
    Ok(answer)
}

/// Refuses to answer what is no message here, or a message on a channel that shows none (T9).
async fn quotable(
    connection: &mut SqliteConnection,
    rules: &Rules,
    here: ConversationId,
    answered: ItemId,
) -> Result<()> {
    let known = read::item(connection, answered).await?;
    let is_here = known.is_some_and(|it| it.conversation == here && it.kind == ItemKind::Message);
    if rules.quotes && is_here {
        Ok(())
    } else {
        Err(Problem::new(Code::Invalid).at("/answers").into())
    }
}

/// Puts a message of ours, an agent's or the chatbot's, into the thread and on the row.
pub(crate) async fn put(writing: &mut Writing, kept: &mut Kept, message: Item) -> Result<Item> {
    let item = writing.add_item(kept, message).await?;
    kept.row.preview = items::preview(&item);
    kept.row.preview_by = item.author;
    kept.row.last_activity_at = item.at;
    Ok(item)
}

/// The text as it is kept. Only with files beside it may it be empty.
pub(crate) fn fit(written: &str, rules: &Rules, needed: bool) -> Result<String> {
    let cleaned = text::clean(written);
    match text::check(&cleaned, rules.text_limit, rules.unit) {
        Ok(()) => Ok(cleaned),
        Err(text::Unfit::Empty) if !needed => Ok(cleaned),
        Err(text::Unfit::Empty) => Err(Problem::new(Code::Empty).at("/text").into()),
        Err(text::Unfit::TooLong { limit, .. }) => Err(Problem::new(Code::TooLong)
            .at("/text")
            .limit(limit as u64)
            .into()),
    }
}

/// The files, each the sender's own and on no other message.
async fn files(
    connection: &mut SqliteConnection,
    actor: &Actor,
    rules: &Rules,
    ids: &[AttachmentId],
) -> Result<Vec<Attachment>> {
    if ids.len() > MOST_ATTACHMENTS {
        let limit = MOST_ATTACHMENTS as u64;
        return Err(Problem::new(Code::Invalid)
            .at("/attachments")
            .limit(limit)
            .into());
    }
    let mut files: Vec<Attachment> = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        let field = format!("/attachments/{at}");
        let free = attachments::free(connection, actor.id, *id).await?;
        let twice = files.iter().any(|file| file.id == *id);
        let file = free.filter(|_| !twice);
        let file = file.ok_or_else(|| Problem::new(Code::Invalid).at(&field))?;
        if file.size > rules.file_limit {
            return Err(Problem::new(Code::TooLarge)
                .at(&field)
                .limit(rules.file_limit)
                .into());
        }
        files.push(file);
    }
    Ok(files)
}

/// What the writer has not seen, if anything of it stops the message.
async fn moved(
    connection: &mut SqliteConnection,
    actor: &Actor,
    id: ConversationId,
    rules: &Rules,
    seen: Seq,
) -> Result<Vec<Item>> {
    let mut unseen: Vec<Item> = Vec::new();
    let (mut from, mut stopped) = (seen, false);
    loop {
        let (items, more) = read::items(connection, id, From::After(from), MAX_PAGE).await?;
        stopped |= items
            .iter()
            .any(|item| gate::stops(rules.mail, actor.id, item));
        from = items.last().map_or(from, |item| item.position);
        unseen.extend(items);
        // Of a long absence only the newest page is told.
        let page = usize::try_from(MAX_PAGE).unwrap_or(usize::MAX);
        unseen.drain(..unseen.len().saturating_sub(page));
        if !more {
            return Ok(if stopped { unseen } else { Vec::new() });
        }
    }
}
