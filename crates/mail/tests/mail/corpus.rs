//! Difficult mails, one file each, and what becomes of them.
//!
//! Every file in `tests/fixtures` has a snapshot: a new file asks for one, a changed one shows
//! what changed. All were written for these tests.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use bandeja_mail::sanitise::Options;
use bandeja_mail::{Mail, Mailbox, Safe, parse, sanitise, text_document};

use crate::checker;

/// Every mail of the corpus, with its name.
pub(crate) fn all() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut mails: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    mails.sort();
    mails
}

/// Options whose addresses tell what they stand for.
pub(crate) fn options<'a>() -> Options<'a> {
    Options::new(&|place, _| format!("remote/{place}"), &|id| {
        (!id.contains("falta")).then(|| format!("inline/{id}"))
    })
}

#[test]
fn every_mail_becomes_what_it_should() {
    let mails = all();
    assert!(mails.len() >= 60, "{}", mails.len());
    for (name, raw) in mails {
        let mail = parse(&raw, Default::default()).unwrap();
        insta::assert_snapshot!(name.as_str(), told(&mail));
    }
}

#[test]
fn every_mail_is_safe_in_every_form() {
    for (name, raw) in all() {
        let mail = parse(&raw, Default::default()).unwrap();
        checker::check_mail(&name, &mail);
    }
}

fn told(mail: &Mail) -> String {
    let mut out = String::new();
    let one = |mailbox: &Option<Mailbox>| mailbox.iter().map(person).collect::<Vec<_>>().join("");
    let many = |list: &[Mailbox]| list.iter().map(person).collect::<Vec<_>>().join(", ");
    let ids = |list: &[bandeja_mail::MessageId]| {
        list.iter()
            .map(bandeja_mail::MessageId::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            writeln!(out, "{name}: {value}").unwrap();
        }
    };
    row("id", mail.message_id.as_ref().map_or("", |id| id.as_str()));
    row("in reply to", &ids(&mail.in_reply_to));
    row("references", &ids(&mail.references));
    row(
        "date",
        &mail.date.map(|date| date.to_string()).unwrap_or_default(),
    );
    row("from", &one(&mail.from));
    row("reply to", &many(&mail.reply_to));
    row("to", &many(&mail.to));
    row("cc", &many(&mail.cc));
    row("unreadable", &mail.unreadable.join(" | "));
    row("subject", &mail.subject);
    if !mail.automatic.may_be_answered_by_machine() {
        row("automatic", &format!("{:?}", mail.automatic));
    }
    for file in &mail.attachments {
        let id = file
            .content_id
            .as_ref()
            .map(|id| format!(" <{id}>"))
            .unwrap_or_default();
        let inline = if file.inline { " inline" } else { "" };
        let name = &file.name;
        row(
            "file",
            &format!(
                "{:?} → {}, {}, {}{id}{inline}",
                name.original,
                name.safe,
                file.declared,
                file.bytes.len()
            ),
        );
    }
    if !mail.flaws.is_empty() {
        row("flaws", &format!("{:?}", mail.flaws));
    }
    if let Some(text) = &mail.text {
        writeln!(out, "--- text\n{text}").unwrap();
    }
    if let Some(html) = &mail.html {
        match sanitise(html, &options()) {
            Ok(safe) => shown(&safe, &mut out),
            Err(reason) => writeln!(out, "--- unsafe: {reason}").unwrap(),
        }
    } else if let Some(text) = &mail.text {
        shown(&text_document(text, &Default::default()), &mut out);
    }
    out
}

fn person(mailbox: &Mailbox) -> String {
    format!("{} <{}>", mailbox.name, mailbox.address)
        .trim()
        .to_owned()
}

fn shown(safe: &Safe, out: &mut String) {
    writeln!(
        out,
        "--- shown ({:?}{})",
        safe.scheme,
        if safe.folded { ", folded" } else { "" }
    )
    .unwrap();
    writeln!(out, "{}", safe.blocked.html()).unwrap();
    if !safe.blocked.css().is_empty() {
        writeln!(out, "--- css\n{}", safe.blocked.css()).unwrap();
    }
    for link in &safe.links {
        let mark = if link.deceives { " DECEIVES" } else { "" };
        writeln!(
            out,
            "link: {:?} → {} ({}){mark}",
            link.text, link.url, link.host
        )
        .unwrap();
    }
    for (place, remote) in safe.remote.iter().enumerate() {
        let mark = if remote.tracker { " tracker" } else { "" };
        writeln!(out, "remote {place}: {}{mark}", remote.url).unwrap();
    }
    if !safe.inline.is_empty() {
        writeln!(out, "inline: {}", safe.inline.join(" ")).unwrap();
    }
    if let Some(consented) = &safe.consented {
        writeln!(out, "--- after consent\n{}", consented.html()).unwrap();
        if consented.css() != safe.blocked.css() {
            writeln!(out, "--- css\n{}", consented.css()).unwrap();
        }
    }
}
