//! Doing what a key or the palette asks for (L11).

use crate::{
    acting,
    commands::App,
    desk::{Desk, Window},
    keys::Command,
    searching,
};
use bandeja_browser::page;
use bandeja_contract::ConversationId;
use leptos::prelude::*;

/// A row of the list.
const ROW: &str = "[data-row-target]";
/// The row at which the Tab key stops.
const STOP: &str = "[data-row-target][tabindex=\"0\"]";

/// Does it.
pub fn perform(app: &App, desk: &Desk, command: Command) {
    match command {
        Command::Palette => open(app, desk, Window::Palette),
        Command::Help => open(app, desk, Window::Keys),
        // In the list they walk as the arrows do; from elsewhere they lead there.
        Command::Next => walk("ArrowDown"),
        Command::Previous => walk("ArrowUp"),
        Command::Search => searching::focus(),
        Command::Reply => {
            if let Some(id) = desk.here.place.get_untracked().selected {
                desk.has_details.update(|shown| *shown &= page::is_wide());
                desk.wants_caret.set(Some(id));
            }
        }
        Command::Note => {
            if let Some(id) = in_question(desk) {
                desk.write_note(id);
            }
        }
        Command::Deed(deed) => {
            if let Some(id) = in_question(desk) {
                acting::perform(app, desk, id, deed);
            }
        }
        Command::Tab(status) => {
            let here = &desk.here;
            here.go(&here.place.get_untracked().tab(status));
        }
    }
}

fn walk(arrow: &'static str) {
    if page::focused_address(ROW).is_some() {
        // Not within the listener that heard the key: it hears this one, too.
        queue_microtask(move || page::press(arrow));
    } else {
        page::focus(STOP);
    }
}

/// Which conversation is meant: the row that has the focus, else the open one.
#[must_use]
pub fn in_question(desk: &Desk) -> Option<ConversationId> {
    let row = page::focused_address(ROW).and_then(|address| {
        let path = address.split('?').next()?;
        path.rsplit('/').next()?.parse().ok()
    });
    row.or_else(|| desk.here.place.get_untracked().selected)
}

/// Opens a window, and remembers what it is about before the focus goes into it.
fn open(_: &App, desk: &Desk, window: Window) {
    if desk.window.get_untracked() == Some(window) {
        desk.window.set(None);
        return;
    }
    desk.about.set(in_question(desk));
    desk.window.set(Some(window));
}
