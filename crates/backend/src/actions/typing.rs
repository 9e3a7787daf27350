//! Typing signs, both ways (T6). They are relayed and forgotten.

use crate::{
    app::App,
    auth::visitor,
    db::read,
    error::Result,
    hub::{
        Live, Sign,
        line::{Reader, typing_until},
    },
    limits::Kind,
};
use bandeja_contract::{ConversationId, realtime::TypingSign};
use bandeja_domain::{
    permission::{Action, may},
    status::permits,
};
use std::sync::Arc;

/// Relays a sign to whoever may see the conversation. One that makes no sense is dropped.
pub(crate) async fn relay(app: &App, reader: &Reader, host: &str, sign: &TypingSign) -> Result<()> {
    let now = app.now();
    let key = match reader {
        Reader::Agent(actor, _) => actor.id.to_string(),
        Reader::Visitor(visitor) => visitor.id.to_string(),
    };
    let visits = matches!(reader, Reader::Visitor(_));
    let often = app.limiter().take(Kind::Typing, &key, now).is_err()
        || (visits && app.limiter().take(Kind::TypingHost, host, now).is_err());
    if often {
        return Ok(());
    }
    let mut connection = app.readers().get().await?;
    let conversation: Option<ConversationId> = match reader {
        Reader::Agent(..) => sign.conversation,
        Reader::Visitor(known) => {
            let found = visitor::find(&mut connection, known.id).await?;
            found.and_then(|(visitor, _)| visitor.conversation)
        }
    };
    let Some(id) = conversation else {
        return Ok(());
    };
    let Some(kept) = read::conversation(&mut connection, id).await? else {
        return Ok(());
    };
    let allowed = permits(kept.row.status, Action::Type)
        && match reader {
            Reader::Agent(actor, _) => may(actor, Action::Type, &kept.row),
            Reader::Visitor(_) => true,
        };
    if allowed {
        app.hub().say(Live::Typing(Arc::new(Sign {
            conversation: id,
            group: kept.row.group,
            agent: match reader {
                Reader::Agent(actor, _) => Some(actor.id),
                Reader::Visitor(_) => None,
            },
            visitor: kept.visitor,
            until: typing_until(sign.on, now),
        })));
    }
    Ok(())
}
