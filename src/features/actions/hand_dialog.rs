//! «Transferir conversación», «Asignar conversación»: gives it to the one who is picked (A1, L6).

use super::hand_form::{Choice, Going, HandForm};
use crate::{
    acting::give,
    bulk::give_ticked,
    commands::{App, To},
    desk::{Desk, Handing},
    i18n::Key,
    present::failure,
    store::Store,
    ui::{dialog::Dialog, prelude::*},
};
use bandeja_contract::{Conversation, Role};
use bandeja_domain::permission::sees_all_groups;
use leptos::task::spawn_local;

/// The dialog, while something is being given to somebody.
#[component]
pub fn HandDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    move || {
        desk.handing
            .get()
            .map(|handing| view! { <Window handing/> })
    }
}

#[component]
fn Window(handing: Handing) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let shut = desk.handing;
    let going = RwSignal::new(Going {
        is_transfer: handing.is_transfer,
        ..Going::default()
    });
    let store = app.store.clone();
    let choices = Memo::new(move |_| {
        let one = handing.id.and_then(|id| store.conversations.get(id));
        choices(&store, one.as_deref())
    });
    let on_send = move |to: To| {
        let (app, desk) = (app.clone(), desk.clone());
        going.update(|going| (going.is_busy, going.error) = (true, None));
        spawn_local(async move {
            let answer = match handing.id {
                Some(id) => {
                    let answer = give(&app, &desk, id, to).await;
                    answer.map_err(|error| failure::of_call(&error))
                }
                None => give_ticked(&app, &desk, to).await,
            };
            if answer.is_ok() && shut.get_untracked() == Some(handing) {
                shut.set(None);
            }
            // The dialog may have been shut meanwhile.
            let _ = going.try_update(|going| {
                going.is_busy = false;
                going.error = answer.err();
            });
        });
    };
    let title = if handing.is_transfer {
        Key::HandTransfer
    } else {
        Key::HandAssign
    };
    view! {
        <Dialog title close_label=Key::ActionClose is_wide=true on_close=move |()| shut.set(None)>
            <HandForm choices going on_send/>
        </Dialog>
    }
}

/// Everybody it could be given to: agents, who is connected first, and groups.
fn choices(store: &Store, one: Option<&Conversation>) -> Vec<Choice> {
    let me = store.workspace.me();
    let mut agents: Vec<Choice> = store
        .workspace
        .people()
        .iter()
        .map(|agent| {
            let is_owner = one.is_some_and(|one| one.assignee == Some(agent.id));
            let is_possible = one.is_none_or(|one| may_see(agent.role, &agent.groups, one));
            let remark = match (is_possible, is_owner, Some(agent.id) == me) {
                (false, ..) => Some(Key::HandOutside),
                (_, true, _) => Some(Key::HandOwner),
                (_, _, true) => Some(Key::HandMe),
                _ => None,
            };
            Choice {
                to: To::Agent(agent.id),
                name: agent.name.clone(),
                is_connected: Some(agent.connected),
                remark,
                is_possible: is_possible && !is_owner,
            }
        })
        .collect();
    agents.sort_by(|one, other| {
        let rank = |choice: &Choice| (!choice.is_possible, choice.is_connected != Some(true));
        rank(one)
            .cmp(&rank(other))
            .then_with(|| one.name.cmp(&other.name))
    });
    let groups = store.workspace.loaded();
    let groups = groups
        .iter()
        .flat_map(|loaded| &loaded.groups)
        .map(|group| {
            let is_here = one.is_some_and(|one| one.group == group.id);
            Choice {
                to: To::Group(group.id),
                name: group.name.clone(),
                is_connected: None,
                remark: is_here.then_some(Key::HandHere),
                is_possible: true,
            }
        });
    agents.into_iter().chain(groups).collect()
}

fn may_see(role: Role, groups: &[bandeja_contract::GroupId], one: &Conversation) -> bool {
    sees_all_groups(role) || groups.contains(&one.group)
}
