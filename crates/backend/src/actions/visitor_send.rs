//! A visitor's message: it goes on with the conversation, or begins one (A6, A8, L7).

use super::{
    items,
    once::{Answer, Key},
    opening::{self, Opening, begin, follow},
    send::fit,
};
use crate::{
    app::App,
    auth::visitor::{self, Visitor},
    db::{read, rows::Kept},
    error::{Error, Result},
    view,
    writer::Writing,
};
use bandeja_contract::{
    visitor::{VisitorMessage, VisitorSend},
    *,
};
use bandeja_domain::{channel::rules, status::Step};

/// What a case is about before anybody says so (*tipo de servicio*).
const SERVICE: &str = "Consulta web";

/// Takes a visitor's message.
pub(crate) async fn send(
    app: &App,
    visitor: &Visitor,
    new: &VisitorSend,
) -> Result<Answer<VisitorMessage>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(visitor.id.0, new.id.0, &("visitor-send", &new.text))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let text = fit(&new.text, rules(Channel::Webchat), true)?;
    if items::exists(writing.connection()?, new.id).await? {
        return Err(Error::refused(Code::KeyReused));
    }
    let (visitor, current) = current(&mut writing, visitor).await?;
    let row = current.as_ref().map(|kept| &kept.row);
    let step = opening::step(app, Channel::Webchat, visitor.group, row);
    let next = current
        .as_ref()
        .and_then(|kept| opening::next(&kept.row, step));
    let (mut kept, status) = match (current, next) {
        (Some(kept), Some(status)) => (kept, status),
        // None yet, or a closed one: a new one opens (A6).
        (old, _) => {
            let opening = Opening {
                inbox: visitor.inbox,
                contact: visitor.contact,
                visitor: Some(visitor.id),
                subject: None,
                about: &text,
                service: SERVICE,
                there: step != Step::ClientWroteToNobody,
            };
            begin(app, &mut writing, opening, old).await?
        }
    };
    let item = items::message(new.id, kept.row.id, None, text, Vec::new());
    let item = writing.add_item(&mut kept, item).await?;
    follow(app, &mut writing, &mut kept, &item, status).await?;
    writing.put_conversation(&mut kept, None).await?;
    let answer = view::message(&item, &*app.memory().read())
        .ok_or_else(|| Error::Broken("a message that is none".to_owned()))?;
    key.finish(writing, &answer).await
}

/// A visitor and their newest conversation, as of this transaction.
async fn current(writing: &mut Writing, visitor: &Visitor) -> Result<(Visitor, Option<Kept>)> {
    let found = visitor::find(writing.connection()?, visitor.id).await?;
    let (visitor, _) = found.ok_or_else(|| Error::refused(Code::SignedOut))?;
    let kept = match visitor.conversation {
        Some(id) => read::conversation(writing.connection()?, id).await?,
        None => None,
    };
    Ok((visitor, kept))
}
