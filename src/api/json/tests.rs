//! The reader and the writer against `serde_json`.

use super::*;
use bandeja_contract::{
    Contact, Event, Item, ItemId, Problem, Seq, SupportTicket, Timestamp,
    endpoint::{ConversationPage, NewMessage, Snapshot},
    realtime::{ClientFrame, Frames, ServerFrame},
};
use proptest::prelude::*;
use serde::Deserialize;
use std::fmt::Debug;
use uuid::Uuid;

/// Reads an example of the wire with both readers.
fn check<T: DeserializeOwned + PartialEq + Debug>(name: &str) {
    let path = format!(
        "{}/crates/contract/tests/snapshots/{name}.snap",
        env!("CARGO_MANIFEST_DIR")
    );
    let file = std::fs::read_to_string(&path).expect(&path);
    let json = file.splitn(3, "---").nth(2).expect("a snapshot");
    let expected: T = serde_json::from_str(json).expect("an example");
    assert_eq!(read::<T>(json), Ok(expected), "{name}");
}

#[test]
fn every_example_that_the_app_reads_is_read_as_serde_json_reads_it() {
    check::<Snapshot>("Snapshot");
    check::<ConversationPage>("ConversationPage");
    check::<Item>("Item");
    check::<Item>("Item.closed");
    check::<Frames>("Frames");
    check::<Problem>("Problem.thread_moved");
    check::<Problem>("Problem.rate_limited");
    check::<Problem>("Problem.field_moved");
    check::<Contact>("Contact");
    check::<SupportTicket>("SupportTicket");
    for frame in [
        "events", "resumed", "reset", "beat", "typing", "counts", "unknown",
    ] {
        check::<ServerFrame>(&format!("ServerFrame.{frame}"));
    }
    for event in [
        "conversation",
        "hidden",
        "item",
        "agent",
        "contact",
        "ticket",
        "unknown",
    ] {
        check::<Event>(&format!("Event.{event}"));
    }
    for frame in ["hello", "beat", "typing", "watch", "probe"] {
        check::<ClientFrame>(&format!("ClientFrame.{frame}"));
    }
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Small {
    n: i64,
    #[serde(default)]
    words: Vec<String>,
    of: Option<bool>,
}

fn small(text: &str) -> Result<Small, Unreadable> {
    read(text)
}

#[test]
fn what_is_not_known_is_skipped_whatever_it_is() {
    let odd = r#" { "x" : [1.5e-7, {"y":null,"z":[true,false]}, "\"]}"], "n" : -7 ,"of":null } "#;
    let expected = Small {
        n: -7,
        words: Vec::new(),
        of: None,
    };
    assert_eq!(small(odd), Ok(expected));
}

#[test]
fn what_is_no_json_is_an_error_and_never_a_panic() {
    for text in [
        "",
        "{",
        "{}",
        "[]",
        "null",
        "{\"n\":1",
        "{\"n\":1}x",
        "{\"n\":1,}",
        "{\"n\":1.5}",
        "{\"n\":\"1\"}",
        "{n:1}",
        "{\"n\":1 \"of\":null}",
        "{\"n\":1,\"words\":[\"\\x\"]}",
        "{\"n\":1,\"words\":[\"\\ud800\"]}",
        "{\"n\":1,\"words\":[\"\\ud800\\u0041\"]}",
        "{\"n\":1,\"words\":[\"a\nb\"]}",
        "{\"n\":99999999999999999999}",
        "{\"n\":-}",
        "{\"n\":1,\"x\":€}",
    ] {
        assert!(small(text).is_err(), "{text:?}");
    }
    let deep = format!("{{\"n\":1,\"x\":{}{}}}", "[".repeat(500), "]".repeat(500));
    assert!(small(&deep).is_err());
}

proptest! {
    #[test]
    fn every_text_survives_the_wire(text in any::<String>(), n in any::<u32>(), anyway: bool) {
        let message = NewMessage {
            id: ItemId(Uuid::from_u128(n.into())),
            text,
            attachments: Vec::new(),
            seen: Seq(n.into()),
            anyway,
            answers: None,
        };
        let ours = write(&message).expect("JSON");
        let theirs = serde_json::to_string(&message).expect("JSON");
        prop_assert_eq!(&read::<NewMessage>(&theirs), &Ok(message.clone()));
        prop_assert_eq!(&serde_json::from_str::<NewMessage>(&ours).expect("JSON"), &message);
    }

    #[test]
    fn any_text_at_all_is_read_or_refused(text in any::<String>(), cut in any::<usize>()) {
        let _ = small(&text);
        let whole = write(&ClientFrame { beat: Some(Timestamp(5)), ..Default::default() });
        let whole = whole.expect("JSON");
        let cut = cut % whole.len();
        prop_assert!(read::<ClientFrame>(&whole[..cut]).is_err());
    }
}
