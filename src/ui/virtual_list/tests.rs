//! The list in a real browser.

use super::*;
use crate::testing::{Heard, Stage, focused, press, settled, stage};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const HEIGHT: f64 = 72.0;

/// Rows that are numbers, in an order that a test changes.
#[derive(Clone, Copy)]
struct Order {
    rows: RwSignal<Vec<u32>>,
    windows: Heard<Range<usize>>,
    stirs: Heard<Stir>,
}

impl Order {
    fn new(rows: impl IntoIterator<Item = u32>) -> Self {
        Self {
            rows: RwSignal::new(rows.into_iter().collect()),
            windows: Heard::new(),
            stirs: Heard::new(),
        }
    }

    async fn shown(self) -> Stage {
        let rows = self.rows;
        stage(move || {
            let source = Rows {
                count: Signal::derive(move || rows.with(Vec::len)),
                key_at: Arc::new(move |at| rows.with(|rows| rows.get(at).copied().unwrap_or(u32::MAX))),
                height: HEIGHT,
            };
            let row = Arc::new(|slot: Slot<u32>| {
                let tabindex = move || if slot.is_stop.get() { "0" } else { "-1" };
                view! {
                    <a href="#row" data-row-target="" tabindex=tabindex>{move || format!("row {}", slot.key.get())}</a>
                }
                .into_any()
            });
            view! {
                <VirtualList
                    label="Rows"
                    rows=source
                    row=row
                    on_window=self.windows.callback()
                    on_stir=self.stirs.callback()
                />
            }
        })
        .await
    }

    async fn change(self, change: impl FnOnce(&mut Vec<u32>)) {
        self.rows.update(change);
        settled().await;
    }
}

fn view(stage: &Stage) -> HtmlElement {
    stage.select(".virtual-list").remove(0)
}

async fn scroll(stage: &Stage, top: i32) {
    view(stage).set_scroll_top(top);
    settled().await;
}

/// How far a row is below the upper edge of the list.
fn y(stage: &Stage, row: u32) -> f64 {
    let top = view(stage).get_bounding_client_rect().top();
    // The row's own box: where its words stand in it is the font's affair.
    stage
        .one("link", &format!("row {row}"))
        .closest("[role=listitem]")
        .unwrap()
        .unwrap()
        .get_bounding_client_rect()
        .top()
        - top
}

/// Proves L10: a list of any length is a handful of elements.
#[wasm_bindgen_test]
async fn a_hundred_thousand_rows_are_a_handful_of_elements() {
    let order = Order::new(0..100_000);
    let stage = order.shown().await;
    assert!(stage.nodes() < 120, "{}", stage.nodes());
    scroll(&stage, 3_600_000).await;
    assert_eq!(y(&stage, 50_000), 0.0);
    scroll(&stage, 7_200_000).await;
    assert_eq!(y(&stage, 99_999), 720.0 - HEIGHT);
    assert!(stage.nodes() < 120, "{}", stage.nodes());
    let last = stage
        .one("link", "row 99999")
        .closest("[role=listitem]")
        .unwrap()
        .unwrap();
    assert_eq!(
        last.get_attribute("aria-posinset").as_deref(),
        Some("100000")
    );
    assert_eq!(
        last.get_attribute("aria-setsize").as_deref(),
        Some("100000")
    );
    assert!(
        order
            .windows
            .all()
            .iter()
            .any(|window| window.contains(&99_999))
    );
}

/// Proves L10: beyond what an element can be high, both ends are still there.
#[wasm_bindgen_test]
async fn a_million_rows_can_be_scrolled_to_their_end() {
    let stage = Order::new(0..1_000_000).shown().await;
    let last = view(&stage).scroll_height() - 720;
    scroll(&stage, last).await;
    assert!((y(&stage, 999_999) - (720.0 - HEIGHT)).abs() <= 1.0);
    scroll(&stage, 0).await;
    assert_eq!(y(&stage, 0), 0.0);
}

/// Proves L11.
#[wasm_bindgen_test]
async fn keys_walk_through_the_rows() {
    let stage = Order::new(0..100_000).shown().await;
    assert_eq!(
        stage.select("[data-row-target][tabindex='0']").len(),
        1,
        "one stop of the Tab key"
    );
    stage.one("link", "row 0").focus().unwrap();
    for (key, row) in [
        ("ArrowDown", "row 1"),
        ("ArrowDown", "row 2"),
        ("ArrowUp", "row 1"),
        ("PageDown", "row 11"),
        ("End", "row 99999"),
        ("ArrowDown", "row 99999"),
        ("PageUp", "row 99989"),
        ("Home", "row 0"),
        ("ArrowUp", "row 0"),
    ] {
        assert!(!press(&focused(), key), "{key} is ours");
        settled().await;
        assert_eq!(focused().text_content().unwrap_or_default(), row, "{key}");
    }
    assert!(press(&focused(), "Enter"), "Enter is the row's own");
}

/// Proves L8: the place does not jump.
#[wasm_bindgen_test]
async fn rows_that_come_above_move_nothing_that_is_seen() {
    let order = Order::new(100..1100);
    let stage = order.shown().await;
    scroll(&stage, 7200).await;
    let before = y(&stage, 205);
    order
        .change(|rows| rows.splice(0..0, 0..7).for_each(drop))
        .await;
    assert!((y(&stage, 205) - before).abs() <= 1.0);
    order.change(|rows| rows.drain(0..20).for_each(drop)).await;
    assert!((y(&stage, 205) - before).abs() <= 1.0);
}

/// Proves L8: rows changed in a frame in which a scroll waits for its turn.
#[wasm_bindgen_test]
async fn a_scroll_between_change_and_layout_keeps_the_place() {
    let order = Order::new(100..1100);
    let stage = order.shown().await;
    scroll(&stage, 7200).await;
    let before = y(&stage, 205);
    let rows = order.rows;
    request_animation_frame(move || rows.update(|rows| rows.splice(0..0, 0..7).for_each(drop)));
    let event = web_sys::Event::new("scroll").unwrap();
    view(&stage).dispatch_event(&event).unwrap();
    settled().await;
    settled().await;
    assert!((y(&stage, 205) - before).abs() <= 1.0);
}

/// Proves L8: at the top, what is new is seen.
#[wasm_bindgen_test]
async fn at_the_top_new_rows_are_seen() {
    let order = Order::new(100..1100);
    let stage = order.shown().await;
    order.change(|rows| rows.insert(0, 7)).await;
    assert_eq!((y(&stage, 7), y(&stage, 100)), (0.0, HEIGHT));
}

/// Proves L8, L11: the focus belongs to a row, not to a place.
#[wasm_bindgen_test]
async fn the_focus_stays_on_its_row_whatever_comes_above() {
    let order = Order::new(100..1100);
    let stage = order.shown().await;
    stage.one("link", "row 103").focus().unwrap();
    let before = y(&stage, 103);
    order
        .change(|rows| rows.splice(0..0, 0..5).for_each(drop))
        .await;
    assert_eq!(focused().text_content().unwrap_or_default(), "row 103");
    assert!(
        (y(&stage, 103) - before).abs() <= 1.0,
        "and it keeps its place"
    );
    scroll(&stage, 20_000).await;
    assert_eq!(
        focused().text_content().unwrap_or_default(),
        "row 103",
        "scrolled out of view"
    );
    press(&focused(), "ArrowDown");
    settled().await;
    assert_eq!(focused().text_content().unwrap_or_default(), "row 104");
    assert!((0.0..720.0).contains(&y(&stage, 104)));
}

/// Proves L8: a click is for the row that was there when the finger went down.
#[wasm_bindgen_test]
async fn a_click_right_after_the_rows_moved_is_dropped() {
    let order = Order::new(100..1100);
    let stage = order.shown().await;
    let clicks = Heard::<String>::new();
    let heard = clicks.callback();
    let listener = wasm_bindgen::closure::Closure::<dyn FnMut(web_sys::MouseEvent)>::new(
        move |event: web_sys::MouseEvent| {
            event.prevent_default();
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            heard.run(
                target
                    .and_then(|target| target.text_content())
                    .unwrap_or_default(),
            );
        },
    );
    window()
        .add_event_listener_with_callback("click", listener.as_ref().unchecked_ref())
        .unwrap();
    let click = |row: u32| {
        let init = web_sys::MouseEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_detail(1);
        let event = web_sys::MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
        stage
            .one("link", &format!("row {row}"))
            .dispatch_event(&event)
            .unwrap();
    };
    click(101);
    order.rows.update(|rows| rows.insert(0, 7));
    // Only as long as the next frame takes, not the 300 ms.
    settled().await;
    click(100);
    bandeja_browser::timer::sleep(320).await;
    click(102);
    window()
        .remove_event_listener_with_callback("click", listener.as_ref().unchecked_ref())
        .unwrap();
    assert_eq!(clicks.all(), ["row 101", "row 102"]);
}

#[wasm_bindgen_test]
async fn whoever_holds_the_rows_hears_where_the_person_is() {
    let order = Order::new(0..100);
    let stage = order.shown().await;
    let row = stage.one("link", "row 3");
    row.focus().unwrap();
    row.blur().unwrap();
    assert_eq!(order.stirs.all(), [Stir::Stirred, Stir::Left]);
}

#[wasm_bindgen_test]
async fn a_list_may_become_empty_and_fill_again() {
    let order = Order::new(0..100);
    let stage = order.shown().await;
    stage.one("link", "row 3").focus().unwrap();
    order.change(Vec::clear).await;
    assert!(!stage.has("link", "row"));
    order.change(|rows| rows.extend(5..8)).await;
    assert_eq!(stage.all("link", "row").len(), 3);
}

/// A frame, a size or a lost focus may come when the list has gone.
#[wasm_bindgen_test]
async fn a_list_that_is_taken_away_in_the_middle_breaks_nothing() {
    let order = Order::new(0..1000);
    let stage = order.shown().await;
    stage.one("link", "row 3").focus().unwrap();
    view(&stage).set_scroll_top(3000);
    press(&focused(), "ArrowDown");
    order.rows.update(|rows| rows.insert(0, 7));
    drop(stage);
    settled().await;
    assert_eq!(Order::new(0..3).shown().await.all("link", "row").len(), 3);
}
