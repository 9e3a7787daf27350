//! The protocol, as it looks: one snapshot per type.
//!
//! A changed snapshot is a changed protocol: a backend of another house, or an app that is already
//! open in a browser, will see the difference.

use bandeja_contract::{
    Change, Event, endpoint::*, looking::*, mail::*, model::*, problem::*, realtime::*, search::*,
    visitor::*, *,
};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Collects examples, and proves for each that reading it back gives the same text.
#[derive(Default)]
struct Examples(Vec<(String, String)>);

impl Examples {
    fn add<T: Serialize + DeserializeOwned>(&mut self, name: &str, example: T) {
        let text = serde_json::to_string_pretty(&example).expect("every type has a JSON form");
        let again: T = serde_json::from_str(&text).expect(name);
        let back = serde_json::to_string_pretty(&again).expect("every type has a JSON form");
        assert_eq!(text, back, "{name} changes when it is read back");
        self.0.push((name.to_owned(), text));
    }

    fn written_only<T: Serialize>(&mut self, name: &str, example: T) {
        let text = serde_json::to_string_pretty(&example).expect("every type has a JSON form");
        self.0.push((name.to_owned(), text));
    }
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + number)
}

fn an_agent() -> Agent {
    Agent {
        id: AgentId(id(1)),
        seq: Seq(7),
        name: "Ana Quispe".to_owned(),
        role: Role::Agent,
        groups: vec![GroupId(id(2))],
        connected: true,
    }
}

fn an_attachment() -> Attachment {
    Attachment {
        id: AttachmentId(id(3)),
        name: "factura julio.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 48_213,
        width: None,
        height: None,
    }
}

fn an_item() -> Item {
    Item {
        id: ItemId(id(4)),
        conversation: ConversationId(id(5)),
        seq: Seq(41),
        position: Seq(41),
        at: Timestamp(1_795_000_000_000),
        kind: ItemKind::Message,
        author: AuthorKind::Agent,
        agent: Some(AgentId(id(1))),
        text: "Buenas tardes, reviso su pedido.".to_owned(),
        attachments: vec![an_attachment()],
        happening: None,
        note: None,
        to_agent: None,
        to_group: None,
        delivery: Some(Delivery::Sent),
        mail: None,
        answers: None,
    }
}

fn a_closing_event() -> Item {
    Item {
        id: ItemId(id(6)),
        kind: ItemKind::Event,
        author: AuthorKind::System,
        text: "Consulta resuelta".to_owned(),
        attachments: Vec::new(),
        happening: Some(Happening::Closed),
        note: Some("Se envió el comprobante.".to_owned()),
        to_agent: None,
        to_group: None,
        delivery: None,
        ..an_item()
    }
}

fn somebody(name: &str, address: &str) -> MailAddress {
    MailAddress {
        name: name.to_owned(),
        address: address.to_owned(),
    }
}

fn a_mail_head() -> MailHead {
    MailHead {
        sender: somebody("Jorge Taype", "no-reply@example.com"),
        to: vec![somebody("", "soporte@example.com")],
        cc: vec![somebody("Eva", "eva@example.com")],
        subject: "Re: Pedido 4411 [#6597]".to_owned(),
        sent_at: Some(Timestamp(1_794_999_990_000)),
        answer_to: vec![somebody("Jorge Taype", "jorge.taype96@example.com")],
        answer_instead: vec![somebody("Jorge Taype", "no-reply@example.com")],
        remote: 3,
        is_html: true,
        automatic: false,
    }
}

fn a_mail() -> Item {
    Item {
        author: AuthorKind::Customer,
        agent: None,
        text: "Buenas tardes, ¿dónde está mi pedido?".to_owned(),
        delivery: None,
        mail: Some(Box::new(a_mail_head())),
        ..an_item()
    }
}

fn a_conversation() -> Conversation {
    Conversation {
        id: ConversationId(id(5)),
        seq: Seq(41),
        status: Status::Open,
        channel: Channel::Webchat,
        inbox: InboxId(id(7)),
        group: GroupId(id(2)),
        queue: Some(QueueId(id(8))),
        assignee: Some(AgentId(id(1))),
        contact: ContactId(id(9)),
        contact_name: "Jorge Taype".to_owned(),
        contact_email: Some("jorge.taype96@example.com".to_owned()),
        contact_phone: None,
        attention: AttentionId(id(10)),
        attention_number: 6597,
        ticket_number: 1204,
        service: "Pedidos".to_owned(),
        subject: None,
        preview: "Buenas tardes, reviso su pedido.".to_owned(),
        preview_by: AuthorKind::Agent,
        unread: 0,
        created_at: Timestamp(1_794_999_900_000),
        queued_at: Timestamp(1_794_999_900_000),
        started_at: Some(Timestamp(1_794_999_950_000)),
        last_activity_at: Timestamp(1_795_000_000_000),
        closed_at: None,
        last_position: Seq(41),
        customer_read: Seq(39),
        agent_read: Seq(40),
        follows: Some(ConversationId(id(11))),
        followed_by: None,
        window_until: None,
        bot: false,
        tags: Vec::new(),
    }
}

fn a_filter() -> Filter {
    Filter {
        groups: vec![GroupId(id(2))],
        owner: Some(Owner::Mine),
        channels: vec![Channel::Whatsapp],
        unread: true,
        tags: vec![TagId(id(12))],
    }
}

fn some_counts() -> Counts {
    Counts {
        open: 12,
        queued: 3,
        pending: 4,
        expired: 9,
        closed: 172,
    }
}

fn a_mark() -> Mark {
    Mark {
        seq: Seq(41),
        now: Timestamp(1_795_000_000_500),
        prev: None,
    }
}

fn an_operation() -> OperationId {
    OperationId(id(12))
}

fn a_visitor_message() -> VisitorMessage {
    VisitorMessage {
        id: ItemId(id(4)),
        seq: Seq(41),
        position: Seq(41),
        at: Timestamp(1_795_000_000_000),
        author: AuthorKind::Agent,
        name: Some("Ana".to_owned()),
        text: "Buenas tardes, reviso su pedido.".to_owned(),
        attachments: Vec::new(),
        ended: false,
        answers: Some(ItemId(id(5))),
    }
}

fn a_visitor_state() -> VisitorState {
    VisitorState {
        seq: Seq(41),
        status: Some(Status::Open),
        agent: Some("Ana".to_owned()),
        online: true,
        agent_read: Seq(40),
        visitor_read: Seq(39),
    }
}

fn events() -> Vec<(&'static str, Event)> {
    let event = |change| Event {
        seq: Seq(41),
        change,
    };
    vec![
        (
            "conversation",
            event(Change::Conversation(Box::new(a_conversation()))),
        ),
        ("item", event(Change::Item(Box::new(an_item())))),
        ("agent", event(Change::Agent(Box::new(an_agent())))),
        ("contact", event(Change::Contact(ContactId(id(9))))),
        ("ticket", event(Change::Ticket(TicketId(id(16))))),
        ("setup", event(Change::Setup(Box::new(a_setup())))),
        ("hidden", event(Change::Hidden(ConversationId(id(5))))),
        ("unknown", event(Change::Unknown)),
    ]
}

fn frames() -> Vec<(&'static str, ServerFrame)> {
    let batch = Batch {
        prev: Seq(39),
        seq: Seq(41),
        events: vec![Event {
            seq: Seq(41),
            change: Change::Hidden(ConversationId(id(5))),
        }],
    };
    let typing = Typing {
        conversation: ConversationId(id(5)),
        agent: Some(AgentId(id(1))),
        until: Timestamp(1_795_000_006_000),
    };
    vec![
        ("events", ServerFrame::Events(batch)),
        (
            "resumed",
            ServerFrame::Resumed(Mark {
                prev: Some(Seq(39)),
                ..a_mark()
            }),
        ),
        ("reset", ServerFrame::Reset(a_mark())),
        ("beat", ServerFrame::Beat(a_mark())),
        ("typing", ServerFrame::Typing(typing)),
        (
            "counts",
            ServerFrame::Counts(CountsFrame {
                filter: a_filter(),
                counts: some_counts(),
            }),
        ),
        (
            "viewers",
            ServerFrame::Viewers(Viewers {
                conversation: ConversationId(id(5)),
                active: vec![AgentId(id(1))],
                idle: vec![AgentId(id(20))],
                customer_since: Some(Timestamp(1_795_000_000_000)),
                customer_online: true,
            }),
        ),
        ("unknown", ServerFrame::Unknown),
    ]
}

fn a_field_definition() -> FieldDefinition {
    FieldDefinition {
        id: FieldId(id(17)),
        name: "Tipo de cliente".to_owned(),
        kind: FieldKind::Choice,
        choices: vec!["Particular".to_owned(), "Empresa".to_owned()],
    }
}

fn people(all: &mut Examples) {
    let value = FieldValue {
        field: FieldId(id(17)),
        value: "Empresa".to_owned(),
    };
    all.add("FieldValue", value.clone());
    all.add(
        "Contact",
        Contact {
            id: ContactId(id(9)),
            seq: Seq(40),
            name: "Jorge Taype".to_owned(),
            email: "jorge.taype96@example.com".to_owned(),
            phone: String::new(),
            agent: Some(AgentId(id(1))),
            tags: vec![TagId(id(12))],
            fields: vec![value],
        },
    );
    all.add(
        "SupportTicket",
        SupportTicket {
            id: TicketId(id(16)),
            seq: Seq(40),
            number: 1204,
            status: TicketStatus::Open,
            subject: "Pedido 4411 sin llegar".to_owned(),
            kind: TicketKind::Public,
            requester: "Jorge Taype".to_owned(),
            service: "Pedidos".to_owned(),
            category: "Envíos".to_owned(),
            priority: Priority::High,
            due: "2026-11-27".to_owned(),
            owner: None,
        },
    );
    all.add(
        "FieldEdit",
        FieldEdit {
            id: OperationId(id(18)),
            field: "email".to_owned(),
            value: "jorge@example.com".to_owned(),
            seen: "jorge.taype96@example.com".to_owned(),
        },
    );
    all.add(
        "TagEdit",
        TagEdit {
            id: OperationId(id(18)),
            tag: TagId(id(12)),
            is_on: true,
        },
    );
    all.add(
        "NewComment",
        NewComment {
            id: ItemId(id(19)),
            conversation: ConversationId(id(5)),
            text: "Prefiere que se le escriba por la tarde.".to_owned(),
        },
    );
    all.add("FieldKind", FieldKind::ALL.to_vec());
    all.add("TicketStatus", TicketStatus::ALL.to_vec());
    all.add("TicketKind", TicketKind::ALL.to_vec());
    all.add("Priority", Priority::ALL.to_vec());
    all.add("TicketField", TicketField::ALL.to_vec());
}

fn a_setup() -> Setup {
    Setup {
        seq: Seq(42),
        groups: vec![Group {
            id: GroupId(id(2)),
            name: "Ventas".to_owned(),
        }],
        queues: Vec::new(),
        inboxes: Vec::new(),
        reasons: vec![Reason {
            id: ReasonId(id(13)),
            name: "Consulta resuelta".to_owned(),
        }],
        tags: Vec::new(),
        retired: vec![EntryId(id(13))],
        options: Options::default(),
    }
}

/// Lists, options, and who edits them.
fn setup(all: &mut Examples) {
    all.add("Setup", a_setup());
    all.add(
        "OptionEdit",
        OptionEdit {
            id: an_operation(),
            option: OptionName::Vocabulary,
            seen: "service".to_owned(),
            value: "inbox".to_owned(),
        },
    );
    all.add(
        "NewEntry",
        NewEntry {
            id: an_operation(),
            kind: EntryKind::Queue,
            name: "Ventas web".to_owned(),
            group: Some(GroupId(id(2))),
        },
    );
    all.add(
        "EntryEdit",
        EntryEdit {
            id: an_operation(),
            kind: EntryKind::Queue,
            field: EntryField::Retired,
            seen: "false".to_owned(),
            value: "true".to_owned(),
            heir: Some(QueueId(id(8))),
        },
    );
    all.add(
        "AuditPage",
        AuditPage {
            entries: vec![AuditEntry {
                seq: Seq(42),
                at: Timestamp(1_795_000_000_000),
                agent: AgentId(id(1)),
                kind: Some(EntryKind::Reason),
                entry: Some(EntryId(id(13))),
                name: "Consulta resuelta".to_owned(),
                field: "name".to_owned(),
                from: "Resuelta".to_owned(),
                to: "Consulta resuelta".to_owned(),
            }],
            more: true,
        },
    );
}

fn examples() -> Examples {
    let mut all = Examples::default();
    all.add("Agent", an_agent());
    all.add(
        "Group",
        Group {
            id: GroupId(id(2)),
            name: "Ventas".to_owned(),
        },
    );
    all.add(
        "Queue",
        Queue {
            id: QueueId(id(8)),
            group: GroupId(id(2)),
            name: "Ventas web".to_owned(),
            distribution: Distribution::Manual,
        },
    );
    let inbox = Inbox {
        id: InboxId(id(7)),
        channel: Channel::Webchat,
        name: "Tienda".to_owned(),
        address: "http://localhost:7879".to_owned(),
        queue: Some(QueueId(id(8))),
        group: GroupId(id(2)),
        greeting: "Hola, ¿en qué podemos ayudarle?".to_owned(),
    };
    all.add("Inbox", inbox.clone());
    let reason = Reason {
        id: ReasonId(id(13)),
        name: "Consulta resuelta".to_owned(),
    };
    all.add("Reason", reason.clone());
    let tag = Tag {
        id: TagId(id(12)),
        name: "VIP".to_owned(),
    };
    all.add("Tag", tag.clone());
    let chat = bandeja_contract::inbound::ChatIn {
        id: ItemId(id(13)),
        from: "+34 600 000 001".to_owned(),
        name: Some("Marta Gil".to_owned()),
        text: "Hola".to_owned(),
    };
    all.add("ChatIn", chat);
    let taken = bandeja_contract::inbound::ChatTaken {
        conversation: ConversationId(id(1)),
        item: ItemId(id(13)),
    };
    all.add("ChatTaken", taken);
    all.add("Options", Options::default());
    let definition = a_field_definition();
    all.add("FieldDefinition", definition.clone());
    people(&mut all);
    all.add(
        "Conversation.windowed",
        Conversation {
            window_until: Some(Timestamp(1_795_086_400_000)),
            bot: true,
            tags: vec![TagId(id(12))],
            ..a_conversation()
        },
    );
    all.add("Conversation", a_conversation());
    all.add("Attachment", an_attachment());
    all.add(
        "Attachment.image",
        Attachment {
            name: "taza rota.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            width: Some(1_200),
            height: Some(1_600),
            ..an_attachment()
        },
    );
    all.add("Item", an_item());
    all.add("Item.closed", a_closing_event());
    all.add("Item.mail", a_mail());
    all.add("MailAddress", somebody("Eva", "eva@example.com"));
    all.add("MailHead", a_mail_head());
    all.add("MailHead.least", MailHead::default());
    all.add("Theme", Theme::ALL.to_vec());
    all.add("MailFate", MailFate::ALL.to_vec());
    all.add("Counts", some_counts());
    all.add("Filter", a_filter());
    all.add("Status", Status::ALL.to_vec());
    all.add("Channel", Channel::ALL.to_vec());
    all.add("Role", Role::ALL.to_vec());
    all.add("AuthorKind", AuthorKind::ALL.to_vec());
    all.add("ItemKind", ItemKind::ALL.to_vec());
    all.add("Delivery", Delivery::ALL.to_vec());
    all.add("Happening", Happening::ALL.to_vec());
    all.add("Sort", Sort::ALL.to_vec());
    all.add("Code", Code::ALL.to_vec());

    for (name, event) in events() {
        all.add(&format!("Event.{name}"), event);
    }
    for (name, frame) in frames() {
        all.add(&format!("ServerFrame.{name}"), frame);
    }
    let hello = Hello {
        ticket: "7Q2f".to_owned(),
        after: Seq(39),
    };
    let sign = TypingSign {
        conversation: Some(ConversationId(id(5))),
        on: true,
    };
    all.add(
        "ClientFrame.hello",
        ClientFrame {
            hello: Some(hello),
            ..Default::default()
        },
    );
    all.add(
        "ClientFrame.beat",
        ClientFrame {
            beat: Some(Timestamp(1_795_000_000_500)),
            ..Default::default()
        },
    );
    all.add(
        "ClientFrame.probe",
        ClientFrame {
            probe: true,
            ..Default::default()
        },
    );
    all.add(
        "ClientFrame.typing",
        ClientFrame {
            typing: Some(sign),
            ..Default::default()
        },
    );
    all.add(
        "ClientFrame.watch",
        ClientFrame {
            watch: Some(a_filter()),
            ..Default::default()
        },
    );
    let look = Look {
        conversation: Some(ConversationId(id(5))),
        attention: Attention::Active,
    };
    all.add("Look", look);
    all.add(
        "Look.none",
        Look {
            conversation: None,
            attention: Attention::Away,
        },
    );
    all.add("Attention", Attention::ALL.to_vec());
    all.add(
        "Viewers",
        Viewers {
            conversation: ConversationId(id(5)),
            active: vec![AgentId(id(1))],
            idle: Vec::new(),
            customer_since: None,
            customer_online: false,
        },
    );
    all.add(
        "ClientFrame.look",
        ClientFrame {
            look: Some(look),
            ..Default::default()
        },
    );
    all.add(
        "Frames",
        Frames {
            frames: vec![ServerFrame::Resumed(a_mark())],
        },
    );

    all.add(
        "SignIn",
        SignIn {
            email: "ana@demo.bandeja".to_owned(),
            password: "not-a-secret".to_owned(),
        },
    );
    all.add("Done", Done {});
    setup(&mut all);
    all.add(
        "Snapshot",
        Snapshot {
            seq: Seq(41),
            now: Timestamp(1_795_000_000_500),
            me: AgentId(id(1)),
            workspace: "Demo".to_owned(),
            agents: vec![an_agent()],
            groups: vec![Group {
                id: GroupId(id(2)),
                name: "Ventas".to_owned(),
            }],
            queues: Vec::new(),
            inboxes: vec![inbox],
            reasons: vec![reason],
            tags: vec![tag],
            fields: vec![definition],
            retired: vec![EntryId(id(14))],
            options: Options::default(),
            away: Vec::new(),
        },
    );
    all.add(
        "ConversationPage",
        ConversationPage {
            seq: Seq(41),
            offset: 50,
            counts: some_counts(),
            rows: vec![a_conversation()],
            next: Some("AZMAAA".to_owned()),
        },
    );
    all.add(
        "Search",
        Search {
            text: "reembolso".to_owned(),
            cursor: Some("3.40".to_owned()),
            limit: 50,
        },
    );
    all.add(
        "SearchPage",
        SearchPage {
            seq: Seq(41),
            hits: vec![Hit {
                found: Found::Message,
                conversation: ConversationId(id(5)),
                item: Some(ItemId(id(6))),
                position: Some(Seq(40)),
                author: Some(AuthorKind::Customer),
                at: Timestamp(1_795_000_000_000),
                snippet: "¿Y el reembolso?".to_owned(),
                marks: vec![Highlight { from: 6, to: 15 }],
            }],
            conversations: Vec::new(),
            next: Some("3.40".to_owned()),
        },
    );
    all.add(
        "ItemPage",
        ItemPage {
            seq: Seq(41),
            items: vec![an_item()],
            more: true,
        },
    );
    all.add("Operation", Operation { id: an_operation() });
    all.add(
        "NewMessage",
        NewMessage {
            id: ItemId(id(4)),
            text: "Buenas tardes, reviso su pedido.".to_owned(),
            attachments: vec![AttachmentId(id(3))],
            seen: Seq(40),
            anyway: false,
            answers: None,
        },
    );
    all.add(
        "NewMessage.answers",
        NewMessage {
            id: ItemId(id(4)),
            text: "Buenas tardes, reviso su pedido.".to_owned(),
            attachments: Vec::new(),
            seen: Seq(40),
            anyway: false,
            answers: Some(ItemId(id(6))),
        },
    );
    all.add(
        "BodyWish",
        BodyWish {
            theme: Theme::Dark,
            remote: true,
            language: "pt-BR".to_owned(),
        },
    );
    all.add(
        "BodyLink",
        BodyLink {
            path: "/api/v1/mail/AZM7Q2f/body".to_owned(),
            until: Timestamp(1_795_000_300_000),
        },
    );
    all.add(
        "MailTaken",
        MailTaken {
            fate: MailFate::Began,
            conversation: ConversationId(id(5)),
            item: ItemId(id(6)),
        },
    );
    all.add(
        "Closing",
        Closing {
            id: an_operation(),
            reason: ReasonId(id(13)),
            note: Some("Se envió el comprobante.".to_owned()),
        },
    );
    all.add(
        "Assignment",
        acts::Assignment {
            id: an_operation(),
            agent: Some(AgentId(id(1))),
            group: None,
        },
    );
    all.add(
        "Bulk",
        acts::Bulk {
            id: an_operation(),
            what: acts::BulkWhat::Close,
            conversations: vec![ConversationId(id(5))],
            status: Some(Status::Open),
            filter: Filter::default(),
            agent: None,
            group: None,
            reason: Some(ReasonId(id(13))),
            note: Some("Campaña terminada.".to_owned()),
            tag: None,
        },
    );
    all.add(
        "Bulk.tag",
        acts::Bulk {
            id: an_operation(),
            what: acts::BulkWhat::Tag,
            conversations: vec![ConversationId(id(5))],
            status: None,
            filter: Filter::default(),
            agent: None,
            group: None,
            reason: None,
            note: None,
            tag: Some(TagId(id(14))),
        },
    );
    let refused = acts::BulkRefused {
        conversation: ConversationId(id(6)),
        code: Code::Forbidden,
    };
    all.add("BulkRefused", refused);
    all.add(
        "BulkDone",
        acts::BulkDone {
            done: vec![ConversationId(id(5))],
            unchanged: vec![ConversationId(id(7))],
            refused: vec![refused],
        },
    );
    all.add(
        "Item.assigned",
        Item {
            happening: Some(Happening::Assigned),
            text: String::new(),
            note: None,
            to_agent: Some(AgentId(id(9))),
            ..a_closing_event()
        },
    );
    all.add("ReadMark", ReadMark { up_to: Seq(41) });
    all.add(
        "Ticket",
        Ticket {
            ticket: "7Q2f".to_owned(),
        },
    );

    all.add(
        "Problem",
        Problem::new(Code::TooLong).at("/text").limit(4096),
    );
    all.add(
        "Problem.thread_moved",
        Problem {
            items: vec![an_item()],
            ..Problem::new(Code::ThreadMoved)
        },
    );
    all.add(
        "Problem.field_moved",
        Problem {
            value: Some("jorge@example.com".to_owned()),
            ..Problem::new(Code::FieldMoved).at("/seen")
        },
    );
    all.add(
        "Problem.rate_limited",
        Problem::new(Code::RateLimited).retry_after(30),
    );

    all.add(
        "Register",
        Register {
            visitor: VisitorId(id(14)),
            secret: "00".repeat(32),
            inbox: "demo-tienda".to_owned(),
            locale: "es".to_owned(),
        },
    );
    all.add("VisitorState", a_visitor_state());
    all.add(
        "VisitorSnapshot",
        VisitorSnapshot {
            seq: Seq(41),
            now: Timestamp(1_795_000_000_500),
            state: a_visitor_state(),
            messages: vec![a_visitor_message()],
            more: false,
        },
    );
    all.add("VisitorMessage", a_visitor_message());
    all.add(
        "VisitorSend",
        VisitorSend {
            id: ItemId(id(15)),
            text: "Hola, ¿dónde está mi pedido?".to_owned(),
        },
    );
    all.add("VisitorRead", VisitorRead { up_to: Seq(41) });
    let event = VisitorEvent {
        seq: Seq(41),
        message: Some(a_visitor_message()),
        state: None,
    };
    all.add("VisitorEvent", event.clone());
    let batch = VisitorBatch {
        prev: Seq(39),
        seq: Seq(41),
        events: vec![event],
    };
    all.add("VisitorBatch", batch.clone());
    all.add(
        "VisitorFrame",
        VisitorFrame {
            events: Some(batch),
            ..Default::default()
        },
    );
    all.written_only(
        "Refusal",
        Refusal {
            code: Code::RateLimited,
            retry_after: Some(30),
            limit: None,
        },
    );
    all
}

#[test]
fn the_wire_looks_as_it_did() {
    for (name, text) in examples().0 {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

/// A type that travels and has no example is a protocol that nobody has looked at.
#[test]
fn every_type_that_travels_has_an_example() {
    let sources = [
        include_str!("../src/acts.rs"),
        include_str!("../src/endpoint.rs"),
        include_str!("../src/looking.rs"),
        include_str!("../src/mail.rs"),
        include_str!("../src/model.rs"),
        include_str!("../src/people.rs"),
        include_str!("../src/problem.rs"),
        include_str!("../src/visitor.rs"),
    ];
    let mut travelling = BTreeSet::new();
    for source in sources {
        let mut derives = false;
        for line in source.lines() {
            derives |= line.contains("Serialize, Deserialize");
            if let Some(rest) = line.strip_prefix("pub struct ") {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
                if derives {
                    travelling.insert(name);
                }
                derives = false;
            }
        }
    }
    assert!(
        travelling.len() > 20,
        "the sources are not read as they were: {travelling:?}"
    );
    let shown: BTreeSet<String> = examples()
        .0
        .into_iter()
        .map(|(name, _)| name.split('.').next().unwrap_or_default().to_owned())
        .collect();
    let missing: Vec<_> = travelling.difference(&shown).collect();
    assert!(missing.is_empty(), "no example of {missing:?}");
}

#[test]
fn an_unknown_event_is_skipped_and_keeps_its_number() {
    let event: Event =
        serde_json::from_str(r#"{"seq":9,"tag_created":{"name":"x"}}"#).expect("it parses");
    assert_eq!(
        event,
        Event {
            seq: Seq(9),
            change: Change::Unknown
        }
    );
}

#[test]
fn an_unknown_frame_is_no_error() {
    let frame: ServerFrame =
        serde_json::from_str(r#"{"weather":{"sun":true}}"#).expect("it parses");
    assert_eq!(frame, ServerFrame::Unknown);
}

#[test]
fn an_unknown_code_is_known_to_be_unknown() {
    let problem: Problem =
        serde_json::from_str(r#"{"type":"about:blank","title":"?","status":418,"code":"teapot"}"#)
            .expect("it parses");
    assert_eq!(problem.code, Code::Unknown);
}

#[test]
fn the_visitors_part_stays_small() {
    let structs = include_str!("../src/visitor.rs")
        .matches("\npub struct ")
        .count();
    assert!(
        structs <= 10,
        "{structs} structs: each costs bytes on a customer's site"
    );
}
