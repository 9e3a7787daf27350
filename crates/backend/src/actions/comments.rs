//! Comments (M9): they belong to the contact and stand in the thread of the conversation where
//! they were written. Whoever sees a conversation comments in it, whatever its status.

use super::{
    conversations::visible,
    items,
    once::{Answer, Key},
};
use crate::{
    app::App,
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::*;
use bandeja_domain::{channel::Unit, permission::Actor, text};

/// Writes a comment.
pub(crate) async fn add(
    app: &App,
    actor: &Actor,
    contact: ContactId,
    new: NewComment,
) -> Result<Answer<Item>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, new.id.0, &("comment", contact, &new))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let mut kept = visible(writing.connection()?, actor, new.conversation).await?;
    if kept.row.contact != contact {
        return Err(Error::not_found());
    }
    let words = text::clean(&new.text);
    text::check(&words, text::COMMENT, Unit::Characters).map_err(|unfit| match unfit {
        text::Unfit::Empty => Problem::new(Code::Empty).at("/text"),
        text::Unfit::TooLong { limit, .. } => {
            Problem::new(Code::TooLong).at("/text").limit(limit as u64)
        }
    })?;
    if items::exists(writing.connection()?, new.id).await? {
        return Err(Error::refused(Code::KeyReused));
    }
    let comment = Item {
        kind: ItemKind::Comment,
        delivery: None,
        ..items::message(new.id, kept.row.id, Some(actor.id), words, Vec::new())
    };
    let comment = writing.add_item(&mut kept, comment).await?;
    writing.put_conversation(&mut kept, None).await?;
    writing.touch_contact(contact)?;
    key.finish(writing, &comment).await
}
