//! Looking for something: the box, what was found, nothing, broken; the filters; a message that was
//! looked for.

use super::{Case, idle};
use crate::{
    features::{
        conversation_list::{
            filter_choices::{Chip, FilterChips, FilterChoices},
            search_box::SearchBox,
        },
        search::{
            hit_row::{Hit, HitRow, Part},
            search_notice::{SearchBroken, SearchHint, SearchNone, SearchWaiting},
        },
        thread::message_menu::MessageMenu,
    },
    fixtures::some_tags,
    i18n::Key,
    ui::{moment::Moment, prelude::*},
};
use bandeja_contract::{Channel, Filter, Owner};

fn part(text: &str, is_match: bool) -> Part {
    Part {
        text: text.to_owned(),
        is_match,
    }
}

fn a_hit(place: Key, words: Vec<Part>) -> Hit {
    Hit {
        name: vec![part("Lucía Fernández", false)],
        channel: Channel::Whatsapp,
        at: Moment {
            short: "18:25".to_owned(),
            ..Moment::default()
        },
        place,
        words,
        status: Key::StatusClosed,
        owner: Some("Bruno Sá".to_owned()),
    }
}

/// All of it.
#[component]
pub fn Found() -> impl IntoView {
    let message = a_hit(
        Key::SearchInMessage,
        vec![
            part("…hace dos semanas que espero el ", false),
            part("reembolso", true),
            part(" y <b>nadie</b> contesta", false),
        ],
    );
    let name = Hit {
        name: vec![part("Lucía ", false), part("Fernández", true)],
        channel: Channel::Email,
        owner: None,
        status: Key::StatusQueued,
        ..a_hit(Key::SearchInName, vec![part("¿Hay alguien?", false)])
    };
    let rows = [
        (message, true),
        (name, false),
        (
            a_hit(
                Key::SearchInPhone,
                vec![part("+51 ", false), part("999-888", true)],
            ),
            false,
        ),
        (
            a_hit(Key::SearchInAttention, vec![part("6597", true)]),
            false,
        ),
    ];
    let filter = Filter {
        owner: Some(Owner::Mine),
        channels: vec![Channel::Email],
        ..Filter::default()
    };
    let chips = ["Mías", "E-mail"].map(|word| Chip {
        word: word.to_owned(),
        rest: Filter::default(),
    });
    let tags = some_tags(&["Muy importante"]);
    view! {
        <Case name="Search box">
            <SearchBox text="" on_text=idle() on_leave=idle()/>
            <SearchBox text="reembolso" on_text=idle() on_leave=idle()/>
        </Case>
        <Case name="Found">
            {rows
                .map(|(hit, is_selected)| view! {
                    <HitRow hit=Some(hit) href="/" is_selected is_stop=false/>
                })
                .into_iter()
                .collect_view()}
        </Case>
        <Case name="Nothing to look for"><SearchHint/></Case>
        <Case name="Looking" is_tall=true><SearchWaiting on_retry=idle()/></Case>
        <Case name="Nothing found"><SearchNone on_leave=idle()/></Case>
        <Case name="Search broken">
            <SearchBroken why="Sin conexión.".to_owned() on_retry=idle()/>
        </Case>
        <Case name="Filters">
            <div class="filter-sheet">
                <FilterChips chips=chips.to_vec() on_change=idle()/>
                <FilterChoices
                    filter=filter
                    channels=vec![Channel::Whatsapp, Channel::Email]
                    tags=tags
                    on_change=idle()
                />
            </div>
        </Case>
        <Case name="Message menu"><MessageMenu on_answer=Some(idle()) on_link=idle()/></Case>
    }
}
