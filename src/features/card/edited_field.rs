//! One field that is kept when its editor goes on: by Enter, by leaving it, by choosing.

use super::{
    field_control::{Control, Hand, Locked, word_of},
    saving::why_unfit,
};
use crate::{
    i18n::{Key, t, text, tf},
    ui::{
        icon::{Icon, Shape},
        popover::unique,
        prelude::*,
    },
};
use bandeja_domain::{
    editing::{Edit, Editing, Outcome, Stand},
    fields::Unfit,
};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use std::time::Duration;

/// How long «Guardado · Deshacer» stays.
const STAYS: Duration = Duration::from_secs(8);

/// What a field is filled in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A line; the word is the `type` of the input.
    Line(&'static str),
    /// One of these: the value, and its word.
    Choice(Vec<(String, String)>),
    /// A box to be checked.
    Box,
}

/// What a field is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fielded {
    /// Its name.
    pub label: String,
    /// What it is filled in with.
    pub input: Input,
    /// What is kept.
    pub kept: String,
    /// Whether the reader may only read it.
    pub is_locked: bool,
}

/// The field.
#[component]
pub fn EditedField(
    /// What it is.
    #[prop(into)]
    field: Signal<Fielded>,
    /// The value as it would be kept, or why it does not fit.
    fit: Callback<String, Result<String, Unfit>>,
    /// Something is to be kept; what became of it is told to the callback.
    on_save: Callback<(Edit, Callback<Outcome>)>,
    /// How it stands at first.
    #[prop(optional)]
    begun: Editing,
) -> impl IntoView {
    let editing = RwSignal::new(begun);
    // A box that is taken away while it has the focus says so when nothing of this is left.
    let kept = move || {
        field
            .try_with(|field| field.kept.clone())
            .unwrap_or_default()
    };
    let shown = Memo::new(move |_| editing.with(|it| it.shown(&kept())));
    let change = move |how: &dyn Fn(&mut Editing) -> Option<Edit>| {
        let edit = editing.try_update(how).flatten();
        if let Some(edit) = edit {
            // The card may be gone when the answer comes.
            let answered = move |outcome| {
                let _ = editing.try_update(|it| it.answered(outcome));
            };
            let _ = on_save.try_run((edit, Callback::new(answered)));
        }
    };
    let fits = move |typed: &str| {
        let kept = fit.try_run(typed.to_owned());
        kept.unwrap_or_else(|| Ok(typed.to_owned()))
    };
    let hand = Hand {
        typed: Callback::new(move |text: String| {
            let _ = editing.try_update(|it| it.typed(&kept(), text));
        }),
        done: Callback::new(move |()| change(&|it: &mut Editing| it.done(fits))),
        taken_back: Callback::new(move |()| editing.try_update(Editing::take_back) == Some(true)),
    };
    forget_after(editing);
    let id = unique("stand");
    let is_wrong = Memo::new(move |_| {
        editing.with(|it| {
            matches!(
                it.stand(),
                Stand::Unfit(_) | Stand::Refused(_) | Stand::Moved(_)
            )
        })
    });
    // What is typed stays in its box, even when somebody takes the right away meanwhile.
    let is_text = Memo::new(move |_| {
        field.with(|field| field.is_locked) && editing.with(|it| !it.is_typing())
    });
    let label = Memo::new(move |_| field.with(|field| field.label.clone()));
    let input = Memo::new(move |_| field.with(|field| field.input.clone()));
    let described = id.clone();
    view! {
        <div class="edited-field" class:edited-field--wrong=move || is_wrong.get()>
            {move || if is_text.get() {
                view! { <Locked label input shown/> }.into_any()
            } else {
                let described = described.clone();
                view! { <Control label input shown hand is_wrong described/> }.into_any()
            }}
            <div class="edited-field__stand" id=id role="status">
                {move || editing.with(|it| match it.stand() {
                    Stand::Rest => ().into_any(),
                    Stand::Saving { .. } => view! { <span>{text(Key::CardSaving)}</span> }.into_any(),
                    Stand::Unfit(unfit) => view! { <p class="edited-field__fault">{why_unfit(*unfit)}</p> }.into_any(),
                    Stand::Refused(why) => view! { <p class="edited-field__fault">{why.clone()}</p> }.into_any(),
                    Stand::Saved { .. } => {
                        let undo = move |_| change(&Editing::undo);
                        view! {
                            <span class="edited-field__saved"><Icon shape=Shape::Check/>{text(Key::CardSaved)}</span>
                            " · "
                            <button type="button" class="text-button" aria-label=move || format!("{}: {}", t(Key::ActionUndo), label.get()) on:click=undo>
                                {text(Key::ActionUndo)}
                            </button>
                        }.into_any()
                    }
                    Stand::Moved(theirs) => {
                        let sentence = if theirs.is_empty() {
                            t(Key::CardMovedEmpty).to_owned()
                        } else {
                            tf(Key::CardMoved, &[("value", &word_of(&input.get(), theirs))])
                        };
                        view! {
                            <p class="edited-field__fault" dir="auto">{sentence}</p>
                            <button type="button" class="text-button" on:click=move |_| change(&|it: &mut Editing| { it.keep_theirs(); None })>
                                {text(Key::CardMovedTheirs)}
                            </button>
                            " · "
                            <button type="button" class="text-button" on:click=move |_| change(&|it: &mut Editing| it.keep_mine(fits))>
                                {text(Key::CardMovedMine)}
                            </button>
                        }.into_any()
                    }
                })}
            </div>
        </div>
    }
}

/// Takes «Guardado» away after its time.
fn forget_after(editing: RwSignal<Editing>) {
    let saved = Memo::new(move |_| {
        editing.with(|it| match it.stand() {
            Stand::Saved { before, after } => format!("{before}\n{after}"),
            _ => String::new(),
        })
    });
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = before {
            timer.clear();
        }
        if saved.with(String::is_empty) {
            return None;
        }
        let over = move || {
            let _ = editing.try_update(Editing::over);
        };
        set_timeout_with_handle(over, STAYS).ok()
    });
}
