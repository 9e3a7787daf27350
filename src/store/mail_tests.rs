//! What the store knows of mails and of files on their way.

use super::{
    Store,
    drafts::Kept,
    mails::Mails,
    outbox::Held,
    uploads::{Stand, Upload, Uploads, Why},
};
use bandeja_contract::{
    AgentId, AttachmentId, AuthorKind, Code, ConversationId, Delivery, Item, ItemId, ItemKind, Seq,
    Timestamp,
    endpoint::{ItemPage, NewMessage},
    mail::MailHead,
};
use bandeja_domain::{
    clock::LocalTime,
    drafts::{Draft, DraftFile},
    outbox::{Entry, State},
    timeline::Ask,
};
use uuid::Uuid;

const HERE: ConversationId = ConversationId(Uuid::from_u128(7));

fn item_id(n: u128) -> ItemId {
    ItemId(Uuid::from_u128(n))
}

fn a_mail(n: u128, author: AuthorKind) -> Item {
    let position = Seq(u64::try_from(n).unwrap());
    Item {
        id: item_id(n),
        conversation: HERE,
        seq: position,
        position,
        at: Timestamp(0),
        kind: ItemKind::Message,
        author,
        agent: (author == AuthorKind::Agent).then_some(AgentId(Uuid::from_u128(1))),
        text: String::new(),
        attachments: Vec::new(),
        happening: None,
        note: None,
        to_agent: None,
        to_group: None,
        delivery: Some(Delivery::Sent),
        mail: Some(Box::new(MailHead {
            subject: format!("mail {n}"),
            ..MailHead::default()
        })),
        answers: None,
    }
}

/// Proves E4: an answer goes to the client's newest mail, or to the one that was picked.
#[test]
fn the_newest_mail_of_the_client_is_answered_unless_another_is_picked() {
    let _zone = leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
    let store = Store::default();
    let answered = || store.answered_mail(HERE).map(|(_, head)| head.subject);
    assert_eq!(answered(), None);
    let thread = store.open_thread(HERE, Some(Seq(9)));
    let pick = |answers| {
        let draft = Draft {
            answers,
            ..Draft::default()
        };
        let kept = Kept {
            draft,
            ..Kept::default()
        };
        store.drafts.put(HERE, kept);
    };
    thread.page(
        Ask::Newest,
        ItemPage {
            seq: Seq(9),
            items: vec![
                a_mail(1, AuthorKind::Customer),
                a_mail(2, AuthorKind::Customer),
                a_mail(3, AuthorKind::Agent),
            ],
            more: false,
        },
    );
    assert_eq!(answered().as_deref(), Some("mail 2"));
    pick(Some(item_id(3)));
    assert_eq!(answered().as_deref(), Some("mail 3"));
    pick(Some(item_id(99)));
    assert_eq!(
        answered().as_deref(),
        Some("mail 2"),
        "what is not there is not answered"
    );
    store.see_item(a_mail(4, AuthorKind::Customer));
    assert_eq!(answered().as_deref(), Some("mail 4"));
}

/// Proves E16: consent is for one mail, and ends with the sign-out.
#[test]
fn images_are_shown_for_the_mail_that_was_asked_for() {
    let _zone = leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
    let mails = Mails::default();
    mails.show_images(item_id(1));
    assert!(mails.shows_images(item_id(1)));
    assert!(!mails.shows_images(item_id(2)));
    let store = Store::default();
    store.mails.show_images(item_id(1));
    store.clear();
    assert!(!store.mails.shows_images(item_id(1)));
}

/// Proves M3: what was taken out while it was on its way does not come back.
#[test]
fn an_upload_that_nobody_wants_stays_away() {
    let uploads = Uploads::default();
    uploads.put(
        HERE,
        Upload {
            key: 1,
            name: "nota.txt".to_owned(),
            size: 4,
            stand: Stand::Going(0),
        },
    );
    assert!(uploads.stands(HERE, 1, Stand::Going(50)));
    assert_eq!(uploads.get_untracked(HERE)[0].stand, Stand::Going(50));
    uploads.remove(HERE, 1);
    assert!(!uploads.stands(HERE, 1, Stand::Going(100)));
    assert!(uploads.get_untracked(HERE).is_empty());
    assert!(Why::Lost.may_pass_later());
    assert!(!Why::Refused(Code::TooLarge).may_pass_later());
}

/// Proves M3, M11: an answer on its way shows the files that go with it.
#[test]
fn a_message_on_its_way_shows_its_files() {
    let _zone = leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
    let store = Store::default();
    let thread = store.open_thread(HERE, Some(Seq(9)));
    let file = AttachmentId(Uuid::from_u128(3));
    store.hold_message(Held {
        entry: Entry {
            id: item_id(100),
            thread: HERE,
            written_at: LocalTime(0),
            state: State::Sending { tries: 0 },
        },
        message: NewMessage {
            id: item_id(100),
            text: "Le adjunto la guía.".to_owned(),
            attachments: vec![file],
            seen: Seq(0),
            anyway: false,
            answers: Some(item_id(1)),
        },
        files: vec![DraftFile {
            id: file,
            name: "guía.pdf".to_owned(),
            size: 12,
        }],
        at: Timestamp(0),
        unseen: 0,
    });
    let echo = thread.item(item_id(100)).unwrap();
    let super::What::Message { attachments, .. } = &echo.what else {
        panic!("a message");
    };
    assert_eq!(
        (attachments[0].id, attachments[0].name.as_str()),
        (file, "guía.pdf")
    );
}
