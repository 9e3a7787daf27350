//! A ticket of support, field by field, in the order and by the names of the documents (T3).

use super::{
    contact_card::{FieldGroup, Named, Saving},
    edited_field::{Fielded, Input},
};
use crate::{
    i18n::{Key, t},
    ui::{
        icon::{Icon, Shape},
        prelude::*,
    },
};
use bandeja_contract::{Agent, Priority, SupportTicket, TicketField, TicketKind, TicketStatus};
use bandeja_domain::fields::{Shape as Fits, Unfit, fit};
use std::sync::Arc;

/// The ticket.
#[component]
pub fn TicketCard(
    /// Its fields.
    #[prop(into)]
    fields: Signal<Vec<Named>>,
    /// Why some cannot be edited, if so.
    #[prop(into)]
    locked: Signal<Option<String>>,
    /// A field is to be kept.
    #[prop(into)]
    on_save: Callback<Saving>,
) -> impl IntoView {
    let fits = Callback::new(|(word, typed): (String, String)| value(&word, &typed));
    view! {
        <div class="card">
            {move || locked.get().map(|why| view! {
                <p class="card__locked"><Icon shape=Shape::Lock/><span>{why}</span></p>
            })}
            <FieldGroup fields fit=fits on_save/>
        </div>
    }
}

/// A value as the server keeps it.
fn value(word: &str, typed: &str) -> Result<String, Unfit> {
    match TicketField::from_word(word) {
        Some(TicketField::Subject | TicketField::Service) => fit(Fits::Name, typed),
        Some(TicketField::Category) => fit(Fits::Text, typed),
        Some(TicketField::Due) => fit(Fits::Date, typed),
        // Chosen from a list, or written by nobody.
        _ => Ok(typed.to_owned()),
    }
}

/// The fields of a ticket; `may` says which ones the reader can edit.
#[must_use]
pub fn fields(
    ticket: &SupportTicket,
    agents: &[Arc<Agent>],
    may: impl Fn(TicketField) -> bool,
) -> Vec<Named> {
    TicketField::ALL
        .iter()
        .map(|field| Named {
            word: field.word().to_owned(),
            field: Fielded {
                label: t(label(*field)).to_owned(),
                input: input(*field, agents),
                kept: kept(*field, ticket),
                is_locked: !may(*field),
            },
        })
        .collect()
}

const fn label(field: TicketField) -> Key {
    match field {
        TicketField::Number => Key::TicketNumber,
        TicketField::Status => Key::TicketStatus,
        TicketField::Subject => Key::TicketSubject,
        TicketField::Kind => Key::TicketKind,
        TicketField::Requester => Key::TicketRequester,
        TicketField::Service => Key::TicketService,
        TicketField::Category => Key::TicketCategory,
        TicketField::Priority => Key::TicketPriority,
        TicketField::Due => Key::TicketDue,
        TicketField::Owner => Key::TicketOwner,
    }
}

fn kept(field: TicketField, ticket: &SupportTicket) -> String {
    match field {
        TicketField::Number => format!("#{}", ticket.number),
        TicketField::Status => ticket.status.word().to_owned(),
        TicketField::Subject => ticket.subject.clone(),
        TicketField::Kind => ticket.kind.word().to_owned(),
        TicketField::Requester => ticket.requester.clone(),
        TicketField::Service => ticket.service.clone(),
        TicketField::Category => ticket.category.clone(),
        TicketField::Priority => ticket.priority.word().to_owned(),
        TicketField::Due => ticket.due.clone(),
        TicketField::Owner => ticket.owner.map(|id| id.to_string()).unwrap_or_default(),
    }
}

fn input(field: TicketField, agents: &[Arc<Agent>]) -> Input {
    let word = |word: &str, key| (word.to_owned(), t(key).to_owned());
    match field {
        TicketField::Status => Input::Choice(
            TicketStatus::ALL
                .iter()
                .map(|one| word(one.word(), status(*one)))
                .collect(),
        ),
        TicketField::Kind => Input::Choice(
            TicketKind::ALL
                .iter()
                .map(|one| word(one.word(), kind(*one)))
                .collect(),
        ),
        TicketField::Priority => Input::Choice(
            Priority::ALL
                .iter()
                .map(|one| word(one.word(), priority(*one)))
                .collect(),
        ),
        TicketField::Owner => {
            let none = word("", Key::TicketOwnerNone);
            let agents = agents
                .iter()
                .map(|one| (one.id.to_string(), one.name.clone()));
            Input::Choice(std::iter::once(none).chain(agents).collect())
        }
        TicketField::Due => Input::Line("date"),
        _ => Input::Line("text"),
    }
}

const fn status(status: TicketStatus) -> Key {
    match status {
        TicketStatus::New => Key::TicketStatusNew,
        TicketStatus::Open => Key::TicketStatusOpen,
        TicketStatus::Waiting => Key::TicketStatusWaiting,
        TicketStatus::Solved => Key::TicketStatusSolved,
        TicketStatus::Closed => Key::TicketStatusClosed,
    }
}

const fn kind(kind: TicketKind) -> Key {
    match kind {
        TicketKind::Public => Key::TicketKindPublic,
        TicketKind::Internal => Key::TicketKindInternal,
    }
}

const fn priority(priority: Priority) -> Key {
    match priority {
        Priority::Low => Key::TicketPriorityLow,
        Priority::Normal => Key::TicketPriorityNormal,
        Priority::High => Key::TicketPriorityHigh,
        Priority::Urgent => Key::TicketPriorityUrgent,
    }
}
