//! Holds the panel's readers against the contract's own.

use super::*;
use bandeja_contract::{
    VisitorId,
    realtime::{Hello, TypingSign},
    visitor::VisitorRead,
};
use proptest::{collection::vec, option, prelude::*};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value as Json, json};
use std::fmt::Debug;

impl Value for Json {
    fn member(&self, name: &str) -> Option<Self> {
        self.get(name).filter(|it| !it.is_null()).cloned()
    }
    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }
    fn number(&self) -> Option<f64> {
        self.as_f64()
    }
    fn truth(&self) -> Option<bool> {
        self.as_bool()
    }
    fn elements(&self) -> Vec<Self> {
        self.as_array().cloned().unwrap_or_default()
    }
}

/// Ours reads what the contract writes, and the contract agrees.
fn agree<T>(written: &T, ours: fn(&Json) -> Option<T>)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let json = serde_json::to_value(written).unwrap();
    let theirs: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(ours(&json).as_ref(), Some(written), "{json}");
    assert_eq!(&theirs, written);
}

fn a_seq() -> impl Strategy<Value = Seq> {
    (0..1_u64 << 53).prop_map(Seq)
}

fn an_instant() -> impl Strategy<Value = Timestamp> {
    (0..1_i64 << 53).prop_map(Timestamp)
}

fn a_uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn an_attachment() -> impl Strategy<Value = Attachment> {
    (a_uuid(), any::<String>(), any::<String>(), 0..1_u64 << 53).prop_map(
        |(id, name, media_type, size)| Attachment {
            id: AttachmentId(id),
            name,
            media_type,
            size,
            width: None,
            height: None,
        },
    )
}

fn a_message() -> impl Strategy<Value = VisitorMessage> {
    let author = prop::sample::select(AuthorKind::ALL);
    let numbers = (a_seq(), a_seq(), an_instant());
    let words = (option::of(any::<String>()), any::<String>());
    (
        a_uuid(),
        numbers,
        author,
        words,
        vec(an_attachment(), 0..3),
        (any::<bool>(), option::of(a_uuid())),
    )
        .prop_map(
            |(id, (seq, position, at), author, (name, text), attachments, (ended, answers))| {
                VisitorMessage {
                    id: ItemId(id),
                    answers: answers.map(ItemId),
                    seq,
                    position,
                    at,
                    author,
                    name,
                    text,
                    attachments,
                    ended,
                }
            },
        )
}

fn a_state() -> impl Strategy<Value = VisitorState> {
    let status = option::of(prop::sample::select(Status::ALL));
    let agent = option::of(any::<String>());
    (a_seq(), status, agent, any::<bool>(), a_seq(), a_seq()).prop_map(
        |(seq, status, agent, online, agent_read, visitor_read)| VisitorState {
            seq,
            status,
            agent,
            online,
            agent_read,
            visitor_read,
        },
    )
}

fn a_snapshot() -> impl Strategy<Value = VisitorSnapshot> {
    let messages = vec(a_message(), 0..4);
    (a_seq(), an_instant(), a_state(), messages, any::<bool>()).prop_map(
        |(seq, now, state, messages, more)| VisitorSnapshot {
            seq,
            now,
            state,
            messages,
            more,
        },
    )
}

fn a_mark() -> impl Strategy<Value = Mark> {
    (a_seq(), an_instant(), option::of(a_seq())).prop_map(|(seq, now, prev)| Mark {
        seq,
        now,
        prev,
    })
}

fn a_batch() -> impl Strategy<Value = VisitorBatch> {
    let event = (a_seq(), option::of(a_message()), option::of(a_state())).prop_map(
        |(seq, message, state)| VisitorEvent {
            seq,
            message,
            state,
        },
    );
    (a_seq(), a_seq(), vec(event, 0..4)).prop_map(|(prev, seq, events)| VisitorBatch {
        prev,
        seq,
        events,
    })
}

fn a_frame() -> impl Strategy<Value = VisitorFrame> {
    (
        option::of(a_batch()),
        option::of(a_mark()),
        option::of(a_mark()),
        option::of(a_mark()),
        option::of(an_instant()),
    )
        .prop_map(|(events, resumed, reset, beat, typing)| VisitorFrame {
            events,
            resumed,
            reset,
            beat,
            typing,
        })
}

proptest! {
    #[test]
    fn snapshots_are_read_as_the_contract_reads_them(it in a_snapshot()) {
        agree(&it, snapshot);
    }

    #[test]
    fn frames_are_read_as_the_contract_reads_them(it in a_frame()) {
        agree(&it, frame);
    }

    #[test]
    fn polled_frames_are_read_as_the_contract_reads_them(it in vec(a_frame(), 0..4)) {
        agree(&it, frames);
    }

    #[test]
    fn messages_and_states_are_read_as_the_contract_reads_them(it in a_message(), that in a_state()) {
        agree(&it, message);
        agree(&that, state);
    }
}

#[test]
fn what_is_of_another_shape_is_nothing() {
    let shapes = [
        json!(null),
        json!([]),
        json!("events"),
        json!({"seq": -1, "now": 1.0e300}),
        json!({"seq": 1, "now": 2, "state": {}, "messages": [], "more": false}),
        json!({"seq": "1", "now": 2}),
        json!({"id": "no uuid", "seq": 1, "position": 1, "at": 1, "author": "agent", "text": ""}),
    ];
    for shape in shapes {
        assert_eq!(snapshot(&shape), None, "{shape}");
        assert_eq!(message(&shape), None, "{shape}");
        assert_eq!(ticket(&shape), None, "{shape}");
    }
    let half = json!({"events": {"prev": 1, "seq": 2, "events": [{"seq": 2, "message": {}}]}});
    assert_eq!(
        frame(&half),
        None,
        "a batch with a message that is none is no frame"
    );
    assert_eq!(frame(&json!({"beat": {"seq": 1}})), None);
    assert_eq!(frame(&json!({"news": 1})), Some(VisitorFrame::default()));
}

#[test]
fn a_refusal_keeps_its_code_and_limit() {
    for code in Code::ALL {
        let told = refused(&json!({"code": code.word(), "limit": 4096, "retry_after": 3}));
        assert_eq!(
            told,
            Refused {
                code: *code,
                limit: Some(4096),
                retry_after: Some(3),
            }
        );
    }
    assert_eq!(refused(&json!("bad gateway")).code, Code::Unknown);
}

#[test]
fn the_page_says_which_inbox_it_is() {
    let told = json!({"key": "k", "name": "Web", "team": "Ventas", "greeting": "Hola",
        "origins": ["https://a.example"], "online": true});
    let read = inbox(&told).unwrap();
    assert_eq!((read.key.as_str(), read.team.as_str()), ("k", "Ventas"));
    assert_eq!(read.origins, ["https://a.example"]);
    assert!(read.online);
    assert_eq!(
        inbox(&json!({})),
        None,
        "an unknown key's page has no inbox"
    );
}

#[test]
fn an_id_is_thirty_two_digits() {
    let id = Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0004);
    assert_eq!(uuid("01930000-0000-7000-8000-000000000004"), Some(id));
    assert_eq!(uuid("01930000-0000-7000-8000-00000000000"), None);
    assert_eq!(uuid(&"0".repeat(33)), None);
    assert_eq!(uuid("01930000-0000-7000-8000-00000000000g"), None);
}

fn quote(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// The contract reads what we write as what its own writer would have written.
fn same(ours: &str, theirs: &impl Serialize) {
    let ours: Json = serde_json::from_str(ours).unwrap();
    assert_eq!(ours, serde_json::to_value(theirs).unwrap());
}

proptest! {
    #[test]
    fn what_is_written_is_what_the_contract_writes(
        id in a_uuid(),
        words in vec(any::<String>(), 3),
        seq in a_seq(),
        now in an_instant(),
        on in any::<bool>(),
    ) {
        let [secret, inbox, locale] = <[String; 3]>::try_from(words).unwrap();
        let send = VisitorSend { id: ItemId(id), text: secret.clone() };
        same(&write_send(&send, quote), &send);
        let ticket = secret.clone();
        let register = Register { visitor: VisitorId(id), secret, inbox, locale };
        same(&write_register(&register, quote), &register);
        same(&write_read(seq), &VisitorRead { up_to: seq });
        let empty = ClientFrame::default;
        for frame in [
            ClientFrame { hello: Some(Hello { ticket, after: seq }), ..empty() },
            ClientFrame { beat: Some(now), ..empty() },
            ClientFrame { probe: true, ..empty() },
            ClientFrame { typing: Some(TypingSign { conversation: None, on }), ..empty() },
        ] {
            same(&write_frame(&frame, quote), &frame);
        }
    }
}
