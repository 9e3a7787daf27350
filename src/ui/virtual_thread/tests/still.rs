//! What is read stands still: items whose heads, heights and lines change with their neighbours,
//! their time and the width of the view.

use super::*;
use std::collections::HashMap;

/// A row of a thread of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Row {
    Older,
    Day,
    Message(u32),
}
use Row::{Day, Message, Older};

/// Messages in runs of five: the first of a run, and the first below a mark, bears a head.
#[derive(Clone, Copy)]
struct Chat {
    rows: RwSignal<Arc<Vec<Row>>>,
    more: RwSignal<HashMap<u32, i32>>,
    place: Place<Row>,
}

impl Chat {
    fn new(rows: impl IntoIterator<Item = Row>) -> Self {
        Self {
            rows: RwSignal::new(Arc::new(rows.into_iter().collect())),
            more: RwSignal::new(HashMap::new()),
            place: Place::held_by(|row| matches!(row, Message(_)), ".bubble"),
        }
    }

    async fn shown(self) -> Stage {
        stage(move || {
            let heads = Memo::new(move |_| {
                let mut heads = HashMap::new();
                let mut before = None;
                for row in self.rows.get().iter() {
                    if let Message(key) = row {
                        heads.insert(*key, before != Some(key / 5));
                        before = Some(key / 5);
                    } else {
                        before = None;
                    }
                }
                heads
            });
            let message = move |key: u32| {
                let words = "palabra ".repeat((key as usize * 7919) % 60);
                let is_head = move || heads.with(|heads| heads.get(&key) == Some(&true));
                let more = move || {
                    let more = self.more.with(|more| more.get(&key).copied());
                    format!("{}px", more.unwrap_or_default())
                };
                view! {
                    <article>
                        <header style:height=move || if is_head() { "31.7px" } else { "0px" }></header>
                        <div class="bubble">
                            <p>{format!("message {key}. {words}")}</p>
                            <div style:height=more></div>
                        </div>
                    </article>
                }
            };
            let item = Arc::new(move |row: Row| match row {
                Older => view! { <p style:height="43px">"older"</p> }.into_any(),
                Day => view! { <p style:height="61.4px">"day"</p> }.into_any(),
                Message(key) => message(key).into_any(),
            });
            view! {
                <VirtualThread label="Story" items=self.rows item place=self.place on_near_start=|()| ()>
                    <p>"foot"</p>
                </VirtualThread>
            }
        })
        .await
    }

    /// Gives a message so many pixels more than its words need.
    fn grow(self, key: u32, by: i32) {
        self.more.update(|more| {
            more.insert(key, by);
        });
    }

    fn set(self, rows: impl IntoIterator<Item = Row>) {
        self.rows.set(Arc::new(rows.into_iter().collect()));
    }
}

fn messages(from: u32, to: u32) -> impl Iterator<Item = Row> {
    (from..to).map(Message)
}

/// A thread of one day, of which there is more before.
fn day_of(from: u32, to: u32) -> impl Iterator<Item = Row> {
    [Older, Day].into_iter().chain(messages(from, to))
}

/// Where the words of a message begin, below the upper edge of the view.
fn words(stage: &Stage, key: u32) -> f64 {
    let edge = view(stage).get_bounding_client_rect().top();
    let bubble = bubbles(stage)
        .into_iter()
        .find(|(number, _)| *number == key);
    let (_, bubble) = bubble.unwrap_or_else(|| panic!("no message {key}"));
    bubble.get_bounding_client_rect().top() - edge
}

fn bubbles(stage: &Stage) -> Vec<(u32, HtmlElement)> {
    let number = |bubble: &HtmlElement| {
        let text = bubble.text_content()?;
        text.split_once('.')?.0.split_once(' ')?.1.parse().ok()
    };
    stage
        .select(".bubble")
        .into_iter()
        .filter_map(|bubble| Some((number(&bubble)?, bubble)))
        .collect()
}

/// The first message in view from its first word on.
fn first_whole(stage: &Stage) -> u32 {
    let edge = view(stage).get_bounding_client_rect().top();
    let whole = bubbles(stage)
        .into_iter()
        .find(|(_, bubble)| bubble.get_bounding_client_rect().top() >= edge);
    whole.unwrap().0
}

#[track_caller]
fn still(before: f64, after: f64, what: &str) {
    let moved = after - before;
    assert!(moved.abs() < 0.5, "{what} moved by {moved}");
}

/// Proves T5: the message at the top loses its head, and the day above it goes elsewhere.
#[wasm_bindgen_test]
async fn at_the_very_top_older_messages_take_the_head_and_leave_the_words() {
    let chat = Chat::new(day_of(4003, 5000));
    let stage = chat.shown().await;
    let mut first = 4003;
    for (round, page) in [1_u32, 2, 50, 3, 500, 47].into_iter().enumerate() {
        scroll(&stage, 0).await;
        scroll(&stage, 0).await;
        assert_eq!(first_whole(&stage), first, "round {round}");
        let before = words(&stage, first);
        chat.set(day_of(first - page, 5000));
        settled().await;
        still(
            before,
            words(&stage, first),
            &format!("round {round}: message {first}"),
        );
        first -= page;
    }
}

/// Proves T5: in every place of a thread, whatever the view begins with.
#[wasm_bindgen_test]
async fn wherever_it_stands_nothing_that_comes_above_moves_the_words() {
    let chat = Chat::new(day_of(4003, 5000));
    let stage = chat.shown().await;
    let mut from = 4003;
    for top in [31, 44, 80, 119, 137, 333, 1111] {
        scroll(&stage, top).await;
        let first = first_whole(&stage);
        let before = words(&stage, first);
        from -= 7;
        chat.set(day_of(from, 5000));
        settled().await;
        still(
            before,
            words(&stage, first),
            &format!("from {top}: message {first}"),
        );
        scroll(&stage, 0).await;
    }
}

/// Proves T5: the last line above the oldest message goes, and the browser cannot scroll higher.
#[wasm_bindgen_test]
async fn what_goes_above_the_first_message_leaves_room_until_it_is_out_of_sight() {
    let chat = Chat::new(day_of(0, 400));
    let stage = chat.shown().await;
    scroll(&stage, 0).await;
    let before = words(&stage, 0);
    chat.set([Day].into_iter().chain(messages(0, 400)));
    settled().await;
    still(before, words(&stage, 0), "without the line: message 0");
    chat.set(messages(0, 400));
    settled().await;
    still(before, words(&stage, 0), "without the day: message 0");

    // On the way down and up again the room is gone.
    scroll(&stage, 20).await;
    still(before - 20.0, words(&stage, 0), "by the hand: message 0");
    scroll(&stage, 500).await;
    scroll(&stage, 0).await;
    let begin = words(&stage, 0);
    assert!((0.0..40.0).contains(&begin), "the first message at {begin}");
}

/// Proves T5: pictures and mails say late how high they are.
#[wasm_bindgen_test]
async fn late_heights_move_nothing_that_is_read() {
    let chat = Chat::new(day_of(0, 400));
    let stage = chat.shown().await;
    scroll(&stage, 9_000).await;
    let first = first_whole(&stage);
    let before = words(&stage, first);
    chat.more
        .set((first - 9..first - 1).map(|key| (key, 777)).collect());
    settled().await;
    still(
        before,
        words(&stage, first),
        "what is above grew: the first",
    );

    // One that the upper edge cuts: its visible part stays, and pushes what is below.
    let next = first + 1;
    let top = view(&stage).scroll_top();
    chat.grow(first, 300);
    settled().await;
    let edge = words(&stage, first).round() as i32;
    scroll(&stage, top + edge + 50).await;
    let (cut, below) = (words(&stage, first), words(&stage, next));
    assert!(cut < 0.0 && below > 200.0);
    chat.grow(first, 1000);
    settled().await;
    still(cut, words(&stage, first), "it grew: the visible part");
    still(below + 700.0, words(&stage, next), "it grew: the next one");

    // When nothing is left of it in view, the next one stays.
    chat.grow(first, 300);
    settled().await;
    let (top, below) = (view(&stage).scroll_top(), words(&stage, next));
    scroll(&stage, top + (below - 100.0).round() as i32).await;
    let below = words(&stage, next);
    chat.grow(first, 0);
    settled().await;
    still(below, words(&stage, next), "it shrank: the next one");
}

/// Proves T5: frames of mails below that wake are low for a moment, and the browser takes a view along
/// with the end that comes nearer.
#[wasm_bindgen_test]
async fn what_shrinks_below_for_a_moment_leaves_the_words_where_they_were() {
    let chat = Chat::new(day_of(0, 400));
    chat.more.set((390..400).map(|key| (key, 150)).collect());
    let stage = chat.shown().await;
    scroll(&stage, i32::MAX).await;
    let end = view(&stage).scroll_top();
    scroll(&stage, end - 300).await;
    let first = first_whole(&stage);
    let before = words(&stage, first);
    chat.more.set(HashMap::new());
    settled().await;
    assert!(words(&stage, first) - before > 100.0, "it was pushed");
    chat.more.set((395..400).map(|key| (key, 90)).collect());
    settled().await;
    chat.more.set((390..400).map(|key| (key, 150)).collect());
    settled().await;
    still(before, words(&stage, first), "when it is back: the first");

    // What a hand moved meanwhile stays where the hand left it.
    chat.more.set(HashMap::new());
    settled().await;
    let top = view(&stage).scroll_top();
    scroll(&stage, top - 40).await;
    let (first, place) = (first_whole(&stage), words(&stage, first_whole(&stage)));
    chat.more.set((395..400).map(|key| (key, 150)).collect());
    settled().await;
    still(place, words(&stage, first), "after a hand: the first");
}

/// Proves T5: the width wraps every line anew.
#[wasm_bindgen_test]
async fn another_width_leaves_the_first_whole_message_where_it_is() {
    let chat = Chat::new(day_of(0, 400));
    let stage = chat.shown().await;
    scroll(&stage, 9_000).await;
    let frame: HtmlElement = view(&stage).parent_element().unwrap().unchecked_into();
    for width in ["250px", "500px", "271px", "340px"] {
        let first = first_whole(&stage);
        let before = words(&stage, first);
        frame.style().set_property("width", width).unwrap();
        settled().await;
        still(
            before,
            words(&stage, first),
            &format!("{width}: message {first}"),
        );
    }
    scroll(&stage, i32::MAX).await;
    frame.style().set_property("width", "280px").unwrap();
    settled().await;
    assert!(is_at_end(&stage), "at the end it stays at the end");
}

/// Proves T5, G8: a notice above the thread goes, and messages that were missed come below.
#[wasm_bindgen_test]
async fn at_the_end_a_taller_view_and_what_comes_below_stay_at_the_end() {
    let chat = Chat::new(day_of(0, 400));
    let stage = chat.shown().await;
    let frame: HtmlElement = view(&stage).parent_element().unwrap().unchecked_into();
    scroll(&stage, i32::MAX).await;
    let mut last = 400;
    for height in ["420px", "470px", "300px", "640px"] {
        frame.style().set_property("height", height).unwrap();
        // Now the browser has taken the view along with its end.
        view(&stage).scroll_top();
        last += 7;
        chat.set(day_of(0, last));
        settled().await;
        assert!(is_at_end(&stage), "{height}");
        assert!(
            bubbles(&stage).iter().any(|(key, _)| *key == last - 1),
            "{height}"
        );
    }
}

/// Proves T5: a scroll under way goes as far as it would have gone.
#[wasm_bindgen_test]
async fn a_smooth_scroll_is_not_broken_off_by_what_comes_above() {
    let chat = Chat::new(day_of(400, 1000));
    let stage = chat.shown().await;
    scroll(&stage, 2_000).await;
    let first = first_whole(&stage);
    let before = words(&stage, first);
    let options = web_sys::ScrollToOptions::new();
    options.set_top(-400.0);
    options.set_behavior(web_sys::ScrollBehavior::Smooth);
    view(&stage).scroll_by_with_scroll_to_options(&options);
    // Pages come in while it moves.
    for from in [390, 300, 299] {
        let step = words(&stage, first);
        until(|| words(&stage, first) - step > 15.0).await;
        chat.set(day_of(from, 1000));
    }
    until(|| (words(&stage, first) - before - 400.0).abs() < 1.0).await;
    // Once it rests, the place is put right and all that came can be scrolled to.
    until(|| view(&stage).scroll_top() > 12_000).await;
    still(
        before + 400.0,
        words(&stage, first),
        "by the whole way: the first",
    );
    scroll(&stage, 0).await;
    assert_eq!(first_whole(&stage), 299);
}

/// Waits, frame by frame, until something is so.
async fn until(is_so: impl Fn() -> bool) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        settled().await;
    }
    panic!("it never came to be so");
}
