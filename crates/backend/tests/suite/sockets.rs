//! The websocket: beginning, being live, ending.

use crate::{line::*, mirror::*, world::*};
use bandeja_backend::{
    Config,
    admin::Admin,
    config::{Faults, Pulse},
};
use bandeja_contract::{endpoint::*, realtime::*, visitor::VisitorFrame, *};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

const SIGNED_OUT: Came = Came::Closed(CLOSE_SIGNED_OUT);
const POLICY: Came = Came::Closed(1008);

/// Proves L8: what happens is on every screen at once, and only what may be seen there.
#[tokio::test]
async fn a_visitors_message_is_on_every_screen_that_may_show_it() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let mut screens = Vec::new();
    for login in ["ana", "bruno", "dora", "hector"] {
        let mirror = Mirror::fresh(&world.agent(login)).await;
        let mut socket = server.open(&world.agent(login), mirror.applied).await;
        let resumed = socket.until(|frame| match frame {
            ServerFrame::Resumed(mark) => Some(mark),
            _ => None,
        });
        resumed.await;
        screens.push((login, Mirror::fresh(&world.agent(login)).await, socket));
    }
    let visitor = world.visitor().await;
    let sent = visitor.writes("Hola, ¿hay alguien?").await;
    for (login, mirror, socket) in &mut screens {
        if *login == "hector" {
            continue;
        }
        // What the others' coming told may still be on its way; the message is what counts.
        let batch = socket
            .until(|frame| match frame {
                ServerFrame::Events(batch)
                    if batch.events.iter().any(
                        |event| matches!(&event.change, Change::Item(item) if item.id == sent.id),
                    ) =>
                {
                    Some(batch)
                }
                _ => None,
            })
            .await;
        assert_eq!(batch.seq, batch.events.last().expect("events").seq);
        mirror.catch_up(&world.agent(login)).await;
        assert_eq!(mirror.items[&sent.id].text, "Hola, ¿hay alguien?");
    }
    let (_, _, hector) = &mut screens[3];
    hector.says(&json!({ "probe": true })).await;
    loop {
        match hector.frame().await {
            ServerFrame::Beat(_) => break,
            ServerFrame::Events(batch) => {
                assert!(
                    batch
                        .events
                        .iter()
                        .all(|event| kind(&event.change) == "agent")
                );
            }
            other => panic!("not for Héctor: {other:?}"),
        }
    }
}

/// Proves G8: whoever comes back gets what they missed, in order, and is live again.
#[tokio::test]
async fn whoever_comes_back_misses_nothing() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let mut mirror = Mirror::fresh(&ana).await;
    for number in 0..250 {
        visitor.writes(&format!("mensaje {number}")).await;
    }
    let mut socket = server.open(&ana, mirror.applied).await;
    let mut frames = Vec::new();
    loop {
        let frame: ServerFrame = socket.frame().await;
        let last = matches!(frame, ServerFrame::Resumed(_));
        frames.push(frame);
        if last {
            break;
        }
    }
    assert!(frames.len() > 3, "in parts");
    mirror.take(&ana, frames).await;
    ana.ok(&SendMessage {
        conversation,
        body: message("Sigo aquí", Seq(0)),
    })
    .await;
    let live = socket.until(|frame| match frame {
        ServerFrame::Events(batch) => Some(batch),
        _ => None,
    });
    let live = live.await;
    assert_eq!(
        live.prev, mirror.applied,
        "the replay and what is live fit together"
    );
    mirror.take(&ana, vec![ServerFrame::Events(live)]).await;
    assert_eq!(mirror, Mirror::fresh(&ana).await);
    // A sign of life names what was said last.
    socket.says(&json!({ "probe": true })).await;
    let ServerFrame::Beat(mark) = socket.frame().await else {
        panic!("no beat")
    };
    assert_eq!((mark.seq, mark.now), (mirror.applied, world.clock.now()));
}

/// Proves G8: whoever opens a line in the middle of a flood misses nothing and hears nothing twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_opens_in_a_flood_gets_everything_once() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let (visitor, _) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let begun = Mirror::fresh(&ana).await;
    let flood = tokio::spawn(async move {
        for number in 0..200 {
            visitor.writes(&format!("mensaje {number}")).await;
        }
        visitor.writes("el último").await.id
    });
    let mut lines = Vec::new();
    while !flood.is_finished() {
        lines.push((begun.clone(), server.open(&ana, begun.applied).await));
    }
    assert!(lines.len() > 3, "{} lines", lines.len());
    let last = flood.await.expect("ends");
    let fresh = Mirror::fresh(&ana).await;
    for (mut mirror, mut socket) in lines {
        while !mirror.items.contains_key(&last) || mirror.applied < fresh.applied {
            let frame = socket.frame().await;
            if !matches!(frame, ServerFrame::Beat(_)) {
                mirror.take(&ana, vec![frame]).await;
            }
        }
        assert_eq!(mirror, fresh);
    }
}

#[tokio::test]
async fn what_the_log_does_not_hold_begins_anew() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let ana = world.agent("ana");
    let head = ana.ok(&GetSnapshot).await.seq;
    for after in [Seq(0), Seq(head.0 + 100), Seq(1 << 50)] {
        let mut socket = server.open(&ana, after).await;
        assert!(
            matches!(socket.frame::<ServerFrame>().await, ServerFrame::Reset(_)),
            "{after}"
        );
        assert_eq!(socket.end().await, Came::Closed(1000));
        let frames = ana.ok(&PollEvents { after, wait: 0 }).await.frames;
        assert!(
            matches!(frames.as_slice(), [ServerFrame::Reset(_)]),
            "{frames:?}"
        );
    }
    let visitor = world.visitor().await;
    let mut socket = server.open(&visitor.client, Seq(0)).await;
    assert!(socket.frame::<VisitorFrame>().await.reset.is_some());
}

#[tokio::test]
async fn a_socket_needs_a_ticket_that_is_its_own_new_and_in_time() {
    let hello_within = Duration::from_millis(200);
    let pulse = Pulse {
        hello_within,
        ..Pulse::default()
    };
    let world = World::with(|config| Config { pulse, ..config }).await;
    let server = Listening::on(&world.app).await;
    let hello = |ticket: &str| json!({ "hello": { "ticket": ticket, "after": 1 } });
    let tried = async |path: &str, frame: serde_json::Value| {
        let mut socket = server.connect(path, None).await.expect("connects");
        socket.says(&frame).await;
        socket.end().await
    };
    let ticket = world.agent("ana").ok(&MakeTicket).await.ticket;
    assert_eq!(
        tried("/visitor/realtime", hello(&ticket)).await,
        POLICY,
        "an agent's"
    );
    assert_eq!(tried("/realtime", hello(&ticket)).await, POLICY, "used");
    assert_eq!(tried("/realtime", hello("made up")).await, POLICY);
    assert_eq!(
        tried("/realtime", json!({ "beat": 1 })).await,
        POLICY,
        "no hello"
    );
    assert_eq!(tried("/realtime", json!("hello")).await, POLICY);
    let old = world.agent("ana").ok(&MakeTicket).await.ticket;
    world.clock.advance(31_000);
    assert_eq!(tried("/realtime", hello(&old)).await, POLICY, "too old");
    let mut silent = server.connect("/realtime", None).await.expect("connects");
    assert_eq!(silent.end().await, POLICY, "silent");
    let foreign = server
        .connect("/realtime", Some("https://evil.example"))
        .await;
    assert!(foreign.is_err(), "a foreign page");
    let own = format!("http://{}", "127.0.0.1:7878");
    assert!(server.connect("/realtime", Some(&own)).await.is_ok());
}

/// Proves T6: typing both ways, to nobody who may not see it.
#[tokio::test]
async fn typing_is_seen_by_the_other_side_and_by_colleagues() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let me = world.agent("ana").ok(&WhoAmI).await.id;
    let (mut ana, mut olga, mut hector) = (
        server.live(&world, "ana").await,
        server.live(&world, "olga").await,
        server.live(&world, "hector").await,
    );
    let seq = visitor.sees().await.seq;
    let mut panel = server.open(&visitor.client, seq).await;
    while panel.frame::<VisitorFrame>().await.resumed.is_none() {}
    let until = world.clock.now().plus(TYPING_FOR);
    let typing = |frame| match frame {
        ServerFrame::Typing(typing) => Some(typing),
        _ => None,
    };
    ana.says(&json!({ "typing": { "conversation": conversation, "on": true } }))
        .await;
    assert_eq!(panel.frame::<VisitorFrame>().await.typing, Some(until));
    let seen = olga.until(typing).await;
    assert_eq!(
        seen,
        Typing {
            conversation,
            agent: Some(me),
            until
        }
    );
    ana.says(&json!({ "typing": { "conversation": conversation, "on": false } }))
        .await;
    assert_eq!(
        panel.frame::<VisitorFrame>().await.typing,
        Some(Timestamp(0))
    );
    panel.says(&json!({ "typing": { "on": true } })).await;
    let seen = ana.until(typing).await;
    assert_eq!(
        seen,
        Typing {
            conversation,
            agent: None,
            until
        },
        "never her own sign"
    );
    // Whoever may not see the conversation may not write in it, and hears nothing of it.
    hector
        .says(&json!({ "typing": { "conversation": conversation, "on": true } }))
        .await;
    hector
        .says(&json!({ "typing": { "conversation": Uuid::now_v7(), "on": true } }))
        .await;
    hector.says(&json!({ "probe": true })).await;
    hector
        .until(|frame| match frame {
            ServerFrame::Beat(_) => Some(()),
            ServerFrame::Typing(typing) => panic!("not for Héctor: {typing:?}"),
            _ => None,
        })
        .await;
    panel.says(&json!({ "probe": true })).await;
    assert!(
        panel.frame::<VisitorFrame>().await.beat.is_some(),
        "nothing of Héctor's came"
    );
}

/// Proves L1: the numbers are right, and come at most four times a second.
#[tokio::test]
async fn numbers_follow_and_do_not_flood() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let mut ana = server.live(&world, "ana").await;
    let shop = world.group("Tienda en línea").await;
    ana.says(&json!({ "watch": { "groups": [shop] } })).await;
    let counts = |frame| match frame {
        ServerFrame::Counts(frame) => Some(frame),
        _ => None,
    };
    let first = ana.until(counts).await;
    let filter = Filter {
        groups: vec![shop],
        ..Filter::default()
    };
    let call = ListConversations {
        filter: filter.clone(),
        ..list(Status::Open, Sort::Newest)
    };
    assert_eq!(first.counts, world.agent("ana").ok(&call).await.counts);
    let begun = Instant::now();
    for _ in 0..30 {
        world.visitor().await.writes("Hola").await;
    }
    let expected = first.counts.queued + 30;
    let mut frames = 0_u32;
    loop {
        let told = ana.until(counts).await;
        assert_eq!(told.filter, filter);
        frames += 1;
        if told.counts.queued == expected {
            break;
        }
    }
    let quarters = u32::try_from(begun.elapsed().as_millis() / 250).expect("short");
    assert!(
        frames <= quarters + 2,
        "{frames} in {quarters} quarters of a second"
    );
    // What changes no number is not told.
    world.visitor().await;
    ana.says(&json!({ "watch": { "groups": [] } })).await;
    assert!(ana.until(counts).await.filter.groups.is_empty());
}

#[tokio::test]
async fn signing_out_ends_the_sockets_of_that_session_only() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let email = "ana@demo.bandeja".to_owned();
    let answer = world
        .nobody()
        .call(&SignIn {
            email,
            password: PASSWORD.to_owned(),
        })
        .await;
    let cookie = Some(cookie_of(answer.header("set-cookie")));
    let second = crate::client::Client {
        cookie,
        ..world.nobody()
    };
    let seq = second.ok(&GetSnapshot).await.seq;
    let mut other = server.open(&second, seq).await;
    let mut socket = server.live(&world, "ana").await;
    second.ok(&SignOut).await;
    assert_eq!(other.end().await, SIGNED_OUT);
    socket.says(&json!({ "probe": true })).await;
    socket
        .until(|frame| matches!(frame, ServerFrame::Beat(_)).then_some(()))
        .await;
    let here = |agents: Vec<Agent>| {
        agents
            .iter()
            .find(|a| a.name == "Ana Paredes")
            .expect("Ana")
            .connected
    };
    let dora = world.agent("dora");
    assert!(
        here(dora.ok(&GetSnapshot).await.agents),
        "another tab is open"
    );
    let mut screen = server.live(&world, "dora").await;
    world.agent("ana").ok(&SignOut).await;
    assert_eq!(socket.end().await, SIGNED_OUT);
    // Proves A7: signing out moves at once, the clock stands.
    screen
        .until(|frame| match frame {
            ServerFrame::Events(batch) => {
                batch.events.iter().find_map(|event| match &event.change {
                    Change::Agent(agent) if agent.name == "Ana Paredes" && !agent.connected => {
                        Some(())
                    }
                    _ => None,
                })
            }
            _ => None,
        })
        .await;
}

/// Proves G1: rights change on open sockets, too.
#[tokio::test]
async fn other_rights_restart_and_none_end_a_socket() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let mut admin = Admin::open(&world.data).await.expect("opens");
    let mut hector = server.live(&world, "hector").await;
    admin
        .set_role("hector@demo.bandeja", Role::Admin)
        .await
        .expect("sets");
    hector
        .until(|frame| matches!(frame, ServerFrame::Reset(_)).then_some(()))
        .await;
    assert_eq!(hector.end().await, Came::Closed(1000));
    let mut hector = server.live(&world, "hector").await;
    let password = "another password".to_owned();
    admin
        .reset_password("hector@demo.bandeja", password)
        .await
        .expect("sets");
    assert_eq!(hector.end().await, SIGNED_OUT);
    let mut nuria = server.live(&world, "nuria").await;
    admin
        .set_disabled("nuria@demo.bandeja", true)
        .await
        .expect("sets");
    assert_eq!(nuria.end().await, SIGNED_OUT);
}

#[tokio::test]
async fn a_line_from_which_nothing_comes_is_dead_and_one_that_answers_lives() {
    let (beat_every, dead_after) = (Duration::from_millis(50), Duration::from_millis(400));
    let pulse = Pulse {
        beat_every,
        dead_after,
        ..Pulse::default()
    };
    let world = World::with(|config| Config { pulse, ..config }).await;
    let server = Listening::on(&world.app).await;
    let begun = Instant::now();
    // Reading answers pings underneath: this one is alive.
    let mut alive = server.live(&world, "ana").await;
    for _ in 0..12 {
        alive
            .until(|frame| matches!(frame, ServerFrame::Beat(_)).then_some(()))
            .await;
    }
    assert!(begun.elapsed() > dead_after);
    let mut silent = server.live(&world, "bruno").await;
    tokio::time::sleep(dead_after * 3).await;
    assert_eq!(silent.end().await, Came::Dropped);
}

#[tokio::test]
async fn faults_and_a_stopping_server_end_sockets_each_in_its_way() {
    let drop_sockets_every = Some(Duration::from_millis(100));
    let faults = Faults {
        drop_sockets_every,
        ..Faults::default()
    };
    let world = World::with(|config| Config { faults, ..config }).await;
    let server = Listening::on(&world.app).await;
    let mut socket = server.live(&world, "ana").await;
    assert_eq!(socket.end().await, Came::Dropped);
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let mut socket = server.live(&world, "ana").await;
    let (ana, seq) = (
        world.agent("ana"),
        world.agent("ana").ok(&GetSnapshot).await.seq,
    );
    let poll = tokio::spawn(async move {
        ana.ok(&PollEvents {
            after: seq,
            wait: 25,
        })
        .await
    });
    let begun = Instant::now();
    server.stop().await;
    assert_eq!(socket.end().await, Came::Closed(1012));
    poll.await.expect("answered");
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "nobody waits for a long poll"
    );
    let refused = world.agent("ana").refused(&SignOut).await;
    assert!(
        matches!(refused.code, Code::Unavailable | Code::Internal),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_flood_of_words_ends_a_socket_and_nonsense_does_not() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let mut socket = server.live(&world, "ana").await;
    for nonsense in [
        json!({}),
        json!([]),
        json!({ "sing": true }),
        json!({ "watch": 3 }),
        json!(null),
    ] {
        socket.says(&nonsense).await;
    }
    socket.says(&json!({ "probe": true })).await;
    socket
        .until(|frame| matches!(frame, ServerFrame::Beat(_)).then_some(()))
        .await;
    socket.says(&json!({ "x": "y".repeat(20_000) })).await;
    assert!(!matches!(socket.end().await, Came::Text(_)));
}

/// Proves G8: a reader that takes nothing is cut, and loses nothing by it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_does_not_keep_up_is_cut_and_comes_back() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let (visitor, _) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let mut mirror = Mirror::fresh(&ana).await;
    let mut socket = server.open(&ana, mirror.applied).await;
    let text = "ñ".repeat(4000);
    for _ in 0..1_500 {
        visitor.writes(&text).await;
    }
    let mut frames = Vec::new();
    let end = loop {
        match socket.next().await {
            Came::Text(text) => {
                let frame: ServerFrame = serde_json::from_str(&text).expect("a frame");
                if !matches!(frame, ServerFrame::Beat(_)) {
                    frames.push(frame);
                }
            }
            end => break end,
        }
    };
    assert_ne!(end, SIGNED_OUT);
    mirror.take(&ana, frames).await;
    assert!(
        mirror.applied < ana.ok(&GetSnapshot).await.seq,
        "it was cut before the end"
    );
    mirror.catch_up(&ana).await;
    let fresh = ana.ok(&GetSnapshot).await;
    assert_eq!(mirror.applied, fresh.seq);
    let written = mirror
        .items
        .values()
        .filter(|item| item.text == text)
        .count();
    assert_eq!(written, 1_500);
}

/// The long poll waits for something, and only so long.
#[tokio::test]
async fn a_long_poll_answers_when_something_happens() {
    let world = World::new().await;
    let (visitor, _) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let after = ana.ok(&GetSnapshot).await.seq;
    let begun = Instant::now();
    let waiting = {
        let ana = ana.clone();
        tokio::spawn(async move { ana.ok(&PollEvents { after, wait: 25 }).await.frames })
    };
    // Whenever it comes, before or while the poll waits, it is told.
    visitor.writes("¿Sigue ahí?").await;
    let frames = waiting.await.expect("answers");
    assert!(begun.elapsed() < Duration::from_secs(20));
    let [ServerFrame::Events(batch), ServerFrame::Resumed(mark)] = frames.as_slice() else {
        panic!("{frames:?}");
    };
    assert_eq!((batch.prev, mark.prev), (after, Some(batch.seq)));
    let nothing = ana
        .ok(&PollEvents {
            after: mark.seq,
            wait: 1,
        })
        .await
        .frames;
    assert!(
        matches!(nothing.as_slice(), [ServerFrame::Resumed(_)]),
        "{nothing:?}"
    );
}
