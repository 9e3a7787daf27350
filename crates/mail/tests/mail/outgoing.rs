//! Replies: what leaves, and that it comes back as it was meant.

use bandeja_mail::compose::{Answered, File, Unwritable};
use bandeja_mail::thread::Key;
use bandeja_mail::{
    Address, Mail, Mailbox, MessageId, Reply, compose, parse, reply_to, thread_key,
};
use proptest::prelude::*;

const RANDOM: &str = "0123456789abcdefghij";

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox {
        name: name.to_owned(),
        address: Address::new(address).unwrap(),
    }
}

fn a_reply<'a>(from: &'a Mailbox, to: &'a [Mailbox]) -> Reply<'a> {
    Reply {
        from,
        reply_to: None,
        to,
        cc: &[],
        subject: "Pedido 4711",
        attention: None,
        answers: None,
        text: "Hola",
        html: None,
        attachments: &[],
        date: 1_751_382_000_000,
        domain: "tienda.example",
        random: RANDOM,
        automatic: false,
    }
}

fn text(raw: &[u8]) -> String {
    String::from_utf8(raw.to_vec()).unwrap()
}

#[test]
fn a_reply_threads_and_says_who_when_and_what() {
    let from = mailbox("Soporte Ñandú", "soporte@tienda.example");
    let to = [mailbox("Pérez, Ana", "ana@cliente.example")];
    let id = MessageId::new("dos@cliente.example").unwrap();
    let references =
        ["cero@tienda.example", "uno@cliente.example"].map(|id| MessageId::new(id).unwrap());
    let reply = Reply {
        subject: "RE: Re: Pedido 4711",
        attention: Some(6597),
        answers: Some(Answered {
            message_id: &id,
            references: &references,
        }),
        text: "Buenos días:\n\nYa salió. ¿Algo más?\n",
        ..a_reply(&from, &to)
    };
    let sent = compose(&reply).unwrap();
    insta::assert_snapshot!(text(&sent.raw).replace("\r\n", "\n"));
    let mail = parse(&sent.raw, Default::default()).unwrap();
    assert_eq!(mail.message_id.as_ref(), Some(&sent.message_id));
    assert_eq!(mail.subject, "Re: Pedido 4711 [#6597]");
    assert_eq!(mail.from, Some(from.clone()));
    assert_eq!(mail.to, to);
    assert_eq!(mail.date, Some(1_751_382_000_000));
    assert_eq!(
        mail.text.as_deref(),
        Some("Buenos días:\n\nYa salió. ¿Algo más?\n")
    );
    assert_eq!(
        thread_key(&mail, |known| *known == id),
        Some(Key::Message(id.clone()))
    );
    assert_eq!(mail.references.last(), Some(&id));
}

#[test]
fn an_answer_to_our_reply_finds_its_way_back() {
    let own = mailbox("Soporte", "soporte@tienda.example");
    let ana = mailbox("Ana", "ana@cliente.example");
    let raw = b"From: Ana <ana@cliente.example>\nTo: soporte@tienda.example\nMessage-ID: <uno@cliente.example>\nSubject: Hola\n\nHola";
    let first = parse(raw, Default::default()).unwrap();
    let to: Vec<Mailbox> = reply_to(&first, std::slice::from_ref(&own.address))
        .to
        .into_iter()
        .map(|r| r.mailbox)
        .collect();
    assert_eq!(to, std::slice::from_ref(&ana));
    let answers = Answered {
        message_id: first.message_id.as_ref().unwrap(),
        references: &first.references,
    };
    let sent = compose(&Reply {
        answers: Some(answers),
        subject: &first.subject,
        ..a_reply(&own, &to)
    })
    .unwrap();
    let ours = parse(&sent.raw, Default::default()).unwrap();
    let answers = Answered {
        message_id: ours.message_id.as_ref().unwrap(),
        references: &ours.references,
    };
    let back = compose(&Reply {
        answers: Some(answers),
        subject: &ours.subject,
        random: "zyxwvutsrqponmlkjihg",
        domain: "cliente.example",
        ..a_reply(&ana, std::slice::from_ref(&own))
    })
    .unwrap();
    let second = parse(&back.raw, Default::default()).unwrap();
    assert_eq!(second.subject, "Re: Hola");
    assert_eq!(second.references.len(), 2);
    assert_eq!(
        thread_key(&second, |id| *id == sent.message_id),
        Some(Key::Message(sent.message_id))
    );
}

#[test]
fn files_arrive_as_they_were() {
    let from = mailbox("", "a@tienda.example");
    let to = [mailbox("", "b@cliente.example")];
    let all: Vec<u8> = (0..=255).cycle().take(5_000).collect();
    let files = [
        File {
            name: "informe año.pdf",
            media_type: "application/pdf",
            bytes: &all,
        },
        File {
            name: "notas.txt",
            media_type: "text/plain",
            bytes: b"uno\ndos\r\ntres\rcuatro",
        },
        File {
            name: "a\r\nBcc: x@y.z",
            media_type: "x\r\nBcc: y",
            bytes: b"",
        },
    ];
    let reply = Reply {
        html: Some("<p>Hola</p>"),
        attachments: &files,
        ..a_reply(&from, &to)
    };
    let mail = parse(&compose(&reply).unwrap().raw, Default::default()).unwrap();
    let found: Vec<_> = mail
        .attachments
        .iter()
        .map(|file| {
            (
                file.name.original.as_str(),
                file.declared.as_str(),
                file.bytes.as_slice(),
            )
        })
        .collect();
    assert_eq!(
        found[0],
        ("informe año.pdf", "application/pdf", all.as_slice())
    );
    assert_eq!(
        found[1],
        ("notas.txt", "text/plain", &b"uno\ndos\r\ntres\rcuatro"[..])
    );
    assert_eq!(
        found[2],
        ("a Bcc: x@y.z", "application/octet-stream", &b""[..])
    );
    assert_eq!(
        (mail.text.as_deref(), mail.html.as_deref()),
        (Some("Hola"), Some("<p>Hola</p>"))
    );
}

#[test]
fn a_machine_says_that_it_is_one() {
    let from = mailbox("", "a@tienda.example");
    let to = [mailbox("", "b@cliente.example")];
    let answerable = |automatic: bool| {
        let sent = compose(&Reply {
            automatic,
            ..a_reply(&from, &to)
        })
        .unwrap();
        parse(&sent.raw, Default::default())
            .unwrap()
            .automatic
            .may_be_answered_by_machine()
    };
    assert!(answerable(false));
    assert!(!answerable(true));
}

#[test]
fn a_long_chain_keeps_its_first_and_newest() {
    let from = mailbox("", "a@tienda.example");
    let to = [mailbox("", "b@cliente.example")];
    let chain: Vec<_> = (0..500)
        .map(|n| MessageId::new(&format!("{n}@x")).unwrap())
        .collect();
    let answers = Some(Answered {
        message_id: &chain[499],
        references: &chain,
    });
    let mail = parse(
        &compose(&Reply {
            answers,
            ..a_reply(&from, &to)
        })
        .unwrap()
        .raw,
        Default::default(),
    )
    .unwrap();
    let ids: Vec<_> = mail.references.iter().map(MessageId::as_str).collect();
    assert_eq!(ids.len(), 20);
    assert_eq!((ids[0], ids[1], ids[19]), ("0@x", "481@x", "499@x"));
}

#[test]
fn wrong_arguments_are_refused() {
    let from = mailbox("", "a@tienda.example");
    let to = [mailbox("", "b@cliente.example")];
    let check = |reply: Reply<'_>, expected: Unwritable| assert_eq!(compose(&reply), Err(expected));
    check(a_reply(&from, &[]), Unwritable::NoRecipient);
    check(
        Reply {
            domain: "x\r\nBcc: y",
            ..a_reply(&from, &to)
        },
        Unwritable::Domain,
    );
    check(
        Reply {
            random: "short",
            ..a_reply(&from, &to)
        },
        Unwritable::Random,
    );
    check(
        Reply {
            random: "0123456789abcdef\r\nX: y",
            ..a_reply(&from, &to)
        },
        Unwritable::Random,
    );
    check(
        Reply {
            date: -1,
            ..a_reply(&from, &to)
        },
        Unwritable::Date,
    );
}

/// Text as people and attackers write it.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~\r\n\t]{0,200}",
        "[a-zñé漢🎉 =?_\r\n:<>@,;\"\\\\]{0,120}",
        Just("x\r\nBcc: victima@x.example\r\n\r\ncuerpo".to_owned()),
        Just("=?utf-8?q?x=0D=0ABcc=3A?=".to_owned()),
        "(palabra larga ){0,60}",
    ]
}

fn fields(raw: &[u8]) -> Vec<String> {
    let raw = text(raw);
    let (header, _) = raw.split_once("\r\n\r\n").unwrap();
    let starts = |line: &&str| !line.starts_with([' ', '\t']);
    header
        .split("\r\n")
        .filter(starts)
        .map(|line| line.split(':').next().unwrap().to_lowercase())
        .collect()
}

/// A text as it comes back: line ends folded, what no mail may hold gone.
fn come_back(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    unified
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_begins_a_field_of_its_own(
        name in words(), subject in words(), body in words(), file in words(), kind in words(),
        bytes in proptest::collection::vec(any::<u8>(), 0..300), answered: bool, html: bool,
    ) {
        let from = mailbox(&name, "a@tienda.example");
        let to = [mailbox(&name, "b@cliente.example"), mailbox(&subject, "c@cliente.example")];
        let id = MessageId::new("uno@cliente.example").unwrap();
        let files = [File { name: &file, media_type: &kind, bytes: &bytes }];
        let reply = Reply {
            cc: &to[1..],
            subject: &subject,
            answers: answered.then_some(Answered { message_id: &id, references: &[] }),
            text: &body,
            html: html.then_some(body.as_str()),
            attachments: &files,
            ..a_reply(&from, &to)
        };
        let raw = compose(&reply).unwrap().raw;
        let mut expected = vec!["from", "date", "message-id", "to", "cc", "subject"];
        if answered {
            expected.extend(["in-reply-to", "references"]);
        }
        expected.extend(["mime-version", "content-type"]);
        prop_assert_eq!(fields(&raw), expected);
        let lines: Vec<&[u8]> = raw.split(|&b| b == b'\n').collect();
        prop_assert!(lines.iter().all(|line| line.len() <= 999), "a line is too long");
        prop_assert!(lines[..lines.len() - 1].iter().all(|line| line.ends_with(b"\r")), "a bare line feed");
        prop_assert!(raw.is_ascii());

        let mail: Mail = parse(&raw, Default::default()).unwrap();
        prop_assert_eq!(mail.from.unwrap(), Mailbox { name: Mailbox::new(&name, from.address.clone()).name.replace("=?", "= ?"), ..from.clone() });
        prop_assert_eq!(mail.to.len(), 2);
        prop_assert_eq!(mail.cc.len(), 1);
        prop_assert_eq!(mail.text.unwrap(), come_back(&body));
        prop_assert_eq!(mail.attachments.len(), 1);
        prop_assert_eq!(&mail.attachments[0].bytes, &bytes);
    }
}
