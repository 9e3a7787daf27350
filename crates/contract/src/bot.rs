//! The chatbot (A4): what people do about it.

use crate::{
    endpoint::{Endpoint, Method, Operation, fill, on_conversation},
    ids::*,
    model::*,
};

on_conversation! {
    /// Stops the chatbot for this contact; what it answered waits for a person.
    PauseBot(Operation) "/conversations/{conversation}/bot/pause" -> Conversation;
}
