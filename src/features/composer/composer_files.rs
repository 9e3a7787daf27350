//! The files of the message being written: a button, a chip each with its way and what can be done
//! (M3).

use crate::{
    i18n::{Key, t, tf},
    ui::{
        button::IconButton,
        file_name::file_name,
        icon::{Icon, Shape},
        linkify::without_turns,
        prelude::*,
    },
};
use bandeja_browser::upload::{Picked, picked_in};
use bandeja_contract::AttachmentId;
use leptos::html::Input;

/// A file as its chip shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChip {
    /// Which.
    pub id: ChipId,
    /// Its name, as its sender gave it.
    pub name: String,
    /// How large it is: `1,2 MB`.
    pub size: String,
    /// Where it stands.
    pub stand: ChipStand,
}

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChipId {
    /// One that the server has.
    Kept(AttachmentId),
    /// One on its way.
    Under(u32),
}

/// Where a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChipStand {
    /// The server has it.
    Kept,
    /// So many hundredths are sent.
    Going(u8),
    /// It did not arrive.
    Failed {
        /// Why, as a sentence.
        why: String,
        /// Whether another try can help.
        may_retry: bool,
    },
}

/// What the person wants with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipAsk {
    /// It does not go along.
    Remove(ChipId),
    /// Once more.
    Retry(ChipId),
}

/// The chips; nothing while there is no file.
#[component]
pub fn ComposerFiles(
    /// The files, in their order.
    #[prop(into)]
    files: Signal<Vec<FileChip>>,
    /// The person wants something.
    #[prop(into)]
    on_ask: Callback<ChipAsk>,
) -> impl IntoView {
    // A chip that is made anew with each hundredth would lose the focus.
    let ids = Memo::new(move |_| {
        files.with(|files| files.iter().map(|file| file.id).collect::<Vec<_>>())
    });
    view! {
        <Show when=move || ids.with(|ids| !ids.is_empty())>
            <ul class="composer-files" aria-label=move || t(Key::ComposerAttached)>
                <For each=move || ids.get() key=|id| *id let:id>
                    {chip(id, files, on_ask)}
                </For>
            </ul>
        </Show>
    }
}

fn chip(id: ChipId, files: Signal<Vec<FileChip>>, on_ask: Callback<ChipAsk>) -> AnyView {
    let find = move || files.with(|files| files.iter().find(|file| file.id == id).cloned());
    let Some(first) = untrack(find) else {
        return ().into_any();
    };
    let name = without_turns(&first.name);
    let stand = Memo::new(move |before: Option<&ChipStand>| {
        find()
            .map(|file| file.stand)
            .or_else(|| before.cloned())
            .unwrap_or(ChipStand::Kept)
    });
    let is_failed = move || stand.with(|stand| matches!(stand, ChipStand::Failed { .. }));
    let (going, retry, remove) = (name.clone(), name.clone(), name.clone());
    view! {
        <li class="file-chip" class:file-chip--failed=is_failed>
            <Icon shape=Signal::derive(move || if is_failed() { Shape::Warning } else { Shape::File })/>
            <span class="file-chip__words">
                <span class="file-chip__line">
                    <span class="file-chip__name">{file_name(&name)}</span>
                    <span class="file-chip__size">{first.size}</span>
                </span>
                {move || match stand.get() {
                    ChipStand::Kept => ().into_any(),
                    ChipStand::Going(part) => {
                        let label = tf(Key::ComposerFileGoing, &[("name", &going)]);
                        view! { <progress class="file-chip__way" max="100" value=part aria-label=label></progress> }
                            .into_any()
                    }
                    ChipStand::Failed { why, .. } => {
                        view! { <span class="file-chip__why" role="alert">{why}</span> }.into_any()
                    }
                }}
            </span>
            {move || {
                stand
                    .with(|stand| matches!(stand, ChipStand::Failed { may_retry: true, .. }))
                    .then(|| {
                        let name = retry.clone();
                        view! {
                            <IconButton
                                label=move || tf(Key::ComposerFileRetry, &[("name", &name)])
                                shape=Shape::Retry
                                on_press=move |()| on_ask.run(ChipAsk::Retry(id))
                            />
                        }
                    })
            }}
            <IconButton
                label=move || {
                    let is_going = stand.with(|stand| matches!(stand, ChipStand::Going(_)));
                    let key = if is_going { Key::ComposerFileCancel } else { Key::ComposerFileRemove };
                    tf(key, &[("name", &remove)])
                }
                shape=Shape::Cross
                on_press=move |()| on_ask.run(ChipAsk::Remove(id))
            />
        </li>
    }
    .into_any()
}

/// The button that picks files.
#[component]
pub fn AttachButton(
    /// Files were picked.
    #[prop(into)]
    on_files: Callback<Vec<Picked>>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let picked = move |_| {
        if let Some(input) = input.get_untracked() {
            on_files.run(picked_in(&input));
        }
    };
    view! {
        <IconButton
            label=Key::ComposerAttach
            shape=Shape::Clip
            on_press=move |()| {
                if let Some(input) = input.get_untracked() {
                    input.click();
                }
            }
        />
        <input
            class="composer__pick"
            type="file"
            multiple
            hidden
            aria-label=move || t(Key::ComposerAttach)
            node_ref=input
            on:change=picked
        />
    }
}
