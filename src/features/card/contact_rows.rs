//! From what the store and the server know of a contact to what its card shows.

use super::{
    comments::Comment,
    contact_card::Named,
    earlier::EarlierOne,
    edited_field::{Fielded, Input},
};
use crate::{
    desk::Desk,
    i18n::{Key, t, words},
    present::{moment, stand},
    route::Place,
    store::Store,
    ui::avatar::Glyph,
};
use bandeja_contract::{Contact, ConversationId, FieldDefinition, FieldKind, Item, Status};
use bandeja_domain::{
    fields::{Shape, Unfit, fit},
    people::{ContactField, Held},
};
use leptos::prelude::Get;

/// The fields that every contact has.
pub(super) fn own_fields(contact: &Contact, is_locked: bool) -> Vec<Named> {
    [
        ("name", Key::ContactName, "text", &contact.name),
        ("email", Key::DetailsEmail, "email", &contact.email),
        ("phone", Key::DetailsPhone, "tel", &contact.phone),
    ]
    .map(|(word, label, kind, kept)| Named {
        word: word.to_owned(),
        field: Fielded {
            label: t(label).to_owned(),
            input: Input::Line(kind),
            kept: kept.clone(),
            is_locked,
        },
    })
    .into()
}

/// The workspace's own fields.
pub(super) fn more_fields(
    contact: &Contact,
    definitions: &[FieldDefinition],
    is_locked: bool,
) -> Vec<Named> {
    definitions
        .iter()
        .map(|definition| {
            let held = contact.fields.iter().find(|one| one.field == definition.id);
            Named {
                word: definition.id.to_string(),
                field: Fielded {
                    label: definition.name.clone(),
                    input: input(definition),
                    kept: held.map(|held| held.value.clone()).unwrap_or_default(),
                    is_locked,
                },
            }
        })
        .collect()
}

fn input(definition: &FieldDefinition) -> Input {
    match definition.kind {
        FieldKind::Text | FieldKind::Number => Input::Line("text"),
        FieldKind::Date => Input::Line("date"),
        FieldKind::Link => Input::Line("url"),
        FieldKind::Checkbox => Input::Box,
        FieldKind::Choice => {
            let none = (String::new(), t(Key::CardNone).to_owned());
            let choices = definition
                .choices
                .iter()
                .map(|one| (one.clone(), one.clone()));
            Input::Choice(std::iter::once(none).chain(choices).collect())
        }
    }
}

/// The value of a field as it would be kept.
pub(super) fn fits(
    word: &str,
    typed: &str,
    definitions: &[FieldDefinition],
) -> Result<String, Unfit> {
    let shape = match ContactField::from_word(word) {
        Some(ContactField::Name) => Shape::Name,
        Some(ContactField::Email) => Shape::Email,
        Some(ContactField::Phone) => Shape::Phone,
        Some(ContactField::Custom(id)) => definitions
            .iter()
            .find(|one| one.id == id)
            .map_or(Shape::Text, |one| Shape::of(one.kind, &one.choices)),
        None => Shape::Text,
    };
    fit(shape, typed)
}

/// What decides who may edit: the conversations that are known.
pub(super) fn held(ids: &[ConversationId], store: &Store) -> Vec<Held> {
    ids.iter()
        .filter_map(|id| store.conversations.get(*id))
        .map(|row| (row.group, row.assignee))
        .collect()
}

/// A conversation of the contact as a line of the list.
pub(super) fn earlier(id: ConversationId, store: &Store, desk: &Desk) -> Option<EarlierOne> {
    let row = store.conversations.get(id)?;
    let glyph = Glyph::named(row.channel.word());
    let is_off = row.status == Status::Expired;
    Some(EarlierOne {
        href: desk.here.address(&Place::of(row.status).select(Some(id))),
        glyph: if is_off { glyph.off() } else { glyph },
        channel: stand::channel_name(&row),
        about: match &row.subject {
            Some(subject) if !subject.trim().is_empty() => subject.clone(),
            _ if row.preview.is_empty() => t(Key::RowNoText).to_owned(),
            _ => row.preview.clone(),
        },
        status: t(words::status(row.status, store.workspace.vocabulary())).to_owned(),
        attention: format!("#{}", row.attention_number),
        at: moment::in_list(row.last_activity_at, desk.now.get()),
    })
}

/// A comment as it is shown beside a conversation.
pub(super) fn comment(item: &Item, here: ConversationId, store: &Store, desk: &Desk) -> Comment {
    let elsewhere = (item.conversation != here)
        .then(|| store.conversations.get(item.conversation))
        .flatten()
        .map(|row| {
            let place = Place::of(row.status).select(Some(row.id));
            desk.here.address(&place)
        });
    Comment {
        id: item.id.to_string(),
        author: item
            .agent
            .map(|id| store.workspace.agent_name(id))
            .unwrap_or_default(),
        words: item.text.clone(),
        at: moment::whole_of(item.at),
        elsewhere,
    }
}
