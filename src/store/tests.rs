//! The laws of the store: whatever order answers and events come in, however often, the screen
//! ends up with what the server has.

use super::*;
use bandeja_contract::{
    Agent, AgentId, AttentionId, AuthorKind, Change, Channel, ContactId, Conversation,
    ConversationId, Counts, Delivery, EntryId, Event, Filter, Group, GroupId, InboxId, Item,
    ItemId, ItemKind, Options, Reason, ReasonId, Role, Seq, Setup, Sort, Status, Timestamp,
    Vocabulary,
    endpoint::{ConversationPage, ItemPage, NewMessage, Snapshot},
};
use bandeja_domain::{
    clock::LocalTime,
    filter::{Facts, compare, count, place},
    outbox::{Entry, State},
    timeline::{Ask, Key},
    when::Day,
};
use conversations::Before;
use outbox::Held;
use proptest::prelude::*;
use query::Asked;
use uuid::Uuid;

/// The log stays readable: reading a signal here follows nothing, on purpose.
fn quietly<T>(read: impl FnOnce() -> T) -> T {
    let _zone = leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
    read()
}

const ME: AgentId = AgentId(Uuid::from_u128(1));
const SALES: GroupId = GroupId(Uuid::from_u128(10));
const SUPPORT: GroupId = GroupId(Uuid::from_u128(11));

fn id(n: u128) -> ConversationId {
    ConversationId(Uuid::from_u128(n))
}

fn item_id(n: u128) -> ItemId {
    ItemId(Uuid::from_u128(n))
}

fn a_conversation(n: u128, seq: u64) -> Conversation {
    Conversation {
        id: id(n),
        seq: Seq(seq),
        status: Status::Open,
        channel: Channel::Webchat,
        inbox: InboxId(Uuid::nil()),
        group: SALES,
        queue: None,
        assignee: None,
        contact: ContactId(Uuid::nil()),
        contact_name: format!("Contact {n}"),
        contact_email: None,
        contact_phone: None,
        attention: AttentionId(Uuid::nil()),
        attention_number: 1,
        ticket_number: 1,
        service: String::new(),
        subject: None,
        preview: String::new(),
        preview_by: AuthorKind::Customer,
        unread: 0,
        created_at: Timestamp(0),
        queued_at: Timestamp(0),
        started_at: None,
        last_activity_at: Timestamp(0),
        closed_at: None,
        last_position: Seq(0),
        customer_read: Seq(0),
        agent_read: Seq(0),
        follows: None,
        followed_by: None,
        window_until: None,
        bot: false,
        tags: Vec::new(),
    }
}

fn an_item(n: u128, conversation: u128, seq: u64) -> Item {
    Item {
        id: item_id(n),
        conversation: id(conversation),
        seq: Seq(seq),
        position: Seq(seq),
        at: Timestamp(0),
        kind: ItemKind::Message,
        author: AuthorKind::Agent,
        agent: Some(ME),
        text: format!("text {n}"),
        attachments: Vec::new(),
        happening: None,
        note: None,
        delivery: Some(Delivery::Sent),
        mail: None,
        to_agent: None,
        to_group: None,
        answers: None,
    }
}

fn a_snapshot(seq: u64) -> Snapshot {
    Snapshot {
        seq: Seq(seq),
        now: Timestamp(0),
        me: ME,
        workspace: "Demo".to_owned(),
        agents: vec![Agent {
            id: ME,
            seq: Seq(1),
            name: "Ana".to_owned(),
            role: Role::Agent,
            groups: vec![SALES, SUPPORT],
            connected: true,
        }],
        groups: Vec::new(),
        queues: Vec::new(),
        inboxes: Vec::new(),
        reasons: Vec::new(),
        tags: Vec::new(),
        fields: Vec::new(),
        retired: Vec::new(),
        options: Options::default(),
        away: Vec::new(),
    }
}

fn a_held(n: u128, conversation: u128) -> Held {
    Held {
        entry: Entry {
            id: item_id(n),
            thread: id(conversation),
            written_at: LocalTime(0),
            state: State::Queued {
                not_before: LocalTime(0),
                tries: 0,
            },
        },
        message: NewMessage {
            id: item_id(n),
            text: format!("text {n}"),
            attachments: Vec::new(),
            seen: Seq(0),
            anyway: false,
            answers: None,
        },
        files: Vec::new(),
        at: Timestamp(0),
        unseen: 0,
    }
}

fn told(conversation: Conversation) -> Event {
    Event {
        seq: conversation.seq,
        change: Change::Conversation(Box::new(conversation)),
    }
}

fn told_item(item: Item) -> Event {
    Event {
        seq: item.seq,
        change: Change::Item(Box::new(item)),
    }
}

/// The items of a thread in one line: `~` for one that is on its way.
fn line(thread: &Thread) -> String {
    let _zone = leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
    let words: Vec<_> = thread
        .rows(&|_| Day(0), None)
        .iter()
        .filter_map(|row| match row.key {
            Key::Item(id) => {
                let item = thread.item(id)?;
                let sign = if item.position == Seq(0) { "~" } else { "" };
                Some(format!("{sign}{}", id.0.as_u128()))
            }
            Key::Gap(..) => Some("…".to_owned()),
            _ => None,
        })
        .collect();
    words.join(" ")
}

// ---- stories -------------------------------------------------------------------------------

/// Proves T4, M11.
#[test]
fn a_message_is_shown_once_whether_answer_or_event_comes_first() {
    for answer_first in [true, false] {
        let store = Store::default();
        store.bootstrap(a_snapshot(5), Seq(0));
        let thread = store.open_thread(id(7), Some(Seq(5)));
        store.hold_message(a_held(100, 7));
        store.hold_message(a_held(101, 7));
        assert_eq!(line(&thread), "~100 ~101");
        assert_eq!(store.outbox.len(), 2);
        let item = an_item(100, 7, 6);
        for step in 0..2 {
            if answer_first == (step == 0) {
                store.see_item(item.clone());
            } else {
                store.apply(vec![told_item(item.clone())]);
            }
            assert_eq!(line(&thread), "100 ~101");
        }
        assert_eq!(store.outbox.take_arrived(), [item_id(100)]);
        assert_eq!(store.outbox.take_arrived(), []);
        assert_eq!(store.outbox.len(), 1);
    }
}

/// Proves M11.
#[test]
fn what_is_being_sent_is_there_when_the_thread_is_opened_later() {
    let store = Store::default();
    store.hold_message(a_held(100, 7));
    let thread = store.open_thread(id(7), Some(Seq(5)));
    assert_eq!(line(&thread), "~100");
    let dropped = store.drop_message(item_id(100)).unwrap();
    assert_eq!(dropped.message.text, "text 100");
    assert_eq!(line(&thread), "");
}

#[test]
fn events_that_were_missed_leave_a_gap_until_they_are_fetched() {
    let store = Store::default();
    let thread = store.open_thread(id(7), Some(Seq(10)));
    let page = |items: Vec<Item>, seq| ItemPage {
        seq: Seq(seq),
        items,
        more: false,
    };
    thread.page(Ask::Newest, page(vec![an_item(1, 7, 10)], 10));
    assert_eq!(line(&thread), "1");
    store.bootstrap(a_snapshot(20), Seq(12));
    store.apply(vec![told_item(an_item(3, 7, 21))]);
    assert_eq!(line(&thread), "1 … 3");
    let gaps = thread.gaps();
    let ask = thread.ask(gaps[0]).unwrap();
    assert_eq!(thread.ask(gaps[0]), None, "it is asked for already");
    let missed = vec![an_item(2, 7, 15), an_item(3, 7, 21)];
    thread.page(ask, page(missed, 21));
    assert_eq!(line(&thread), "1 2 3");
}

/// Proves G1.
#[test]
fn what_one_may_not_see_any_more_is_forgotten() {
    let store = Store::default();
    store.apply(vec![told(a_conversation(7, 3))]);
    let _ = store.open_thread(id(7), Some(Seq(3)));
    let hidden = |seq| Event {
        seq: Seq(seq),
        change: Change::Hidden(id(7)),
    };
    store.apply(vec![hidden(4)]);
    assert_eq!(store.conversations.get(id(7)), None);
    assert!(store.threads.get(id(7)).is_none());
    // Seen again, and an old word about its hiding.
    store.apply(vec![told(a_conversation(7, 9)), hidden(4)]);
    assert!(store.conversations.get(id(7)).is_some());
}

/// Proves G1, L10: a page that was on its way.
#[test]
fn an_older_page_does_not_bring_back_what_went_out_of_sight() {
    let store = Store::default();
    let asks = || store.list.ask().remove(0);
    let page = |seq, rows: &[(u128, u64)]| ConversationPage {
        seq: Seq(seq),
        offset: 0,
        counts: Counts {
            open: u32::try_from(rows.len()).unwrap(),
            ..Counts::default()
        },
        rows: rows
            .iter()
            .map(|row| a_conversation(row.0, row.1))
            .collect(),
        next: None,
    };
    let hidden = Event {
        seq: Seq(5),
        change: Change::Hidden(id(7)),
    };
    let asked = asks();
    store.apply(vec![hidden.clone()]);
    store.see_page(&asked, &page(4, &[(7, 3), (8, 4)]));
    assert_eq!(store.conversations.get_untracked(id(7)), None);
    let rows: Vec<_> = (0..2).map(|row| quietly(|| store.list.row(row))).collect();
    assert_eq!(rows, [Some(id(8)), None]);
    assert_eq!(quietly(|| store.list.len()), 1);
    // Given back later, it is there again; and after a snapshot numbers may begin anew.
    store.apply(vec![told(a_conversation(7, 6)), hidden]);
    assert!(store.conversations.get_untracked(id(7)).is_some());
    store.conversations.doubt();
    store.apply(vec![told(a_conversation(7, 2))]);
    assert!(store.conversations.get_untracked(id(7)).is_some());
}

/// Proves L5.
#[test]
fn the_owners_reading_shows_before_the_server_knows() {
    let store = Store::default();
    let conversation = Conversation {
        unread: 3,
        last_position: Seq(3),
        ..a_conversation(7, 3)
    };
    store.see(conversation);
    assert_eq!(store.conversations.unread(id(7)), 3);
    store.conversations.guess_read(id(7), Seq(3));
    assert_eq!(store.conversations.unread(id(7)), 0);
    // Refused: the guess goes, and nothing has to be put back.
    store.conversations.guess_read(id(7), Seq(0));
    assert_eq!(store.conversations.unread(id(7)), 3);
}

#[test]
fn after_a_snapshot_what_is_known_is_not_relied_on() {
    let conversations = Conversations::default();
    assert_eq!(
        conversations.put(a_conversation(7, 3)),
        Some(Before::Unknown)
    );
    assert_eq!(conversations.put(a_conversation(7, 3)), None);
    conversations.doubt();
    assert_eq!(
        conversations.put(a_conversation(7, 3)),
        Some(Before::Unknown)
    );
    assert!(matches!(
        conversations.put(a_conversation(7, 4)),
        Some(Before::Known(_))
    ));
}

#[test]
fn the_customers_message_ends_the_customers_typing() {
    let store = Store::default();
    let sign = bandeja_contract::realtime::Typing {
        conversation: id(7),
        agent: None,
        until: Timestamp(6_000),
    };
    store.typing.put(&sign, Timestamp(0));
    assert!(store.typing.is_customer(id(7)));
    let mut item = an_item(1, 7, 5);
    (item.author, item.agent) = (AuthorKind::Customer, None);
    store.apply(vec![told_item(item)]);
    assert!(!store.typing.is_customer(id(7)));
    store.typing.put(&sign, Timestamp(0));
    assert_eq!(
        store.typing.expire(Timestamp(5_999)),
        Some(Timestamp(6_000))
    );
    assert_eq!(store.typing.expire(Timestamp(6_000)), None);
    assert!(!store.typing.is_customer(id(7)));
}

// ---- the laws ------------------------------------------------------------------------------

/// What may happen, on either side.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// A conversation is written, new or not: its status, its group, its time.
    Write(u8, u8, u8, u8),
    /// Events come, so many at most.
    Deliver(u8),
    /// Old events come again.
    Repeat(u8),
    /// The client asks for what it misses.
    Ask,
    /// An answer arrives.
    Answer(u8),
    /// Some other rows come into sight.
    Scroll(u8),
    /// Events were missed; a snapshot.
    Snapshot,
    /// The server tells the numbers.
    Count,
    Hold,
    Release,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let byte = || any::<u8>();
    proptest::collection::vec(
        prop_oneof![
            8 => (byte(), byte(), byte(), byte()).prop_map(|(a, b, c, d)| Act::Write(a, b, c, d)),
            4 => byte().prop_map(Act::Deliver),
            1 => byte().prop_map(Act::Repeat),
            4 => Just(Act::Ask),
            4 => byte().prop_map(Act::Answer),
            1 => byte().prop_map(Act::Scroll),
            1 => Just(Act::Snapshot),
            1 => Just(Act::Count),
            1 => Just(Act::Hold),
            1 => Just(Act::Release),
        ],
        1..80,
    )
}

#[derive(Default)]
struct Server {
    conversations: Vec<Conversation>,
    log: Vec<Event>,
    head: u64,
}

impl Server {
    fn new() -> Self {
        let mut server = Self::default();
        for n in 0..240_u8 {
            server.write(n, n / 60, 0, n);
        }
        server
    }

    fn write(&mut self, which: u8, status: u8, group: u8, at: u8) {
        self.head += 1;
        let at = Timestamp(at.into());
        let conversation = Conversation {
            // Three quarters are open, so that the list is longer than a page.
            status: [Status::Open, Status::Open, Status::Open, Status::Queued]
                [usize::from(status) % 4],
            group: [SALES, SUPPORT][usize::from(group) % 2],
            last_activity_at: at,
            queued_at: at,
            ..a_conversation(which.into(), self.head)
        };
        self.conversations
            .retain(|other| other.id != conversation.id);
        self.conversations.push(conversation.clone());
        self.log.push(told(conversation));
    }

    fn list(&self, query: &Query) -> Vec<Conversation> {
        let mut rows: Vec<_> = self
            .conversations
            .iter()
            .filter(|one| one.status == query.status)
            .cloned()
            .collect();
        rows.sort_by(|a, b| compare(query.sort, place(&Facts::from(a)), place(&Facts::from(b))));
        rows
    }

    fn counts(&self) -> Counts {
        let facts: Vec<_> = self.conversations.iter().map(Facts::from).collect();
        count(&facts)
    }

    fn page(&self, asked: Asked) -> (Asked, ConversationPage) {
        let rows = self.list(&asked.query);
        let rows = rows.into_iter().skip(asked.offset as usize);
        let page = ConversationPage {
            seq: Seq(self.head),
            offset: asked.offset,
            counts: self.counts(),
            rows: rows.take(list::PAGE as usize).collect(),
            next: None,
        };
        (asked, page)
    }
}

fn shown(store: &Store) -> Vec<Option<ConversationId>> {
    quietly(|| {
        (0..store.list.len())
            .map(|row| store.list.row(row))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Proves L3, L8.
    #[test]
    fn the_list_ends_as_the_servers_list(acts in acts(), newest in any::<bool>()) {
        let mut server = Server::new();
        let store = Store::default();
        let query = Query {
            status: Status::Open,
            sort: if newest { Sort::Newest } else { Sort::Oldest },
            filter: Filter::default(),
            me: None,
        };
        store.list.choose(query.clone());
        store.bootstrap(a_snapshot(server.head), Seq(0));
        let mut delivered = server.log.len();
        let mut answers = Vec::new();
        for act in acts {
            match act {
                Act::Write(which, status, group, at) => server.write(which, status, group, at),
                Act::Deliver(count) => {
                    let end = (delivered + usize::from(count)).min(server.log.len());
                    store.apply(server.log[delivered..end].to_vec());
                    delivered = end;
                }
                Act::Repeat(count) => {
                    let start = delivered.saturating_sub(usize::from(count));
                    // Of those before a snapshot nobody speaks any more.
                    store.apply(server.log[start..delivered].to_vec());
                }
                Act::Ask => answers.extend(store.list.ask().into_iter().map(|a| server.page(a))),
                Act::Answer(n) if !answers.is_empty() => {
                    let (asked, page) = answers.remove(usize::from(n) % answers.len());
                    store.see_page(&asked, &page);
                }
                Act::Answer(_) => {}
                Act::Scroll(row) => store.list.show(u32::from(row)..u32::from(row) + 10),
                Act::Snapshot => {
                    delivered = server.log.len();
                    store.bootstrap(a_snapshot(server.head), Seq(0));
                }
                Act::Count => store.list.put_counts(&query.filter, server.counts()),
                Act::Hold => store.list.hold(),
                Act::Release => store.list.release(),
            }
            // No row is ever on the screen twice.
            let mut rows: Vec<_> = shown(&store).into_iter().flatten().collect();
            let before = rows.len();
            rows.sort_unstable();
            rows.dedup();
            prop_assert_eq!(rows.len(), before);
        }
        store.list.release();
        for (asked, page) in answers {
            store.see_page(&asked, &page);
        }
        store.apply(server.log[delivered..].to_vec());
        store.list.put_counts(&query.filter, server.counts());
        store.list.show(0..300);
        for _ in 0..6 {
            for asked in store.list.ask() {
                let (asked, page) = server.page(asked);
                store.see_page(&asked, &page);
            }
        }
        let expected: Vec<_> = server.list(&query).iter().map(|one| Some(one.id)).collect();
        prop_assert_eq!(shown(&store), expected);
        prop_assert!(store.list.ask().is_empty(), "the client asks for ever");
        for conversation in server.list(&query) {
            let known = quietly(|| store.conversations.get(conversation.id));
            prop_assert_eq!(known.as_deref(), Some(&conversation));
        }
    }

    #[test]
    fn no_order_of_events_makes_a_difference(
        order in Just((0..24_usize).collect::<Vec<_>>()).prop_shuffle(),
        twice in proptest::collection::vec(0..24_usize, 0..24),
    ) {
        let events: Vec<_> = (0..24_u64)
            .map(|n| {
                let seq = n + 10;
                if n % 2 == 0 {
                    told(a_conversation(u128::from(n % 6), seq))
                } else {
                    let mut item = an_item(u128::from(n % 8), 7, seq);
                    item.position = Seq(100 + n % 8);
                    told_item(item)
                }
            })
            .collect();
        let state = |order: &[usize]| {
            let store = Store::default();
            let thread = store.open_thread(id(7), Some(Seq(0)));
            for n in order {
                store.apply(vec![events[*n].clone()]);
            }
            quietly(|| {
                let items: Vec<_> = (0..8).map(|n| thread.item(item_id(n))).collect();
                let known = (0..6).map(|n| store.conversations.get(id(n)));
                (line(&thread), items, known.collect::<Vec<_>>())
            })
        };
        let in_order: Vec<_> = (0..24).collect();
        let shuffled: Vec<_> = order.into_iter().chain(twice).collect();
        prop_assert_eq!(state(&shuffled), state(&in_order));
    }
}

/// Proves L1, G9: lists and options are what the newest change says, in any order; what retired is
/// not offered and keeps its name.
#[test]
fn lists_and_options_follow_their_changes() {
    let reason = |n, name: &str| Reason {
        id: ReasonId(Uuid::from_u128(n)),
        name: name.to_owned(),
    };
    let setup = |seq, vocabulary, retired: &[u128]| Setup {
        seq: Seq(seq),
        groups: vec![Group {
            id: SALES,
            name: "Ventas".to_owned(),
        }],
        reasons: vec![reason(1, "Resuelta"), reason(2, "Otra")],
        retired: retired
            .iter()
            .map(|n| EntryId(Uuid::from_u128(*n)))
            .chain([EntryId(SALES.0)])
            .collect(),
        options: Options {
            vocabulary,
            ..Options::default()
        },
        ..Setup::default()
    };
    let told = |setup: Setup| Event {
        seq: setup.seq,
        change: Change::Setup(Box::new(setup)),
    };
    let store = Store::default();
    store.apply(vec![told(setup(3, Vocabulary::Inbox, &[]))]);
    assert!(store.workspace.loaded().is_none(), "nobody is signed in");
    store.bootstrap(a_snapshot(5), Seq(0));
    assert_eq!(store.workspace.vocabulary(), Vocabulary::Service);
    store.apply(vec![
        told(setup(9, Vocabulary::Inbox, &[2])),
        told(setup(7, Vocabulary::Service, &[])),
    ]);
    let loaded = store.workspace.loaded().expect("a workspace");
    assert_eq!(loaded.reasons, [reason(1, "Resuelta")]);
    assert_eq!(loaded.setup.reasons.len(), 2);
    assert_eq!(loaded.groups, []);
    assert_eq!(store.workspace.group_name(SALES), "Ventas");
    assert_eq!(store.workspace.vocabulary(), Vocabulary::Inbox);
    store.apply(vec![told(setup(9, Vocabulary::Service, &[]))]);
    assert_eq!(store.workspace.vocabulary(), Vocabulary::Inbox);
    assert_eq!(loaded.me, ME);
}
