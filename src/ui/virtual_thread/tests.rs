//! The thread in a real browser.

mod still;

use super::*;
use crate::testing::{Heard, Stage, settled, stage};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// Items that are numbers; their heights differ and can be changed.
#[derive(Clone, Copy)]
struct Story {
    items: RwSignal<Arc<Vec<u32>>>,
    taller: RwSignal<Vec<u32>>,
    place: Place<u32>,
    near: Heard<()>,
}

impl Story {
    fn new(items: impl IntoIterator<Item = u32>) -> Self {
        Self {
            items: RwSignal::new(Arc::new(items.into_iter().collect())),
            taller: RwSignal::new(Vec::new()),
            place: Place::new(),
            near: Heard::new(),
        }
    }

    async fn shown(self) -> Stage {
        let taller = self.taller;
        stage(move || {
            let item = Arc::new(move |key: u32| {
                let height = move || {
                    let more = if taller.with(|taller| taller.contains(&key)) { 133.0 } else { 0.0 };
                    format!("{}px", 40.0 + f64::from(key % 7) * 21.3 + more)
                };
                view! { <article style:height=height>{format!("item {key}.")}</article> }.into_any()
            });
            view! {
                <VirtualThread label="Story" items=self.items item place=self.place on_near_start=self.near.callback()>
                    <p>"foot"</p>
                </VirtualThread>
            }
        })
        .await
    }

    async fn change(self, change: impl FnOnce(&mut Vec<u32>)) {
        let mut items = self.items.get_untracked().to_vec();
        change(&mut items);
        self.items.set(Arc::new(items));
        settled().await;
    }
}

fn view(stage: &Stage) -> HtmlElement {
    stage.one("log", "Story")
}

async fn scroll(stage: &Stage, top: i32) {
    view(stage).set_scroll_top(top);
    settled().await;
}

fn y(stage: &Stage, item: u32) -> f64 {
    let top = view(stage).get_bounding_client_rect().top();
    stage
        .one("article", &format!("item {item}."))
        .get_bounding_client_rect()
        .top()
        - top
}

fn is_at_end(stage: &Stage) -> bool {
    let view = view(stage);
    (view.scroll_height() - view.client_height() - view.scroll_top()).abs() <= 1
}

/// Proves T4: five thousand messages are at most sixty elements.
#[wasm_bindgen_test]
async fn a_long_thread_opens_at_its_end_in_few_elements() {
    let story = Story::new(0..5000);
    let stage = story.shown().await;
    assert!(is_at_end(&stage));
    assert!(stage.has("article", "item 4999."));
    assert!(story.place.is_at_end().get_untracked());
    for top in [0, 7_777, 250_000, 499_000] {
        scroll(&stage, top).await;
        let shown = stage.all("article", "item").len();
        assert!((5..=60).contains(&shown), "{shown}");
    }
}

/// Proves T5: older messages push nothing.
#[wasm_bindgen_test]
async fn what_comes_above_leaves_the_view_within_a_pixel() {
    let story = Story::new(1000..1200);
    let stage = story.shown().await;
    scroll(&stage, 900).await;
    let first = story.place.first().get_untracked().unwrap();
    let before = y(&stage, first);
    for (from, to) in [(950, 1000), (700, 950), (699, 700)] {
        story
            .change(|items| items.splice(0..0, from..to).for_each(drop))
            .await;
        let moved = y(&stage, first) - before;
        assert!(moved.abs() <= 1.0, "{from}..{to} moved it by {moved}");
    }
}

/// Proves T5: scrolling up through items that were never measured does not jump either.
#[wasm_bindgen_test]
async fn scrolling_through_unmeasured_items_moves_as_far_as_the_hand() {
    let stage = Story::new(0..5000).shown().await;
    scroll(&stage, 200_000).await;
    for _ in 0..40 {
        let item = {
            let edge = view(&stage).get_bounding_client_rect().top();
            let in_view = |one: &HtmlElement| one.get_bounding_client_rect().top() - edge > 200.0;
            let first = stage
                .all("article", "item")
                .into_iter()
                .find(in_view)
                .unwrap();
            let text = first.text_content().unwrap();
            text.trim_end_matches('.')
                .rsplit(' ')
                .next()
                .unwrap()
                .parse::<u32>()
                .unwrap()
        };
        let before = y(&stage, item);
        let top = view(&stage).scroll_top();
        scroll(&stage, top - 120).await;
        let moved = y(&stage, item) - before;
        assert!((moved - 120.0).abs() <= 1.5, "{item} moved by {moved}");
    }
}

/// Proves T4: what is new is seen at the end, and only there.
#[wasm_bindgen_test]
async fn new_messages_are_seen_at_the_end_and_pull_nobody_down() {
    let story = Story::new(0..300);
    let stage = story.shown().await;
    story.change(|items| items.push(300)).await;
    assert!(is_at_end(&stage) && stage.has("article", "item 300."));
    scroll(&stage, 4_000).await;
    assert!(!story.place.is_at_end().get_untracked());
    let first = story.place.first().get_untracked().unwrap();
    let before = y(&stage, first);
    story.change(|items| items.extend(301..320)).await;
    assert!((y(&stage, first) - before).abs() <= 1.0);
    story.place.to_end();
    settled().await;
    assert!(is_at_end(&stage) && stage.has("article", "item 319."));
    assert!(story.place.is_at_end().get_untracked());
}

#[wasm_bindgen_test]
async fn an_item_that_grows_above_the_view_pushes_nothing() {
    let story = Story::new(0..300);
    let stage = story.shown().await;
    scroll(&stage, 6_000).await;
    let first = story.place.first().get_untracked().unwrap();
    let before = y(&stage, first);
    story.taller.set(vec![first - 1, first - 3]);
    settled().await;
    assert!((y(&stage, first) - before).abs() <= 1.0);
    scroll(&stage, i32::MAX).await;
    story.taller.update(|taller| taller.push(299));
    settled().await;
    assert!(is_at_end(&stage), "at the end it stays at the end");
}

#[wasm_bindgen_test]
async fn it_goes_to_an_item_and_waits_for_one_that_is_not_there_yet() {
    let story = Story::new(1000..3000);
    let stage = story.shown().await;
    story.place.to(1500);
    settled().await;
    assert!(
        (y(&stage, 1500) - 240.0).abs() <= 1.0,
        "{}",
        y(&stage, 1500)
    );
    story.place.to(500);
    settled().await;
    assert!(
        (y(&stage, 1500) - 240.0).abs() <= 1.0,
        "it stays until then"
    );
    story
        .change(|items| items.splice(0..0, 400..1000).for_each(drop))
        .await;
    assert!((y(&stage, 500) - 240.0).abs() <= 1.0);
}

/// Proves T5.
#[wasm_bindgen_test]
async fn older_ones_are_asked_for_once_until_the_items_change() {
    let story = Story::new(100..400);
    let stage = story.shown().await;
    assert_eq!(story.near.all().len(), 0);
    scroll(&stage, 0).await;
    scroll(&stage, 30).await;
    assert_eq!(story.near.all().len(), 1);
    story
        .change(|items| items.splice(0..0, 50..100).for_each(drop))
        .await;
    assert_eq!(story.near.all().len(), 1, "the view stayed in the middle");
    scroll(&stage, 0).await;
    assert_eq!(story.near.all().len(), 2);
    // The first one may be a line that stays the first.
    story
        .change(|items| items.splice(1..1, 20..50).for_each(drop))
        .await;
    scroll(&stage, 0).await;
    assert_eq!(story.near.all().len(), 3);
}

#[wasm_bindgen_test]
async fn an_empty_thread_fills_from_below() {
    let story = Story::new([]);
    let stage = story.shown().await;
    story.change(|items| items.push(1)).await;
    let item = stage.one("article", "item 1.").get_bounding_client_rect();
    let foot = stage.select("p").remove(0).get_bounding_client_rect();
    assert!(
        item.bottom() <= foot.top() && (foot.bottom() - 720.0).abs() < 40.0,
        "{}",
        foot.bottom()
    );
    story.change(Vec::clear).await;
    assert!(!stage.has("article", "item"));
}

/// A size, a scroll or a measurement may come when the thread has gone.
#[wasm_bindgen_test]
async fn a_thread_that_is_taken_away_in_the_middle_breaks_nothing() {
    let story = Story::new(0..1000);
    let stage = story.shown().await;
    view(&stage).set_scroll_top(3000);
    story.items.set(Arc::new((0..1001).collect()));
    drop(stage);
    settled().await;
    assert!(Story::new(0..3).shown().await.has("article", "item 2."));
}
