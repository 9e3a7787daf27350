//! What can be done: one table, and laws over everything there is.

use super::*;
use crate::status;
use bandeja_contract::{
    AttentionId, AuthorKind, Channel, ContactId, ConversationId, GroupId, InboxId, Role, Seq,
};
use proptest::prelude::*;
use uuid::Uuid;

const ME: AgentId = AgentId(Uuid::from_u128(1));
const BRUNO: AgentId = AgentId(Uuid::from_u128(2));
const GROUP: GroupId = GroupId(Uuid::from_u128(3));
const NOW: Timestamp = Timestamp(1_000_000);

fn a_conversation(status: Status, assignee: Option<AgentId>) -> Conversation {
    Conversation {
        id: ConversationId(Uuid::from_u128(9)),
        seq: Seq(50),
        status,
        channel: Channel::Webchat,
        inbox: InboxId(Uuid::nil()),
        group: GROUP,
        queue: None,
        assignee,
        contact: ContactId(Uuid::nil()),
        contact_name: "Jorge".to_owned(),
        contact_email: None,
        contact_phone: None,
        attention: AttentionId(Uuid::nil()),
        attention_number: 1,
        ticket_number: 1,
        service: String::new(),
        subject: None,
        preview: String::new(),
        preview_by: AuthorKind::Customer,
        unread: 2,
        created_at: Timestamp(0),
        queued_at: Timestamp(0),
        started_at: None,
        last_activity_at: Timestamp(0),
        closed_at: None,
        last_position: Seq(50),
        customer_read: Seq(0),
        agent_read: Seq(40),
        follows: None,
        followed_by: None,
        window_until: None,
        bot: false,
        tags: Vec::new(),
    }
}

fn over_whatsapp(status: Status, until: Option<Timestamp>) -> Conversation {
    Conversation {
        channel: Channel::Whatsapp,
        window_until: until,
        ..a_conversation(status, Some(ME))
    }
}

fn an_actor(role: Role) -> Actor {
    Actor {
        id: ME,
        role,
        groups: vec![GROUP],
    }
}

/// One letter for what a deed asks of the server, a sign for why it cannot be done.
fn letter(told: Result<Action, Why>) -> char {
    match told {
        Ok(Action::Accept) => 'A',
        Ok(Action::Resume) => 'R',
        Ok(_) => 'y',
        Err(Why::Colleagues(_)) => 'b',
        Err(Why::Own) => 'o',
        Err(Why::Nobodys) => 'n',
        Err(Why::Queued | Why::NotQueued) => 'q',
        Err(Why::NotPending | Why::NotOpen) => 's',
        Err(Why::Begun) => '=',
        Err(Why::Expired) => 'x',
        Err(Why::Closed) => 'c',
        Err(Why::WindowOver) => 'w',
        Err(Why::Unseen) => '?',
    }
}

/// Open, queued, pending, expired, closed; in each: own, nobody's, a colleague's.
fn table(role: Role, deed: Deed) -> String {
    let statuses = Status::ALL.iter().map(|status| {
        [Some(ME), None, Some(BRUNO)]
            .map(|owner| {
                letter(step(
                    &an_actor(role),
                    deed,
                    &a_conversation(*status, owner),
                    NOW,
                ))
            })
            .iter()
            .collect::<String>()
    });
    statuses.collect::<Vec<_>>().join(" ")
}

/// Proves L6, A1, A7, G1.
#[test]
fn of_every_deed_it_is_said_who_can_do_it_when() {
    let check = |deed, agent: &str, above: &str| {
        assert_eq!(table(Role::Agent, deed), agent, "{deed:?} by an agent");
        for role in [Role::Operator, Role::Supervisor, Role::Admin] {
            assert_eq!(table(role, deed), above, "{deed:?} by {role:?}");
        }
    };
    let same = |deed, table: &str| check(deed, table, table);
    same(Deed::Start, "=Ab AAb RRR xxx ccc");
    check(Deed::Transfer, "yyb yyb yyb xxx ccc", "yyy yyy yyy xxx ccc");
    check(Deed::Assign, "yyb yyb yyb xxx ccc", "yyy yyy yyy xxx ccc");
    check(Deed::Close, "yyb yyb yyb yyb ccc", "yyy yyy yyy yyy ccc");
    same(Deed::Details, "yyy yyy yyy yyy yyy");
    same(Deed::Ticket, "yyy yyy yyy yyy yyy");
    check(Deed::Take, "oAb AAb oRR xxx ccc", "oAy AAy oRR xxx ccc");
    check(Deed::Unassign, "ynb qqq ynb xxx ccc", "yny qqq yny xxx ccc");
    check(Deed::Pause, "yyb qqq sss xxx ccc", "yyy qqq sss xxx ccc");
    same(Deed::Resume, "sss sss RRR xxx ccc");
}

/// Proves L6, M7.
#[test]
fn without_a_window_only_a_template_begins() {
    let agent = an_actor(Role::Agent);
    let told = |status, until| {
        let conversation = over_whatsapp(status, until);
        step(&agent, Deed::Start, &conversation, NOW)
    };
    assert_eq!(told(Status::Expired, None), Err(Why::WindowOver));
    assert_eq!(told(Status::Pending, Some(NOW)), Err(Why::WindowOver));
    assert_eq!(told(Status::Pending, Some(NOW.plus(1))), Ok(Action::Resume));
    // The client has not written yet: no window has begun that could have ended.
    assert_eq!(told(Status::Pending, None), Ok(Action::Resume));
    let given = over_whatsapp(Status::Pending, Some(NOW));
    assert_eq!(
        possible(&agent, Action::Assign, &given, NOW),
        Err(Why::WindowOver)
    );
    let open = over_whatsapp(Status::Open, Some(NOW));
    assert_eq!(possible(&agent, Action::Assign, &open, NOW), Ok(()));
    assert_eq!(
        possible(&agent, Action::Reply, &open, NOW),
        Err(Why::WindowOver)
    );
}

#[test]
fn whose_it_is_is_told_by_name() {
    let theirs = a_conversation(Status::Open, Some(BRUNO));
    assert_eq!(
        step(&an_actor(Role::Agent), Deed::Transfer, &theirs, NOW),
        Err(Why::Colleagues(BRUNO))
    );
}

fn anybody() -> impl Strategy<Value = Actor> {
    let groups = prop::sample::select(vec![vec![], vec![GROUP]]);
    (prop::sample::select(Role::ALL), groups).prop_map(|(role, groups)| Actor {
        id: ME,
        role,
        groups,
    })
}

fn anything() -> impl Strategy<Value = Conversation> {
    let owner = prop::sample::select(vec![None, Some(ME), Some(BRUNO)]);
    let window = prop::option::of(0..2_000_000_i64);
    let channel = prop::sample::select(Channel::ALL);
    (prop::sample::select(Status::ALL), owner, channel, window).prop_map(
        |(status, owner, channel, window)| Conversation {
            channel,
            window_until: window.map(Timestamp),
            ..a_conversation(status, owner)
        },
    )
}

proptest! {
    /// Proves G1: what a menu enables, the server does not refuse, because both ask here.
    #[test]
    fn what_is_enabled_is_possible(actor in anybody(), one in anything(), deed in prop::sample::select(Deed::ALL)) {
        if let Ok(action) = step(&actor, deed, &one, NOW) {
            prop_assert_eq!(possible(&actor, action, &one, NOW), Ok(()));
            prop_assert!(status::permits(one.status, action));
        }
    }

    /// Proves G1: what cannot be seen can be the object of nothing.
    #[test]
    fn nothing_is_done_to_what_is_not_seen(actor in anybody(), one in anything(), action in prop::sample::select(Action::ALL)) {
        let told = possible(&actor, action, &one, NOW);
        prop_assert_eq!(told == Err(Why::Unseen), !sees(&actor, one.group));
    }
}

/// Proves A1: what one gave away one takes back, soon, and unless something else has happened.
#[test]
fn only_the_giver_takes_back_and_only_soon() {
    let event = |happening, agent, at| Item {
        id: bandeja_contract::ItemId(Uuid::nil()),
        conversation: ConversationId(Uuid::from_u128(9)),
        seq: Seq(1),
        position: Seq(1),
        at: Timestamp(at),
        kind: bandeja_contract::ItemKind::Event,
        author: AuthorKind::Agent,
        agent: Some(agent),
        text: String::new(),
        attachments: Vec::new(),
        happening: Some(happening),
        note: None,
        to_agent: Some(BRUNO),
        to_group: None,
        delivery: None,
        mail: None,
        answers: None,
    };
    let check = |happening, agent, ago, expected| {
        let event = event(happening, agent, NOW.0 - ago);
        let told = takes_back(&an_actor(Role::Agent), &event, NOW);
        assert_eq!(told, expected, "{happening:?} {agent:?} {ago}");
    };
    check(Happening::Assigned, ME, 0, true);
    check(Happening::Assigned, ME, TAKE_BACK - 1, true);
    check(Happening::Assigned, ME, TAKE_BACK, false);
    check(Happening::Assigned, BRUNO, 0, false);
    check(Happening::Transferred, ME, 0, true);
    check(Happening::Closed, ME, 0, false);
    check(Happening::Accepted, ME, 0, false);
}
