//! Ending a conversation with a reason (A5).

use super::{
    bot,
    conversations::{demand, visible},
    items,
    keeping::keep,
    once::{Answer, Key},
};
use crate::{
    app::App,
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{endpoint::Closing, *};
use bandeja_domain::{
    channel::Unit,
    permission::{Action, Actor},
    status::{Step, after},
    text,
};

/// Ends a conversation.
pub(crate) async fn close(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    closing: &Closing,
) -> Result<Answer<Conversation>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, closing.id.0, &("close", id, closing))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let mut kept = visible(writing.connection()?, actor, id).await?;
    demand(actor, Action::Close, &kept.row, writing.now())?;
    let reason = reason(app, closing.reason)?;
    let note = note(closing.note.as_deref())?;
    kept.row.status =
        after(kept.row.status, Step::Closed).ok_or_else(|| Error::refused(Code::WrongStatus))?;
    kept.row.closed_at = Some(writing.now());
    bot::allow_again(app, &mut writing, kept.row.contact).await?;
    if app.memory().read().options.unassign_after_closing {
        // The conversation shows whose it was; the contact is nobody's from now on (A2).
        let mut told = items::event(id, None, Happening::Unassigned);
        told.to_agent = kept.row.assignee;
        keep(&mut writing, kept.row.contact, None).await?;
        if told.to_agent.is_some() {
            writing.add_item(&mut kept, told).await?;
        }
    }
    let mut told = items::event(id, Some(actor.id), Happening::Closed);
    (told.text, told.note) = (reason, note);
    writing.add_item(&mut kept, told).await?;
    writing.put_conversation(&mut kept, None).await?;
    key.finish(writing, &kept.row).await
}

/// The words of a reason.
fn reason(app: &App, id: ReasonId) -> Result<String> {
    let memory = app.memory().read();
    let found = memory
        .directory
        .reasons
        .iter()
        .find(|reason| reason.id == id && !memory.directory.is_retired(EntryId(id.0)));
    let reason = found.ok_or_else(|| Problem::new(Code::Invalid).at("/reason"))?;
    Ok(reason.name.clone())
}

/// A closing note as it is kept; a blank one is none.
fn note(written: Option<&str>) -> Result<Option<String>> {
    let Some(written) = written else {
        return Ok(None);
    };
    let note = text::clean(written);
    match text::check(&note, text::NOTE, Unit::Characters) {
        Ok(()) => Ok(Some(note)),
        Err(text::Unfit::Empty) => Ok(None),
        Err(text::Unfit::TooLong { limit, .. }) => Err(Problem::new(Code::TooLong)
            .at("/note")
            .limit(limit as u64)
            .into()),
    }
}
