//! The laws of the list window.

use super::*;
use bandeja_contract::Timestamp;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn place(at: i64, id: u128) -> Place {
    Place {
        at: Timestamp(at),
        id: ConversationId(Uuid::from_u128(id)),
    }
}

fn places(ats: &[i64]) -> Vec<Place> {
    ats.iter()
        .map(|at| place(*at, at.unsigned_abs().into()))
        .collect()
}

/// `10 20 . . 50`: the rows of the window, a dot where nothing was fetched.
fn show(window: &ListWindow) -> String {
    let rows: Vec<String> = (0..window.total())
        .map(|row| {
            window
                .row(row)
                .map_or(".".to_owned(), |id| id.0.as_u128().to_string())
        })
        .collect();
    rows.join(" ")
}

fn missing(window: &ListWindow, rows: Range<u32>) -> String {
    let ranges: Vec<_> = window
        .missing(rows)
        .iter()
        .map(|range| format!("{range:?}"))
        .collect();
    ranges.join(" ")
}

fn two_pages() -> ListWindow {
    let mut window = ListWindow::new(Sort::Oldest);
    window.page(0, 6, places(&[10, 20]), true);
    window.page(4, 6, places(&[50, 60]), true);
    window
}

#[test]
fn rows_that_were_not_fetched_are_missing() {
    let window = two_pages();
    assert_eq!(show(&window), "10 20 . . 50 60");
    assert_eq!(missing(&window, 0..100), "2..4");
    assert_eq!(missing(&window, 3..5), "3..4");
    assert_eq!(missing(&window, 4..6), "");
}

#[test]
fn a_row_that_moves_out_of_a_gap_shifts_what_comes_behind() {
    let mut window = two_pages();
    assert!(window.change(Was::At(place(30, 30)), Some(place(55, 30))));
    assert_eq!(show(&window), "10 20 . 50 30 60");
}

#[test]
fn a_row_that_moves_into_a_gap_makes_it_wider() {
    let mut window = two_pages();
    window.change(Was::At(place(10, 10)), Some(place(45, 10)));
    assert_eq!(show(&window), "20 . . . 50 60");
}

#[test]
fn a_new_row_at_the_end_is_appended() {
    let mut window = two_pages();
    window.change(Was::Absent, Some(place(70, 70)));
    assert_eq!(show(&window), "10 20 . . 50 60 70");
}

#[test]
fn the_first_row_of_an_empty_list_appears() {
    let mut window = ListWindow::new(Sort::Newest);
    window.change(Was::Unknown, Some(place(70, 70)));
    assert_eq!(show(&window), "70");
    window.change(Was::At(place(70, 70)), None);
    assert_eq!(show(&window), "");
}

#[test]
fn a_stranger_makes_what_is_behind_the_gap_doubtful_but_keeps_it_on_the_screen() {
    let mut window = two_pages();
    window.change(Was::Unknown, Some(place(5, 5)));
    assert_eq!(window.row(0), Some(place(5, 5).id));
    assert_eq!(missing(&window, 0..6), "3..6");
    window.page(4, 6, places(&[50, 60]), true);
    assert_eq!(show(&window), "5 10 20 . 50 60");
}

/// Proves L8.
#[test]
fn nothing_moves_while_the_list_is_held() {
    let mut list = StayPut::new(Sort::Newest);
    list.page(0, 3, places(&[30, 20, 10]), true);
    list.hold();
    list.change(
        place(10, 10).id,
        Was::At(place(10, 10)),
        Some(place(40, 10)),
    );
    list.change(place(50, 50).id, Was::Absent, Some(place(50, 50)));
    list.change(place(20, 20).id, Was::At(place(20, 20)), None);
    assert_eq!(show(list.shown()), "30 20 10");
    assert_eq!(list.waiting(), 3);
    assert!(list.release());
    assert_eq!(show(list.shown()), "50 10 30");
    assert_eq!(list.waiting(), 0);
}

/// Proves L8, L10.
#[test]
fn scrolling_a_held_list_fills_rows_that_were_never_shown() {
    let mut list = StayPut::new(Sort::Newest);
    list.page(0, 4, places(&[40, 30]), true);
    list.hold();
    list.change(place(50, 50).id, Was::Absent, Some(place(50, 50)));
    // The page is the server's of now: row 2 is what was row 1 when the list was held.
    list.page(2, 5, places(&[30, 20, 10]), true);
    assert_eq!(show(list.shown()), "40 30 . 20");
    assert_eq!(list.waiting(), 1);
    list.release();
    assert_eq!(show(list.shown()), "50 40 30 20 10");
}

/// Proves L8: a page that knows more than the events told so far.
#[test]
fn what_a_page_brings_to_a_held_list_waits_like_a_change() {
    let mut list = StayPut::new(Sort::Newest);
    list.page(0, 2, places(&[20, 10]), true);
    list.hold();
    list.page(0, 3, places(&[30, 20, 10]), false);
    assert_eq!(show(list.shown()), "20 10");
    assert_eq!(list.waiting(), 1);
    // What becomes of it is no second change.
    let newer = Some(place(40, 30));
    list.change(place(30, 30).id, Was::At(place(30, 30)), newer);
    assert_eq!(list.waiting(), 1);
    list.release();
    assert_eq!(show(list.shown()), "30 20 10");
}

/// Proves L8, L10: rows that were never shown come into a page from behind it, and are not new.
#[test]
fn a_page_of_a_held_list_counts_only_what_is_new_for_sure() {
    let held = |total, known: &[i64]| {
        let mut list = StayPut::new(Sort::Newest);
        list.page(0, total, places(known), true);
        list.hold();
        list
    };
    // Of four rows two were fetched. One went: the third stands in its place.
    let mut list = held(4, &[40, 30]);
    list.change(place(40, 40).id, Was::At(place(40, 40)), None);
    list.page(0, 3, places(&[30, 20]), true);
    assert_eq!(list.waiting(), 1);
    // Behind the last one known it may have stood before.
    list.page(0, 4, places(&[30, 25, 20]), true);
    assert_eq!(list.waiting(), 1);
    // Before the first one nothing was.
    list.page(0, 4, places(&[45, 30, 25]), true);
    assert_eq!(list.waiting(), 2);
    // Where all were shown, whoever was not is new, also at the end.
    let mut list = held(2, &[40, 30]);
    list.page(0, 3, places(&[40, 30, 20]), true);
    assert_eq!(list.waiting(), 1);
}

#[derive(Clone, Debug)]
enum Step {
    /// A conversation gets another place, comes, or goes.
    Change { id: u128, at: Option<i64> },
    /// Somebody looks at some rows.
    Fetch { offset: u32, limit: u32 },
    /// The server tells its counts.
    Counts,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_u128..30, prop::option::weighted(0.8, 0_i64..100))
            .prop_map(|(id, at)| Step::Change { id, at }),
        2 => (0_u32..30, 1_u32..8).prop_map(|(offset, limit)| Step::Fetch { offset, limit }),
        1 => Just(Step::Counts),
    ]
}

/// A server with its whole list, and a client that knows what it has fetched or heard of.
struct World {
    sort: Sort,
    server: Vec<Place>,
    heard: BTreeMap<ConversationId, Option<Place>>,
    window: ListWindow,
}

impl World {
    fn fetch(&mut self, offset: u32, limit: u32) {
        let rows: Vec<_> = self
            .server
            .iter()
            .skip(offset as usize)
            .take(limit as usize)
            .copied()
            .collect();
        self.heard
            .extend(rows.iter().map(|place| (place.id, Some(*place))));
        self.window
            .page(offset, number(self.server.len()), rows, true);
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Fetch { offset, limit } => self.fetch(offset, limit),
            Step::Counts => self.window.set_total(number(self.server.len())),
            Step::Change { id, at } => {
                let id = ConversationId(Uuid::from_u128(id));
                let now = at.map(|at| Place {
                    at: Timestamp(at),
                    id,
                });
                self.server.retain(|place| place.id != id);
                self.server.extend(now);
                let sort = self.sort;
                self.server.sort_by(|a, b| compare(sort, *a, *b));
                let was = match self.heard.insert(id, now) {
                    None => Was::Unknown,
                    Some(None) => Was::Absent,
                    Some(Some(place)) => Was::At(place),
                };
                self.window.change(was, now);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// However the list changes and whatever part of it was looked at: rows that the window does
    /// not doubt are the server's, and fetching what is missing gives the server's list.
    ///
    /// Proves L8, L10.
    #[test]
    fn the_window_ends_as_the_servers_list(
        newest in any::<bool>(),
        steps in prop::collection::vec(step(), 0..60),
    ) {
        let sort = if newest { Sort::Newest } else { Sort::Oldest };
        let mut world =
            World { sort, server: Vec::new(), heard: BTreeMap::new(), window: ListWindow::new(sort) };
        for step in steps {
            world.take(step);
            let mut seen = BTreeSet::new();
            for (row, id) in world.window.rows() {
                prop_assert!(seen.insert(id), "{id} twice");
                if world.window.missing(row..row + 1).is_empty() {
                    let server = world.server.get(row as usize).map(|place| place.id);
                    prop_assert_eq!(server, Some(id), "row {}", row);
                }
            }
        }
        world.window.set_total(number(world.server.len()));
        for _ in 0..100 {
            let Some(range) = world.window.missing(0..u32::MAX).into_iter().next() else { break };
            world.fetch(range.start, range.end - range.start);
        }
        let rows: Vec<_> = world.window.rows().map(|(_, id)| id).collect();
        let server: Vec<_> = world.server.iter().map(|place| place.id).collect();
        prop_assert_eq!(rows, server);
    }
}
