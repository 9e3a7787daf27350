//! What the settings read of the workspace's lists, and bringing back what was taken out.

use super::saving::Outcome;
use crate::{
    commands::{self, App},
    present::failure,
    store::Store,
};
use bandeja_contract::{EntryField, EntryId, EntryKind, GroupId, Setup};
use bandeja_domain::setup;
use leptos::{prelude::*, task::spawn_local};

/// Offers an entry again.
pub(super) fn bring_back(app: &App, outcome: RwSignal<Outcome>, kind: EntryKind, id: EntryId) {
    let app = app.clone();
    spawn_local(async move {
        let (seen, value) = ("true".to_owned(), "false".to_owned());
        let what = (kind, id, EntryField::Retired);
        if let Err(error) = commands::edit_entry(&app, what, seen, value, None).await {
            let _ = outcome.try_set(Outcome::Refused(failure::of_call(&error)));
        }
    });
}

/// Reads the lists; nothing before they are known.
pub(super) fn with_setup<T: Default>(store: &Store, read: impl FnOnce(&Setup) -> T) -> T {
    let loaded = store.workspace.loaded();
    loaded.map(|loaded| read(&loaded.setup)).unwrap_or_default()
}

/// A field as a text; nothing where there is none.
pub(super) fn text(setup: &Setup, kind: EntryKind, id: EntryId, field: EntryField) -> String {
    setup::field(setup, kind, id, field).unwrap_or_default()
}

/// The entries of a list that are offered, or are not; of queues those of one group.
pub(super) fn ids(
    setup: &Setup,
    kind: EntryKind,
    group: Option<GroupId>,
    is_retired: bool,
) -> Vec<EntryId> {
    let of_group = |id: EntryId| {
        let mut queues = setup.queues.iter();
        group.is_none_or(|group| queues.any(|one| one.id.0 == id.0 && one.group == group))
    };
    let all = setup::entries(setup, kind).into_iter().map(|(id, _)| id);
    all.filter(|id| setup.retired.contains(id) == is_retired && of_group(*id))
        .collect()
}

/// The other queues of the group of a queue.
pub(super) fn heirs(setup: &Setup, queue: EntryId) -> Vec<(String, String)> {
    let Some(own) = setup.queues.iter().find(|one| one.id.0 == queue.0) else {
        return Vec::new();
    };
    let others = setup.queues.iter().filter(|one| {
        one.group == own.group && one.id != own.id && !setup.retired.contains(&EntryId(one.id.0))
    });
    others
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect()
}
