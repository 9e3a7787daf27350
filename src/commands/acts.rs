//! Giving conversations away, putting them aside, taking them up again (A1, A7).

use super::{ApiError, App};
use crate::store::pending::Doing;
use bandeja_browser::ids::uuid_v7;
use bandeja_contract::{
    AgentId, Conversation, ConversationId, GroupId, OperationId,
    acts::{Assign, Assignment, Pause, Resume},
    bot::PauseBot,
    endpoint::{Endpoint, Operation},
};

/// Whose a conversation is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum To {
    /// An agent's.
    Agent(AgentId),
    /// A group's.
    Group(GroupId),
    /// Nobody's.
    Nobody,
}

/// Takes up again what was put aside; it becomes one's own (A7).
///
/// # Errors
/// [`ApiError`]; nothing was done when it is a refusal.
pub async fn resume(app: &App, conversation: ConversationId) -> Result<(), ApiError> {
    let body = Operation { id: operation() };
    ask(app, conversation, &Resume { conversation, body }).await
}

/// Puts a conversation aside (A7).
///
/// # Errors
/// [`ApiError`]; nothing was done when it is a refusal.
pub async fn pause(app: &App, conversation: ConversationId) -> Result<(), ApiError> {
    let body = Operation { id: operation() };
    ask(app, conversation, &Pause { conversation, body }).await
}

/// Gives a conversation to an agent or a group, or takes it from its owner (A1).
///
/// # Errors
/// [`ApiError`]; nothing was done when it is a refusal.
pub async fn assign(app: &App, conversation: ConversationId, to: To) -> Result<(), ApiError> {
    let (agent, group) = parts(to);
    let body = Assignment {
        id: operation(),
        agent,
        group,
    };
    ask(app, conversation, &Assign { conversation, body }).await
}

/// The agent and the group of a wish.
pub(super) const fn parts(to: To) -> (Option<AgentId>, Option<GroupId>) {
    match to {
        To::Agent(agent) => (Some(agent), None),
        To::Group(group) => (None, Some(group)),
        To::Nobody => (None, None),
    }
}

/// Stops the chatbot for the contact (A4).
///
/// # Errors
/// [`ApiError`]; nothing was done when it is a refusal.
pub async fn pause_bot(app: &App, conversation: ConversationId) -> Result<(), ApiError> {
    let body = Operation { id: operation() };
    ask(app, conversation, &PauseBot { conversation, body }).await
}

async fn ask<E: Endpoint<Answer = Conversation>>(
    app: &App,
    id: ConversationId,
    call: &E,
) -> Result<(), ApiError> {
    if !app.store.pending.begin(id, Doing::Moving) {
        return Ok(());
    }
    let answer = app.call_twice(call).await;
    if let Ok(conversation) = &answer {
        app.store.see(conversation.clone());
    }
    app.store.pending.end(id);
    answer.map(drop)
}

/// Made once per thing a person did, however often it is tried.
pub(super) fn operation() -> OperationId {
    OperationId(uuid_v7())
}
