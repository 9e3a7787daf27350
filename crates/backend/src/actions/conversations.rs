//! Reading the list and its conversations, and what every change of one begins with.

use crate::{
    app::App,
    db::{read, rows::Kept},
    error::{Error, Result},
};
use bandeja_contract::{endpoint::*, *};
use bandeja_domain::{
    actions::{Why, possible},
    filter::Place,
    permission::{self, Action, Actor},
};
use sqlx::SqliteConnection;

/// A page of the list.
pub(crate) async fn list(
    app: &App,
    actor: &Actor,
    call: &ListConversations,
) -> Result<ConversationPage> {
    let ListConversations {
        status,
        sort,
        ref filter,
        offset,
        ref cursor,
        limit,
    } = *call;
    let cursor = cursor.as_deref().map(parse_cursor).transpose()?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let (seq, counts, offset, places) = {
        let memory = app.memory().read();
        let index = &memory.index;
        let offset = match cursor {
            Some(place) => index.row_after(actor, filter, status, sort, place),
            None => usize::try_from(offset).unwrap_or(usize::MAX),
        };
        let places = index.page(actor, filter, status, sort, offset, wanted);
        (memory.head, index.counts(actor, filter), offset, places)
    };
    let ids: Vec<_> = places.iter().map(|place| place.id).collect();
    let rows = if ids.is_empty() {
        Vec::new()
    } else {
        read::conversations(&mut *app.readers().get().await?, &ids).await?
    };
    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
    let read = offset.saturating_add(u32::try_from(places.len()).unwrap_or(u32::MAX));
    let next = places
        .last()
        .filter(|_| read < counts.of(status))
        .map(|place| cursor_after(*place));
    Ok(ConversationPage {
        seq,
        offset,
        counts,
        rows,
        next,
    })
}

fn cursor_after(place: Place) -> String {
    format!("{}.{}", place.at.0, place.id.0.simple())
}

fn parse_cursor(cursor: &str) -> Result<Place> {
    let parse = || {
        let (at, id) = cursor.split_once('.')?;
        Some(Place {
            at: Timestamp(at.parse().ok()?),
            id: id.parse().ok()?,
        })
    };
    parse().ok_or_else(|| Problem::new(Code::Invalid).at("/cursor").into())
}

/// One conversation.
pub(crate) async fn get(app: &App, actor: &Actor, id: ConversationId) -> Result<Conversation> {
    Ok(visible(&mut *app.readers().get().await?, actor, id)
        .await?
        .row)
}

/// A conversation that the actor may see; to others it is as if it did not exist.
pub(crate) async fn visible(
    connection: &mut SqliteConnection,
    actor: &Actor,
    id: ConversationId,
) -> Result<Kept> {
    read::conversation(connection, id)
        .await?
        .filter(|kept| permission::sees(actor, kept.row.group))
        .ok_or_else(Error::not_found)
}

/// Refuses what cannot be done now, by the same rule that the screens draw from.
pub(crate) fn demand(
    actor: &Actor,
    action: Action,
    row: &Conversation,
    now: Timestamp,
) -> Result<()> {
    possible(actor, action, row, now).map_err(|why| Error::refused(code(action, why)))
}

/// What a refusal is called on the wire.
const fn code(action: Action, why: Why) -> Code {
    match (why, action) {
        (Why::Unseen, _) => Code::NotFound,
        (Why::Colleagues(_), Action::Accept) => Code::AlreadyTaken,
        (Why::Colleagues(_), _) | (Why::Nobodys, Action::MarkRead) => Code::Forbidden,
        (Why::Expired, Action::Reply) => Code::Expired,
        (Why::WindowOver, _) => Code::WindowOver,
        _ => Code::WrongStatus,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_says_where_it_goes_on() {
        let place = Place {
            at: Timestamp(-5),
            id: ConversationId(uuid::Uuid::from_u128(0xabc)),
        };
        assert_eq!(parse_cursor(&cursor_after(place)).ok(), Some(place));
        for wrong in ["", ".", "1.", "x.00000000000000000000000000000abc", "1.zz"] {
            assert!(parse_cursor(wrong).is_err(), "{wrong}");
        }
    }
}
