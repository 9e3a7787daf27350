//! Conversations are given away, put aside, taken up again, and many at once.

use crate::{client::Client, world::*};
use bandeja_contract::{acts::*, endpoint::*, *};
use std::collections::BTreeSet;

async fn me(client: &Client) -> AgentId {
    client.ok(&WhoAmI).await.id
}

async fn row(client: &Client, conversation: ConversationId) -> Conversation {
    client.ok(&GetConversation { conversation }).await
}

/// What the thread tells, newest last: what happened, by whom, to whom.
async fn told(
    client: &Client,
    conversation: ConversationId,
) -> Vec<(Happening, Option<AgentId>, Option<AgentId>)> {
    let page = client.ok(&thread(conversation)).await;
    let events = page.items.into_iter();
    events
        .filter_map(|item| Some((item.happening?, item.agent, item.to_agent)))
        .collect()
}

/// Proves A1, G1.
#[tokio::test]
async fn an_agent_gives_their_own_to_a_colleague_and_the_thread_tells_whom() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let (ana, bruno, olga) = (
        world.agent("ana"),
        world.agent("bruno"),
        world.agent("olga"),
    );
    let (her, him) = (me(&ana).await, me(&bruno).await);
    let call = Assign {
        conversation,
        body: given(Some(him), None),
    };
    let given_away = ana.ok(&call).await;
    assert_eq!(given_away.assignee, Some(him));
    assert_eq!(
        ana.ok(&call).await,
        given_away,
        "the same again is the same"
    );
    let events = told(&ana, conversation).await;
    assert_eq!(
        events.last(),
        Some(&(Happening::Assigned, Some(her), Some(him)))
    );
    // For a minute she can take that back, and only she.
    let back = Assign {
        conversation,
        body: given(Some(her), None),
    };
    let inigo = world.agent("inigo");
    assert_eq!(inigo.refused(&back).await.code, Code::Forbidden);
    assert_eq!(ana.ok(&back).await.assignee, Some(her));
    let call = Assign {
        conversation,
        body: given(Some(him), None),
    };
    ana.ok(&call).await;
    let events = told(&ana, conversation).await;
    world.clock.advance(60_000);
    // It is Bruno's now: Ana is no operator.
    let back = |agent| Assign {
        conversation,
        body: given(agent, None),
    };
    assert_eq!(ana.refused(&back(Some(her))).await.code, Code::Forbidden);
    assert_eq!(ana.refused(&back(None)).await.code, Code::Forbidden);
    assert_eq!(olga.ok(&back(Some(her))).await.assignee, Some(her));
    assert_eq!(told(&ana, conversation).await.len(), events.len() + 1);
}

/// Proves A1: nobody gets what they cannot see, and a wish names one.
#[tokio::test]
async fn whoever_cannot_see_it_is_given_nothing() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let outside = me(&world.agent("hector")).await;
    let (her, bills) = (me(&ana).await, world.group("Facturación").await);
    for (agent, group, field) in [
        (Some(outside), None, "/agent"),
        (Some(AgentId(uuid::Uuid::now_v7())), None, "/agent"),
        (None, Some(GroupId(uuid::Uuid::now_v7())), "/group"),
        (Some(her), Some(bills), "/group"),
    ] {
        let body = given(agent, group);
        let refused = ana.refused(&Assign { conversation, body }).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (Code::Invalid, Some(field))
        );
    }
    assert_eq!(row(&ana, conversation).await.assignee, Some(her));
}

/// Proves A1, L6, G1: a group gets it in its queue; an agent outside loses sight of it.
#[tokio::test]
async fn a_transfer_to_a_group_goes_to_its_queue_and_out_of_sight() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let (ana, dora) = (world.agent("ana"), world.agent("dora"));
    let bills = world.group("Facturación").await;
    let before = row(&ana, conversation).await;
    world.clock.advance(1_000);
    let body = given(None, Some(bills));
    let moved = ana.ok(&Assign { conversation, body }).await;
    assert_eq!((moved.group, moved.assignee), (bills, None));
    assert_eq!(moved.status, Status::Queued);
    assert!(moved.queue.is_some() && moved.queue != before.queue);
    assert!(moved.queued_at > before.queued_at);
    let gone = ana.refused(&GetConversation { conversation }).await;
    assert_eq!(gone.code, Code::NotFound);
    let thread = dora.ok(&thread(conversation)).await.items;
    let last = thread.last().expect("an item");
    assert_eq!(last.happening, Some(Happening::Transferred));
    assert_eq!((last.to_group, last.agent), (Some(bills), before.assignee));
}

/// Proves A1: back to the own queue it stands where it waited before.
#[tokio::test]
async fn back_in_its_queue_it_keeps_its_place() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let before = row(&ana, conversation).await;
    world.clock.advance(60_000);
    let body = given(None, Some(before.group));
    let again = ana.ok(&Assign { conversation, body }).await;
    assert_eq!((again.status, again.assignee), (Status::Queued, None));
    assert_eq!(again.queued_at, before.queued_at);
}

/// Proves A1.
#[tokio::test]
async fn what_is_taken_from_its_owner_is_open_and_nobodys() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let her = me(&ana).await;
    let call = || Assign {
        conversation,
        body: given(None, None),
    };
    let nobodys = ana.ok(&call()).await;
    assert_eq!((nobodys.status, nobodys.assignee), (Status::Open, None));
    assert_eq!(
        told(&ana, conversation).await.last(),
        Some(&(Happening::Unassigned, Some(her), Some(her)))
    );
    assert_eq!(ana.refused(&call()).await.code, Code::WrongStatus);
}

/// Proves A7: the owner resumes, a colleague takes.
#[tokio::test]
async fn what_was_put_aside_is_taken_up_by_its_owner_or_a_colleague() {
    let world = World::new().await;
    let (ana, bruno) = (world.agent("ana"), world.agent("bruno"));
    let (her, him) = (me(&ana).await, me(&bruno).await);
    for (who, agent) in [(&ana, her), (&bruno, him)] {
        let (_, conversation) = world.taken_by("ana").await;
        let pause = Pause {
            conversation,
            body: operation(),
        };
        assert_eq!(bruno.refused(&pause).await.code, Code::Forbidden);
        let aside = ana.ok(&pause).await;
        assert_eq!((aside.status, aside.assignee), (Status::Pending, Some(her)));
        assert_eq!(ana.ok(&pause).await, aside, "the same again is the same");
        let again = Pause {
            conversation,
            body: operation(),
        };
        assert_eq!(ana.refused(&again).await.code, Code::WrongStatus);
        let resume = Resume {
            conversation,
            body: operation(),
        };
        let resumed = who.ok(&resume).await;
        assert_eq!(
            (resumed.status, resumed.assignee),
            (Status::Open, Some(agent))
        );
        assert_eq!(who.ok(&resume).await, resumed, "the same again is the same");
        let events: Vec<_> = told(&ana, conversation).await;
        assert_eq!(
            events[events.len() - 2..],
            [
                (Happening::Paused, Some(her), None),
                (Happening::Resumed, Some(agent), None)
            ]
        );
    }
}

/// Proves A7, M7: without a window nobody takes up what was put aside.
#[tokio::test]
async fn a_window_that_has_run_out_lets_nobody_resume() {
    let world = World::with_statement(
        "UPDATE conversations SET status = 'pending', window_until = 1790000061000, assignee = NULL \
         WHERE status = 'closed' AND inbox IN (SELECT id FROM inboxes WHERE channel = 'whatsapp')",
        |config| config,
    )
    .await;
    let dora = world.agent("dora");
    let pending = dora.ok(&list(Status::Pending, Sort::Newest)).await.rows;
    let is_over = |row: &&Conversation| row.window_until == Some(NOW.plus(61_000));
    let conversation = pending.iter().find(is_over).expect("one").id;
    // By the clock alone: the server has not woken yet.
    world.clock.advance(1_000);
    let body = operation();
    let refused = dora.refused(&Resume { conversation, body }).await;
    assert_eq!(refused.code, Code::WindowOver);
}

/// Closes Ana's conversation; answers the one that the visitor's next message opens.
async fn comes_back(world: &World) -> Conversation {
    let (visitor, conversation) = world.taken_by("ana").await;
    let (ana, body) = (world.agent("ana"), closing(world.reason().await));
    ana.ok(&Close { conversation, body }).await;
    visitor.writes("Una cosa más").await;
    let old = row(&ana, conversation).await;
    row(&world.agent("dora"), old.followed_by.expect("a next one")).await
}

/// Proves A2, A6.
#[tokio::test]
async fn a_contact_comes_back_to_their_agent() {
    let world = World::new().await;
    let next = comes_back(&world).await;
    let ana = world.agent("ana");
    let her = me(&ana).await;
    assert_eq!((next.status, next.assignee), (Status::Open, Some(her)));
    assert!(next.started_at.is_some());
    assert_eq!(next.unread, 1);
    assert_eq!(
        told(&ana, next.id).await,
        [
            (Happening::Started, None, None),
            (Happening::Assigned, None, Some(her))
        ]
    );
}

/// Proves A2: if the agent is not there, the queue's rule decides.
#[tokio::test]
async fn who_is_gone_gets_nobody_back() {
    let world = World::new().await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let (ana, body) = (world.agent("ana"), closing(world.reason().await));
    ana.ok(&Close { conversation, body }).await;
    world.clock.advance(40_000);
    world.app.look().await;
    let bruno = world.agent("bruno");
    let after = bruno.ok(&GetSnapshot).await.seq;
    bruno.ok(&PollEvents { after, wait: 0 }).await;
    visitor.writes("Una cosa más").await;
    let next = row(&ana, conversation)
        .await
        .followed_by
        .expect("a next one");
    let next = row(&bruno, next).await;
    assert_eq!((next.status, next.assignee), (Status::Queued, None));
}

/// Proves A1, A2: the options that cancel it.
#[tokio::test]
async fn where_the_workspace_says_so_a_contact_comes_back_to_the_queue() {
    let told_closing = async |world: &World| {
        let next = comes_back(world).await;
        assert_eq!((next.status, next.assignee), (Status::Queued, None));
        let old = next.follows.expect("an old one");
        let ana = world.agent("ana");
        let her = me(&ana).await;
        let is_taken = (Happening::Unassigned, None, Some(her));
        (
            told(&ana, old).await.contains(&is_taken),
            row(&ana, old).await.assignee == Some(her),
        )
    };
    let world = World::with_statement(
        "UPDATE workspace SET options = '{\"unassign_after_closing\":true}'",
        |config| config,
    )
    .await;
    assert_eq!(told_closing(&world).await, (true, true));
    let world = World::with_statement(
        "UPDATE workspace SET options = '{\"assign_by_queue\":true}'",
        |config| config,
    )
    .await;
    assert_eq!(told_closing(&world).await, (false, true));
}

/// Proves L12: each for itself, and once.
#[tokio::test]
async fn of_many_each_is_done_or_refused_with_its_reason() {
    let world = World::new().await;
    let ana = world.agent("ana");
    let (_, own) = world.taken_by("ana").await;
    let (_, other) = world.taken_by("ana").await;
    let (_, colleagues) = world.taken_by("bruno").await;
    let (_, unseen) = world.taken_by("inigo").await;
    let bills = world.group("Facturación").await;
    world.app.move_to_group(unseen, bills).await.expect("moves");
    let body = Bulk {
        reason: Some(world.reason().await),
        note: Some("Todas a la vez".to_owned()),
        ..many(BulkWhat::Close, vec![own, colleagues, unseen, other])
    };
    let call = DoBulk { body };
    let done = ana.ok(&call).await;
    assert_eq!(done.done, [own, other]);
    let refused: Vec<_> = done
        .refused
        .iter()
        .map(|one| (one.conversation, one.code))
        .collect();
    assert_eq!(
        refused,
        [(colleagues, Code::Forbidden), (unseen, Code::NotFound)]
    );
    assert_eq!(ana.ok(&call).await, done, "the same again is the same");
    for conversation in [own, other] {
        let events = told(&ana, conversation).await;
        let closed = events.iter().filter(|event| event.0 == Happening::Closed);
        assert_eq!(closed.count(), 1);
        assert_eq!(row(&ana, conversation).await.status, Status::Closed);
    }
    assert_eq!(row(&ana, colleagues).await.status, Status::Open);
}

/// Proves L12: everything that a filter shows, over all pages.
#[tokio::test]
async fn a_whole_tab_is_done_but_for_those_that_were_left_out() {
    let world = World::new().await;
    let (_, kept) = world.taken_by("ana").await;
    world.taken_by("bruno").await;
    let carla = world.agent("carla");
    let shop = row(&carla, kept).await.group;
    let open = async || {
        let filter = Filter {
            groups: vec![shop],
            ..Filter::default()
        };
        let call = ListConversations {
            filter,
            ..list(Status::Open, Sort::Newest)
        };
        let rows = carla.ok(&call).await.rows.into_iter();
        rows.map(|row| row.id).collect::<BTreeSet<_>>()
    };
    let mut before = open().await;
    assert!(before.len() > 1 && before.remove(&kept));
    let elsewhere = carla
        .ok(&list(Status::Open, Sort::Newest))
        .await
        .counts
        .open;
    let body = Bulk {
        reason: Some(world.reason().await),
        status: Some(Status::Open),
        filter: Filter {
            groups: vec![shop],
            ..Filter::default()
        },
        ..many(BulkWhat::Close, vec![kept])
    };
    let done = carla.ok(&DoBulk { body }).await;
    assert_eq!(done.done.into_iter().collect::<BTreeSet<_>>(), before);
    assert!(done.refused.is_empty());
    assert_eq!(open().await, BTreeSet::from([kept]));
    let left = carla
        .ok(&list(Status::Open, Sort::Newest))
        .await
        .counts
        .open;
    assert_eq!(left, elsewhere - u32::try_from(before.len()).expect("few"));
}

/// Proves L12: what was so already is told apart, so that the way back takes no tag from anybody
/// who had it.
#[tokio::test]
async fn many_are_tagged_and_the_way_back_leaves_tags_that_were_there() {
    let world = World::new().await;
    let ana = world.agent("ana");
    let (_, had) = world.taken_by("ana").await;
    let (_, had_not) = world.taken_by("ana").await;
    let (_, unseen) = world.taken_by("inigo").await;
    let bills = world.group("Facturación").await;
    world.app.move_to_group(unseen, bills).await.expect("moves");
    let tag = ana.ok(&GetSnapshot).await.tags[0].id;
    let do_it = async |what, conversations: Vec<ConversationId>| {
        let body = Bulk {
            tag: Some(tag),
            ..many(what, conversations)
        };
        let call = DoBulk { body };
        let done = ana.ok(&call).await;
        assert_eq!(ana.ok(&call).await, done, "the same again is the same");
        done
    };
    let tagged = async || {
        let (a, b) = (row(&ana, had).await, row(&ana, had_not).await);
        [a, b].map(|row| row.tags.contains(&tag))
    };
    do_it(BulkWhat::Tag, vec![had]).await;
    assert_eq!(tagged().await, [true, false]);
    let done = do_it(BulkWhat::Tag, vec![had, had_not, unseen]).await;
    assert_eq!((done.done, done.unchanged), (vec![had_not], vec![had]));
    assert_eq!(
        done.refused
            .iter()
            .map(|one| (one.conversation, one.code))
            .collect::<Vec<_>>(),
        [(unseen, Code::NotFound)]
    );
    assert_eq!(tagged().await, [true, true]);
    do_it(BulkWhat::Untag, vec![had_not]).await;
    assert_eq!(tagged().await, [true, false]);
}

/// Proves L12: without a tag that there is, nothing is done at all.
#[tokio::test]
async fn an_unknown_tag_refuses_the_whole_request() {
    let world = World::new().await;
    let ana = world.agent("ana");
    let (_, own) = world.taken_by("ana").await;
    for tag in [None, Some(TagId(uuid::Uuid::now_v7()))] {
        let body = Bulk {
            tag,
            ..many(BulkWhat::Tag, vec![own])
        };
        let refused = ana.refused(&DoBulk { body }).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (Code::Invalid, Some("/tag"))
        );
    }
    assert!(row(&ana, own).await.tags.is_empty());
}

/// Proves L12: more than a step can do is refused whole.
#[tokio::test]
async fn too_many_are_refused_before_anything_is_done() {
    let world = World::new().await;
    let ids = (0..=MAX_BULK).map(|_| ConversationId(uuid::Uuid::now_v7()));
    let body = many(BulkWhat::Assign, ids.collect());
    let refused = world.agent("ana").refused(&DoBulk { body }).await;
    assert_eq!(
        (refused.code, refused.limit),
        (Code::TooLarge, Some(MAX_BULK as u64))
    );
}
