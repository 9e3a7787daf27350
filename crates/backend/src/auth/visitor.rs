//! Visitors: an id and a secret made in their browser, in the `Authorization` header.

use super::sha256;
use crate::{
    app::App,
    error::{Error, Result},
};
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use bandeja_contract::{Code, ContactId, ConversationId, GroupId, InboxId, Seq, VisitorId};
use sqlx::{Row, SqliteConnection};
use subtle::ConstantTimeEq;

/// A visitor that is who it says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor {
    pub(crate) id: VisitorId,
    pub(crate) inbox: InboxId,
    /// The group that answers them now: their conversation's, and the inbox's when it has ended.
    pub(crate) group: GroupId,
    pub(crate) contact: ContactId,
    /// The newest conversation.
    pub(crate) conversation: Option<ConversationId>,
    /// The change that last erased something of theirs.
    pub(crate) forgot: Seq,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let signed_out = || Error::refused(Code::SignedOut);
        let (id, secret) = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .and_then(|both| both.split_once('.'))
            .ok_or_else(signed_out)?;
        let id: VisitorId = id.parse().map_err(|_| signed_out())?;
        let secret = Secret::parse(secret).ok_or_else(signed_out)?;
        let found = find(&mut *app.readers().get().await?, id).await?;
        match found {
            Some((visitor, hash)) if secret.is(&hash) => Ok(visitor),
            Some(_) => Err(signed_out()),
            None => {
                // Unknown takes the same way as wrong.
                secret.is(&[0; 32]);
                Err(signed_out())
            }
        }
    }
}

/// The hash of a visitor's secret.
#[derive(Clone, Copy)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    /// 64 hexadecimal digits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        fits.then(|| Self(sha256(text.to_ascii_lowercase().as_bytes())))
    }

    /// As the database keeps it.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether it belongs to a kept hash, in constant time.
    pub(crate) fn is(&self, kept: &[u8]) -> bool {
        self.0.as_slice().ct_eq(kept).into()
    }
}

/// A visitor and the hash of their secret.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: VisitorId,
) -> Result<Option<(Visitor, Vec<u8>)>> {
    let row = sqlx::query(
        "SELECT v.*, coalesce(c.grp, i.grp) AS grp FROM visitors v \
         JOIN inboxes i ON i.id = v.inbox \
         LEFT JOIN conversations c ON c.id = v.conversation AND c.status <> 'closed' \
         WHERE v.id = ?",
    )
    .bind(id.0)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let visitor = Visitor {
        id,
        inbox: InboxId(row.try_get("inbox")?),
        group: GroupId(row.try_get("grp")?),
        contact: ContactId(row.try_get("contact")?),
        conversation: crate::db::rows::id(&row, "conversation")?.map(ConversationId),
        forgot: crate::db::rows::seq(&row, "forgot_seq")?,
    };
    Ok(Some((visitor, row.try_get("secret")?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_64_digits_and_only_itself() {
        let secret = Secret::parse(&"aB".repeat(32)).expect("a secret");
        assert!(secret.is(Secret::parse(&"Ab".repeat(32)).expect("the same").bytes()));
        assert!(!secret.is(&[0; 32]));
        assert!(!secret.is(&[]));
        for wrong in ["", "g", &"a".repeat(63), &"á".repeat(32), &"g".repeat(64)] {
            assert!(Secret::parse(wrong).is_none(), "{wrong}");
        }
    }
}
