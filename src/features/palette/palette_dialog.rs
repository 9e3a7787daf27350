//! The palette, on the desk: what can be done here, and where one can go.

use super::palette_list::{Line, PaletteList};
use crate::{
    commands::App,
    desk::{Desk, Window},
    doing,
    i18n::{Key, t, tf},
    keys::Command,
    present::{command, deeds},
    ui::{dialog::Dialog, prelude::*},
};
use bandeja_browser::page;
use bandeja_contract::ConversationId;
use bandeja_domain::actions::{Deed, step};

/// At most so many rows of the list are found by name.
const ROWS: u32 = 200;

/// What a line does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    Command(Command),
    Open(ConversationId),
}

/// The palette, while it is open.
#[component]
pub fn PaletteDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let window = desk.window;
    let is_open = Memo::new(move |_| window.get() == Some(Window::Palette));
    move || is_open.get().then(|| view! { <Open/> })
}

#[component]
fn Open() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let window = desk.window;
    // What is offered holds for the moment in which it was opened; the server has the last word.
    let all = untrack(|| lines(&app, &desk));
    let (does, lines): (Vec<Does>, Vec<Line>) = all.into_iter().unzip();
    let about = desk.about.get_untracked();
    let on_pick = move |place: usize| {
        window.set(None);
        match does.get(place) {
            Some(Does::Command(Command::Deed(deed))) => {
                if let Some(id) = about {
                    crate::acting::perform(&app, &desk, id, *deed);
                }
            }
            Some(Does::Command(command)) => doing::perform(&app, &desk, *command),
            Some(Does::Open(id)) => {
                let here = &desk.here;
                here.go(&here.place.get_untracked().select(Some(*id)));
            }
            None => {}
        }
    };
    view! {
        <Dialog
            title=Key::PaletteTitle
            close_label=Key::ActionClose
            is_wide=true
            on_close=move |()| window.set(None)
        >
            <PaletteList lines on_pick/>
        </Dialog>
    }
}

fn lines(app: &App, desk: &Desk) -> Vec<(Does, Line)> {
    let mut lines = Vec::new();
    let store = &app.store;
    let bindings = desk.keys.get();
    let is_mac = page::is_mac();
    let line = |command: Command, group: String, hindrance: Option<String>| {
        let keys = bindings.of(command).map(|chord| chord.names(is_mac));
        let line = Line {
            group,
            name: command::name(command, store.workspace.vocabulary()),
            keys: keys.unwrap_or_default(),
            hindrance,
            is_hidden: false,
        };
        (Does::Command(command), line)
    };
    let about = desk.about.get().and_then(|id| store.conversations.get(id));
    if let (Some(one), Some(me)) = (about, store.workspace.actor()) {
        let group = tf(Key::PaletteOf, &[("name", &one.contact_name)]);
        for deed in Deed::ALL {
            let why = step(&me, *deed, &one, desk.now.get()).err();
            let why = why.map(|why| deeds::sentence(why, store));
            lines.push(line(Command::Deed(*deed), group.clone(), why));
        }
        if desk.selected() == Some(one.id) {
            lines.push(line(Command::Reply, group.clone(), None));
            lines.push(line(Command::Note, group, None));
        }
        // What can be done comes first.
        lines.sort_by_key(|(_, line)| line.hindrance.is_some());
    }
    for (one, _) in Command::ALL {
        if matches!(one, Command::Tab(_) | Command::Help) {
            lines.push(line(*one, t(command::group(*one)).to_owned(), None));
        }
    }
    for at in 0..store.list.len().min(ROWS) {
        let Some(one) = store
            .list
            .row(at)
            .and_then(|id| store.conversations.get(id))
        else {
            continue;
        };
        let line = Line {
            group: t(Key::PaletteConversations).to_owned(),
            name: [
                one.contact_name.as_str(),
                " #",
                &one.attention_number.to_string(),
            ]
            .concat(),
            keys: Vec::new(),
            hindrance: None,
            is_hidden: true,
        };
        lines.push((Does::Open(one.id), line));
    }
    lines
}
