//! The data of a contact, field by field (T2).

use super::edited_field::{EditedField, Fielded};
use crate::{
    i18n::{Key, text},
    ui::{
        avatar::Avatar,
        icon::{Icon, Shape},
        prelude::*,
    },
};
use bandeja_domain::{
    editing::{Edit, Outcome},
    fields::Unfit,
};

/// A field, and what names it in an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// `name`, `email`, `phone`, or an id.
    pub word: String,
    /// The field.
    pub field: Fielded,
}

/// An edit of a field.
#[derive(Clone)]
pub struct Saving {
    /// What names the field.
    pub word: String,
    /// What is to be kept.
    pub edit: Edit,
    /// Wants to know what became of it.
    pub answered: Callback<Outcome>,
}

/// Who it is, above the fields.
#[component]
pub fn ContactHead(
    /// The name; empty when nobody knows it.
    #[prop(into)]
    name: Signal<String>,
    /// Who keeps the contact, if anybody.
    #[prop(into)]
    agent: Signal<Option<String>>,
    /// Why nothing can be edited, if so.
    #[prop(into)]
    locked: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="details__contact">
            <Avatar name=name/>
            <p class="details__name"><bdi>{move || name.get()}</bdi></p>
            {move || agent.get().map(|agent| view! {
                <p class="card__agent">{text(Key::ContactAgent)} ": " <bdi>{agent}</bdi></p>
            })}
        </div>
        {move || locked.get().map(|why| view! {
            <p class="card__locked"><Icon shape=Shape::Lock/><span>{why}</span></p>
        })}
    }
}

/// Fields under a title.
#[component]
pub fn FieldGroup(
    /// The title; nothing where the fields are the whole card.
    #[prop(default = None)]
    title: Option<Key>,
    /// The fields; which there are, and in which order, does not change often.
    #[prop(into)]
    fields: Signal<Vec<Named>>,
    /// The value of a field as it would be kept, or why it does not fit.
    fit: Callback<(String, String), Result<String, Unfit>>,
    /// A field is to be kept.
    #[prop(into)]
    on_save: Callback<Saving>,
) -> impl IntoView {
    let words = Memo::new(move |_| {
        fields.with(|fields| {
            fields
                .iter()
                .map(|one| one.word.clone())
                .collect::<Vec<_>>()
        })
    });
    let one = move |word: String| {
        let of = word.clone();
        let found = Memo::new(move |before: Option<&Option<Fielded>>| {
            fields
                .with(|fields| {
                    let found = fields.iter().find(|one| one.word == of)?;
                    Some(found.field.clone())
                })
                .or_else(|| before.cloned().flatten())
        });
        let begun = found.get_untracked()?;
        let field = Signal::derive(move || found.get().unwrap_or_else(|| begun.clone()));
        let (named, kept) = (word.clone(), word);
        Some(view! {
            <EditedField
                field
                fit=Callback::new(move |typed| fit.run((named.clone(), typed)))
                on_save=Callback::new(move |(edit, answered)| {
                    on_save.run(Saving { word: kept.clone(), edit, answered });
                })
            />
        })
    };
    view! {
        <section class="card__part">
            {title.map(|title| view! { <h3 class="card__title">{text(title)}</h3> })}
            <For each=move || words.get() key=Clone::clone children=one/>
        </section>
    }
}
