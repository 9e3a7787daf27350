//! Who changed what: the newest page, live, and older ones on request.

use super::{
    audit_list::{AuditList, Line},
    shown,
};
use crate::{
    commands::{self, ApiError, App},
    i18n::{Key, t},
    present::{failure, moment},
    ui::{
        button::Button,
        notice::{Notice, Way},
        prelude::*,
    },
};
use bandeja_contract::{AuditEntry, Seq};
use leptos::task::spawn_local;

/// The log.
#[component]
pub fn AuditPane() -> impl IntoView {
    let app = expect_context::<App>();
    let entries = RwSignal::new(Vec::<AuditEntry>::new());
    let has_more = RwSignal::new(false);
    let is_read = RwSignal::new(false);
    let trouble = RwSignal::new(None::<ApiError>);
    let (changes, store) = (app.store.clone(), app.store.clone());
    let reading = app;
    let read = Callback::new(move |before: Option<Seq>| {
        let app = reading.clone();
        spawn_local(async move {
            let page = commands::list_audit(&app, before).await;
            // The pane may be gone by now.
            let _ = trouble.try_set(match page {
                Ok(page) => {
                    let _ = entries.try_update(|entries| {
                        // What is there already stays; a page may overlap it.
                        entries.extend(page.entries);
                        entries.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
                        entries.dedup_by_key(|entry| entry.seq);
                    });
                    if before.is_some() || !is_read.try_get_untracked().unwrap_or(true) {
                        let _ = has_more.try_set(page.more);
                    }
                    let _ = is_read.try_set(true);
                    None
                }
                Err(error) => Some(error),
            });
        });
    });
    // Whatever anybody edits is a new line.
    whenever(move || {
        if changes.workspace.loaded().is_some() {
            read.run(None);
        }
    });
    let lines = Signal::derive(move || {
        let loaded = store.workspace.loaded();
        let setup = loaded.map(|it| it.setup.clone()).unwrap_or_default();
        entries.with(|entries| {
            let line = |entry: &AuditEntry| Line {
                what: shown::what(entry),
                who: store.workspace.agent_name(entry.agent),
                at: moment::whole_of(entry.at),
                from: shown::value(entry, &entry.from, &setup),
                to: shown::value(entry, &entry.to, &setup),
            };
            entries.iter().map(line).collect::<Vec<_>>()
        })
    });
    let is_empty = move || is_read.get() && entries.with(Vec::is_empty);
    let older = move |()| {
        let last = entries.with_untracked(|entries| entries.last().map(|entry| entry.seq));
        read.run(last);
    };
    view! {
        <Show when=is_empty>
            <p class="settings__hint" role="status">{move || t(Key::SettingsAuditNone)}</p>
        </Show>
        <AuditList lines/>
        <Show when=move || has_more.get()>
            <Button label=Key::SettingsOlder on_press=older/>
        </Show>
        <Show when=move || trouble.with(Option::is_some)>
            <Notice
                sentence=move || trouble.with(|it| it.as_ref().map(failure::of_call)).unwrap_or_default()
                way=Way::new(Key::ActionRetry, move || read.run(None))
                is_trouble=true
            />
        </Show>
    }
}
