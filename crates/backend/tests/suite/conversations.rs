//! The list, threads, and what agents do to conversations.

use crate::world::*;
use bandeja_contract::{endpoint::*, *};
use std::collections::BTreeSet;

/// Proves L1, L3, L4.
#[tokio::test]
async fn pages_by_offset_and_by_cursor_are_the_same_list() {
    let world = World::new().await;
    let dora = world.agent("dora");
    for sort in Sort::ALL {
        let whole = dora.ok(&list(Status::Closed, *sort)).await;
        assert_eq!(
            whole.rows.len(),
            usize::try_from(whole.counts.closed).expect("small")
        );
        assert!(whole.rows.len() > 3 && whole.next.is_none());
        let (mut by_cursor, mut cursor) = (Vec::new(), None);
        loop {
            let call = ListConversations {
                cursor,
                limit: 3,
                ..list(Status::Closed, *sort)
            };
            let page = dora.ok(&call).await;
            assert_eq!(
                usize::try_from(page.offset).expect("small"),
                by_cursor.len()
            );
            by_cursor.extend(page.rows);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(by_cursor, whole.rows);
        let call = ListConversations {
            offset: 2,
            limit: 2,
            ..list(Status::Closed, *sort)
        };
        assert_eq!(dora.ok(&call).await.rows, whole.rows[2..4]);
        let past = ListConversations {
            offset: 10_000,
            ..list(Status::Closed, *sort)
        };
        assert!(dora.ok(&past).await.rows.is_empty());
    }
}

/// Proves L4, G1.
#[tokio::test]
async fn a_filter_narrows_and_never_widens() {
    let world = World::new().await;
    let (shop, visits) = (
        world.group("Tienda en línea").await,
        world.group("Talleres y citas").await,
    );
    let closed = async |login: &str, groups: Vec<GroupId>| {
        let call = ListConversations {
            filter: Filter {
                groups,
                ..Filter::default()
            },
            ..list(Status::Closed, Sort::Newest)
        };
        let page = world.agent(login).ok(&call).await;
        assert_eq!(
            page.rows.len(),
            usize::try_from(page.counts.closed).expect("small")
        );
        page.rows
            .into_iter()
            .map(|row| row.group)
            .collect::<BTreeSet<_>>()
    };
    let all = closed("dora", Vec::new()).await;
    assert_eq!(all.len(), 4);
    assert_eq!(closed("dora", vec![shop]).await, BTreeSet::from([shop]));
    assert_eq!(closed("hector", Vec::new()).await, BTreeSet::from([visits]));
    assert!(closed("hector", vec![shop]).await.is_empty());
    assert_eq!(
        closed("hector", vec![shop, visits]).await,
        BTreeSet::from([visits])
    );
}

/// Proves T5.
#[tokio::test]
async fn a_thread_is_read_in_both_directions() {
    let world = World::new().await;
    let (visitor, id) = world.taken_by("ana").await;
    for number in 0..9 {
        visitor.writes(&format!("{number}")).await;
    }
    let ana = world.agent("ana");
    let whole = ana.ok(&thread(id)).await;
    assert!(whole.items.is_sorted_by_key(|item| item.position) && !whole.more);
    let edge = whole.items[5].position;
    let before = ana
        .ok(&ListItems {
            before: Some(edge),
            limit: 3,
            ..thread(id)
        })
        .await;
    assert_eq!(
        (before.items.as_slice(), before.more),
        (&whole.items[2..5], true)
    );
    let after = ana
        .ok(&ListItems {
            after: Some(edge),
            limit: 3,
            ..thread(id)
        })
        .await;
    assert_eq!(
        (after.items.as_slice(), after.more),
        (&whole.items[6..9], true)
    );
    let end = ana
        .ok(&ListItems {
            after: Some(whole.items[8].position),
            ..thread(id)
        })
        .await;
    assert_eq!((end.items.as_slice(), end.more), (&whole.items[9..], false));
}

/// Proves L5: who is faster has it, the other hears so.
#[tokio::test]
async fn only_one_of_two_takes_a_conversation() {
    let world = World::new().await;
    let (_, conversation) = world.queued().await;
    let (ana, bruno) = (world.agent("ana"), world.agent("bruno"));
    let (mine, theirs) = (
        Accept {
            conversation,
            body: operation(),
        },
        Accept {
            conversation,
            body: operation(),
        },
    );
    let (first, second) = tokio::join!(ana.call(&mine), bruno.call(&theirs));
    let mut codes = [first.code(), second.code()];
    codes.sort_unstable();
    assert_eq!(codes, ["already_taken", "ok"]);
    let row = ana.ok(&GetConversation { conversation }).await;
    assert_eq!(row.status, Status::Open);
    assert!(row.started_at.is_some());
}

/// Proves M8.
#[tokio::test]
async fn answering_a_queued_one_takes_it_in_the_same_step() {
    let world = World::new().await;
    let (_, conversation) = world.queued().await;
    let ana = world.agent("ana");
    let before = ana.ok(&GetSnapshot).await.seq;
    ana.ok(&SendMessage {
        conversation,
        body: message("Buenas", Seq(0)),
    })
    .await;
    let row = ana.ok(&GetConversation { conversation }).await;
    let me = ana.ok(&WhoAmI).await.id;
    assert_eq!((row.status, row.assignee), (Status::Open, Some(me)));
    assert_eq!(
        (row.preview.as_str(), row.preview_by),
        ("Buenas", AuthorKind::Agent)
    );
    let frames = ana
        .ok(&PollEvents {
            after: before,
            wait: 0,
        })
        .await
        .frames;
    let told: Vec<_> = ana.ok(&thread(conversation)).await.items;
    assert_eq!(told[2].happening, Some(Happening::Accepted));
    assert_eq!(
        (told[3].text.as_str(), told[3].delivery),
        ("Buenas", Some(Delivery::Sent))
    );
    assert_eq!(frames.len(), 2, "one frame and the end: {frames:?}");
}

/// Proves T8: nobody answers without having seen what a colleague wrote.
#[tokio::test]
async fn a_colleagues_message_stops_one_that_was_written_without_knowing() {
    let world = World::new().await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let (ana, olga) = (world.agent("ana"), world.agent("olga"));
    let seen = ana
        .ok(&GetConversation { conversation })
        .await
        .last_position;
    visitor.writes("¿Y bien?").await;
    // The customer's own message stops nobody.
    let send = |body| SendMessage { conversation, body };
    ana.ok(&send(message("Ahora mismo lo miro", seen))).await;
    let seen = ana
        .ok(&GetConversation { conversation })
        .await
        .last_position;
    let colleague = olga.ok(&send(message("Ya está arreglado", seen))).await;
    let mut mine = message("Sigo con ello", seen);
    let problem = ana.refused(&send(mine.clone())).await;
    assert_eq!(problem.code, Code::ThreadMoved);
    assert_eq!(problem.items, vec![colleague.clone()]);
    mine.anyway = true;
    let sent = ana.ok(&send(mine.clone())).await;
    assert_eq!((sent.id, sent.text.as_str()), (mine.id, "Sigo con ello"));
    // Whoever has seen it is not stopped.
    ana.ok(&send(message("Perdón, ya lo veo", sent.position)))
        .await;
}

/// Proves T9: an answer names the message that it answers, to agents and to the customer, where the
/// channel shows it; what is no message here, or elsewhere, is refused, and nothing is sent.
#[tokio::test]
async fn an_answer_names_the_message_that_it_answers() {
    let world = World::new().await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let asked = visitor.writes("¿Tienen la talla 38?").await.id;
    visitor.writes("¿Y en azul?").await;
    let ana = world.agent("ana");
    let body = NewMessage {
        answers: Some(asked),
        ..message("De la 38 quedan dos", Seq(0))
    };
    let send = SendMessage { conversation, body };
    let sent = ana.ok(&send).await;
    assert_eq!(sent.answers, Some(asked));
    assert_eq!(ana.ok(&send).await, sent, "the same again is the same");
    let olga = world.agent("olga");
    let read = olga.ok(&thread(conversation)).await.items;
    assert_eq!(read.last(), Some(&sent));
    let seen = visitor.sees().await.messages;
    assert_eq!(seen.last().expect("it").answers, Some(asked));

    let (other, _) = world.taken_by("ana").await;
    let theirs = other.writes("Otra cosa").await.id;
    let event = read.iter().find(|it| it.kind == ItemKind::Event);
    for (conversation, answered) in [
        (conversation, theirs),
        (conversation, event.expect("an event").id),
        (conversation, ItemId(uuid::Uuid::now_v7())),
    ] {
        let before = olga.ok(&thread(conversation)).await.items.len();
        let body = NewMessage {
            answers: Some(answered),
            ..message("No se envía", Seq(0))
        };
        let problem = ana.refused(&SendMessage { conversation, body }).await;
        assert_eq!(
            (problem.code, problem.field.as_deref()),
            (Code::Invalid, Some("/answers"))
        );
        assert_eq!(olga.ok(&thread(conversation)).await.items.len(), before);
    }
}

/// Proves M8, G1: an operator may answer a colleague's, and does not take it away.
#[tokio::test]
async fn an_operator_answers_for_a_colleague_who_keeps_it() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let send = SendMessage {
        conversation,
        body: message("Le ayudo yo", Seq(0)),
    };
    world.agent("olga").ok(&send).await;
    let row = world
        .agent("olga")
        .ok(&GetConversation { conversation })
        .await;
    assert_eq!(row.assignee, Some(world.agent("ana").ok(&WhoAmI).await.id));
    let bruno = SendMessage {
        conversation,
        body: message("Y yo", Seq(0)),
    };
    assert_eq!(
        world.agent("bruno").refused(&bruno).await.code,
        Code::Forbidden
    );
}

/// Proves A5.
#[tokio::test]
async fn closing_files_reason_and_note_and_ends_writing() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let reason = world.reason().await;
    let row = ana
        .ok(&Close {
            conversation,
            body: closing(reason),
        })
        .await;
    assert_eq!(
        (row.status, row.closed_at.is_some()),
        (Status::Closed, true)
    );
    let told = ana
        .ok(&thread(conversation))
        .await
        .items
        .pop()
        .expect("an event");
    assert_eq!(told.happening, Some(Happening::Closed));
    assert_eq!(
        (told.text.as_str(), told.note.as_deref()),
        ("Consulta resuelta", Some("Todo en orden."))
    );
    let send = SendMessage {
        conversation,
        body: message("¿Hola?", Seq(0)),
    };
    assert_eq!(ana.refused(&send).await.code, Code::WrongStatus);
    let accept = Accept {
        conversation,
        body: operation(),
    };
    assert_eq!(ana.refused(&accept).await.code, Code::WrongStatus);
}

/// Proves L5: only the owner's reading counts.
#[tokio::test]
async fn a_preview_clears_no_unread_count() {
    let world = World::new().await;
    let (_, conversation) = world.queued().await;
    let mark = MarkRead {
        conversation,
        body: ReadMark {
            up_to: Seq(1 << 40),
        },
    };
    assert_eq!(
        world.agent("ana").refused(&mark).await.code,
        Code::WrongStatus
    );
    world
        .agent("ana")
        .ok(&Accept {
            conversation,
            body: operation(),
        })
        .await;
    assert_eq!(
        world.agent("olga").refused(&mark).await.code,
        Code::Forbidden
    );
    let row = world
        .agent("ana")
        .ok(&GetConversation { conversation })
        .await;
    assert_eq!(row.unread, 1);
    let row = world.agent("ana").ok(&mark).await;
    assert_eq!((row.unread, row.agent_read), (0, row.last_position));
    let back = MarkRead {
        conversation,
        body: ReadMark { up_to: Seq(1) },
    };
    assert_eq!(world.agent("ana").ok(&back).await, row);
}
