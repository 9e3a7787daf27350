//! The same thing done to many conversations (L12): each by itself, as if it had been asked alone.

use super::{
    assign::assign,
    cards,
    close::close,
    conversations::visible,
    once::{Answer, Key},
};
use crate::{
    app::App,
    auth::sha256,
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{
    acts::{Assignment, Bulk, BulkDone, BulkRefused, BulkWhat, MAX_BULK},
    endpoint::Closing,
    people::TagEdit,
    *,
};
use bandeja_domain::{filter::default_sort, permission::Actor};
use uuid::Uuid;

/// Does it, and says what became of each.
pub(crate) async fn bulk(app: &App, actor: &Actor, bulk: &Bulk) -> Result<Answer<BulkDone>> {
    let key = Key::new(actor.id.0, bulk.id.0, &("bulk", bulk))?;
    {
        let mut writing = Writing::begin(app).await?;
        if let Some(answer) = key.answered(&mut writing).await? {
            return Ok(answer);
        }
    }
    if matches!(bulk.what, BulkWhat::Tag | BulkWhat::Untag) {
        // Of a tag that there is not, no conversation is to blame.
        tag(app, bulk)?;
    }
    let mut answer = BulkDone::default();
    for conversation in meant(app, actor, bulk)? {
        match one(app, actor, bulk, conversation).await {
            Ok(Change::Made) => answer.done.push(conversation),
            Ok(Change::None) => answer.unchanged.push(conversation),
            Err(Error::Refused(problem)) => answer.refused.push(BulkRefused {
                conversation,
                code: problem.code,
            }),
            Err(error) => return Err(error),
        }
    }
    key.finish(Writing::begin(app).await?, &answer).await
}

/// Whether there was anything to do.
enum Change {
    Made,
    None,
}

/// The tag that is put on or taken off.
fn tag(app: &App, bulk: &Bulk) -> Result<TagId> {
    let memory = app.memory().read();
    let known = &memory.directory.tags;
    bulk.tag
        .filter(|tag| known.iter().any(|one| one.id == *tag))
        .ok_or_else(|| Problem::new(Code::Invalid).at("/tag").into())
}

/// Which ones are meant.
fn meant(app: &App, actor: &Actor, bulk: &Bulk) -> Result<Vec<ConversationId>> {
    let too_many = || {
        Problem::new(Code::TooLarge)
            .at("/conversations")
            .limit(MAX_BULK as u64)
    };
    let Some(status) = bulk.status else {
        return if bulk.conversations.len() > MAX_BULK {
            Err(too_many().into())
        } else {
            Ok(bulk.conversations.clone())
        };
    };
    let memory = app.memory().read();
    let most = MAX_BULK + bulk.conversations.len() + 1;
    let places = memory
        .index
        .page(actor, &bulk.filter, status, default_sort(status), 0, most);
    let meant: Vec<_> = places
        .into_iter()
        .map(|place| place.id)
        .filter(|id| !bulk.conversations.contains(id))
        .collect();
    if meant.len() > MAX_BULK {
        return Err(too_many().into());
    }
    Ok(meant)
}

async fn one(app: &App, actor: &Actor, bulk: &Bulk, id: ConversationId) -> Result<Change> {
    let operation = own_id(bulk.id, id);
    match bulk.what {
        BulkWhat::Assign => {
            let wish = Assignment {
                id: operation,
                agent: bulk.agent,
                group: bulk.group,
            };
            assign(app, actor, id, wish).await?;
        }
        BulkWhat::Close => {
            let reason = bulk
                .reason
                .ok_or_else(|| Problem::new(Code::Invalid).at("/reason"))?;
            let closing = Closing {
                id: operation,
                reason,
                note: bulk.note.clone(),
            };
            close(app, actor, id, &closing).await?;
        }
        BulkWhat::Tag | BulkWhat::Untag => {
            let contact = {
                let mut moment = app.readers().moment().await?;
                visible(&mut moment, actor, id).await?.row.contact
            };
            let edit = TagEdit {
                id: operation,
                tag: tag(app, bulk)?,
                is_on: bulk.what == BulkWhat::Tag,
            };
            let (_, is_changed) = cards::put_tag(app, actor, contact, edit).await?;
            if !is_changed {
                return Ok(Change::None);
            }
        }
    }
    Ok(Change::Made)
}

/// The id under which one of many is done: the same whenever it is tried again.
fn own_id(bulk: OperationId, conversation: ConversationId) -> OperationId {
    let mut both = bulk.0.as_bytes().to_vec();
    both.extend(conversation.0.as_bytes());
    let mut half = [0; 16];
    half.copy_from_slice(&sha256(&both)[..16]);
    OperationId(Uuid::from_bytes(half))
}
