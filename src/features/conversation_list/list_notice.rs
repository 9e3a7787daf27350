//! The list without rows: on its way, empty, broken.

use super::row_parts::RowSkeleton;
use crate::{
    i18n::{Key, t},
    ui::{
        icon::Shape,
        notice::{Notice, Way},
        prelude::*,
        waiting::Waiting,
    },
};
use bandeja_contract::{Status, Vocabulary};

/// As many as a tall screen shows.
const SHAPES: usize = 12;

/// The list is on its way.
#[component]
pub fn ListWaiting(
    /// The person is tired of waiting.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Waiting
            label=Key::ListLoading
            sentence=Key::ListSlow
            way=Way::new(Key::ActionRetry, on_retry)
        >
            {(0..SHAPES).map(|_| view! { <RowSkeleton/> }).collect_view()}
        </Waiting>
    }
}

/// There is nothing in the list, and where to look instead.
#[component]
pub fn ListEmpty(
    /// The tab that is empty.
    status: Status,
    /// Whose words say so.
    vocabulary: Vocabulary,
    /// Whether a filter hides some.
    is_filtered: bool,
    /// The person wants to see the queue.
    #[prop(into)]
    on_queue: Callback<()>,
    /// The person wants to see all groups.
    #[prop(into)]
    on_all_groups: Callback<()>,
) -> impl IntoView {
    let sentence = if is_filtered {
        Key::ListEmptyFiltered
    } else {
        empty(status, vocabulary)
    };
    let way = if is_filtered {
        Some(Way::new(Key::ListEmptySeeAll, on_all_groups))
    } else {
        (status != Status::Queued).then(|| Way::new(Key::ListEmptySeeQueue, on_queue))
    };
    view! { <Notice sentence icon=Shape::Tray way/> }
}

/// The list could not be loaded.
#[component]
pub fn ListBroken(
    /// Why.
    #[prop(into)]
    why: Signal<String>,
    /// Once more.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Notice
            sentence=move || format!("{} {}", t(Key::ListBroken), why.get())
            icon=Shape::Warning
            way=Way::new(Key::ActionRetry, on_retry)
            is_trouble=true
        />
    }
}

const fn empty(status: Status, vocabulary: Vocabulary) -> Key {
    match (status, vocabulary) {
        (Status::Open, Vocabulary::Service) => Key::ListEmptyOpen,
        (Status::Open, Vocabulary::Inbox) => Key::ListEmptyOpenB,
        (Status::Queued, _) => Key::ListEmptyQueued,
        (Status::Pending, _) => Key::ListEmptyPending,
        (Status::Expired, Vocabulary::Service) => Key::ListEmptyExpired,
        (Status::Expired, Vocabulary::Inbox) => Key::ListEmptyExpiredB,
        (Status::Closed, _) => Key::ListEmptyClosed,
    }
}
