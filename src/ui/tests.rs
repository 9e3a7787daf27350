//! Windows, menus and messages in a real browser.

use super::{
    announcer::{Announcements, Announcer},
    button::{Button, IconButton},
    dialog::Dialog,
    frame::{Frame, Pane, PaneLabels, Panes},
    icon::Shape,
    menu::{Menu, MenuGroup, MenuItem},
    notice::Way,
    toast::{ToastStack, Toasts},
};
use crate::testing::{Heard, focused, press, settled, stage};
use crate::ui::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_window_takes_the_focus_and_gives_it_back() {
    let is_open = RwSignal::new(false);
    let stage = stage(move || {
        view! {
            <Button label="Open" on_press=move |()| is_open.set(true)/>
            <Show when=move || is_open.get()>
                <Dialog title="Reasons" close_label="Close" on_close=move |()| is_open.set(false)>
                    <input type="search" aria-label="Find" autofocus/>
                </Dialog>
            </Show>
        }
    })
    .await;
    let opener = stage.one("button", "Open");
    opener.focus().unwrap();
    opener.click();
    settled().await;
    assert!(stage.has("dialog", "Reasons"));
    assert_eq!(
        focused().get_attribute("aria-label").as_deref(),
        Some("Find")
    );
    stage.one("button", "Close").click();
    settled().await;
    assert!(!stage.has("dialog", "Reasons"));
    assert_eq!(focused().text_content().as_deref(), Some("Open"));
}

#[wasm_bindgen_test]
async fn escape_asks_to_close_and_takes_nothing_away_itself() {
    let closed = Heard::new();
    let stage = stage(move || view! { <Dialog title="A" close_label="Close" on_close=closed.callback()>"b"</Dialog> }).await;
    let dialog = stage.one("dialog", "A");
    let init = web_sys::EventInit::new();
    init.set_cancelable(true);
    let cancel = web_sys::Event::new_with_event_init_dict("cancel", &init).unwrap();
    assert!(!dialog.dispatch_event(&cancel).unwrap());
    assert_eq!(closed.all().len(), 1);
    assert!(dialog.has_attribute("open"));
}

/// Proves G6: a menu by keys alone.
#[wasm_bindgen_test]
async fn arrows_and_letters_walk_through_a_menu() {
    let picked = Heard::<&'static str>::new();
    let stage = stage(move || {
        let item = |word: &'static str| MenuItem::new(word, move || picked.callback().run(word));
        let groups = vec![
            MenuGroup {
                label: "One".into(),
                items: vec![item("Alpha"), item("Beta")],
            },
            MenuGroup {
                label: "Two".into(),
                items: vec![item("Brisa")],
            },
        ];
        view! { <Menu label="Things" shape=Shape::Dots groups/> }
    })
    .await;
    let button = stage.one("button", "Things");
    assert_eq!(
        button.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    button.click();
    settled().await;
    assert_eq!(
        button.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    stage.one("menuitem", "Alpha").focus().unwrap();
    for (key, item) in [
        ("ArrowUp", "Brisa"),
        ("ArrowDown", "Alpha"),
        ("b", "Beta"),
        ("b", "Brisa"),
        ("Home", "Alpha"),
        ("End", "Brisa"),
    ] {
        press(&focused(), key);
        assert_eq!(focused().text_content().unwrap_or_default(), item, "{key}");
    }
    focused().click();
    settled().await;
    assert_eq!(picked.all(), ["Brisa"]);
    assert!(!stage.has("menuitem", "Alpha"));
}

#[wasm_bindgen_test]
async fn a_toast_can_be_undone_once() {
    let toasts = Toasts::new();
    let undone = Heard::new();
    let stage =
        stage(move || view! { <ToastStack toasts label="Notices" close_label="Dismiss"/> }).await;
    toasts.say("Discarded", Some(Way::new("Undo", undone.callback())));
    toasts.say("Other", None);
    settled().await;
    assert!(
        stage
            .one("status", "Notices")
            .text_content()
            .unwrap()
            .contains("Discarded")
    );
    stage.one("button", "Undo").click();
    settled().await;
    assert_eq!(undone.all().len(), 1);
    assert!(!stage.text().contains("Discarded") && stage.text().contains("Other"));
    stage.one("button", "Dismiss").click();
    settled().await;
    assert!(!stage.text().contains("Other"));
}

/// Proves G6: many changes are one sentence, the latest.
#[wasm_bindgen_test]
async fn what_comes_together_is_said_together() {
    let announcements = Announcements::new();
    let stage = stage(move || view! { <Announcer announcements/> }).await;
    for n in 1..=5 {
        announcements.say(format!("Message {n}."));
    }
    let said = || stage.one("status", "").text_content().unwrap();
    assert_eq!(said(), "");
    bandeja_browser::timer::sleep(800).await;
    settled().await;
    assert_eq!(said(), "Message 3. Message 4. Message 5.");
}

#[wasm_bindgen_test]
async fn what_cannot_be_pressed_keeps_its_focus_and_does_nothing() {
    let pressed = Heard::new();
    let stage = stage(move || view! { <IconButton label="Send" shape=Shape::Send disabled=true on_press=pressed.callback()/> }).await;
    let button = stage.one("button", "Send");
    button.focus().unwrap();
    button.click();
    assert_eq!(
        focused().get_attribute("aria-label").as_deref(),
        Some("Send")
    );
    assert_eq!(pressed.all().len(), 0);
}

/// Proves G6: the list's width, by keys too, within its bounds, remembered.
#[wasm_bindgen_test]
async fn the_width_of_the_list_goes_by_keys_and_is_remembered() {
    let storage = window().local_storage().unwrap().unwrap();
    storage.remove_item("bandeja.list-width").unwrap();
    let shown = || {
        stage(|| {
            let panes = Panes {
                page: ().into_any(),
                rail: ().into_any(),
                list: "list".into_any(),
                thread: "thread".into_any(),
                details: "details".into_any(),
            };
            let labels = PaneLabels {
                list: "List".into(),
                thread: "Thread".into(),
                details: "Details".into(),
                splitter: "Width".into(),
            };
            view! { <Frame panes labels shown=Signal::stored(Pane::List) has_details=false on_leave_details=|()| {}/> }
        })
    };
    let first = shown().await;
    let line = first.one("separator", "Width");
    assert_eq!(line.get_attribute("aria-valuenow").as_deref(), Some("340"));
    press(&line, "ArrowRight");
    press(&line, "ArrowRight");
    settled().await;
    assert_eq!(line.get_attribute("aria-valuenow").as_deref(), Some("372"));
    drop(first);
    let second = shown().await;
    let line = second.one("separator", "Width");
    assert_eq!(line.get_attribute("aria-valuenow").as_deref(), Some("372"));
    press(&line, "End");
    press(&line, "ArrowRight");
    settled().await;
    assert_eq!(line.get_attribute("aria-valuenow").as_deref(), Some("480"));
    storage.remove_item("bandeja.list-width").unwrap();
}
