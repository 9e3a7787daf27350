//! Cards: fields of contacts and tickets, tags, comments; who may, what is refused, who is told.

use crate::{
    client::{Answer, Client},
    world::*,
};
use bandeja_contract::{endpoint::*, *};

/// Two conversations of one visitor, both Ana's: the first is closed, the second in the group of
/// bills, which Ana does not see.
struct Stage {
    world: World,
    visitor: Visitor,
    contact: ContactId,
    first: Conversation,
    second: Conversation,
}

impl Stage {
    async fn set() -> Self {
        let world = World::new().await;
        let (visitor, conversation) = world.taken_by("ana").await;
        let ana = world.agent("ana");
        let body = closing(world.reason().await);
        ana.ok(&Close { conversation, body }).await;
        visitor.writes("Una factura, por favor").await;
        let second = world.newest(Status::Open).await.id;
        let bills = world.group("Facturación").await;
        world.app.move_to_group(second, bills).await.expect("moves");
        let dora = world.agent("dora");
        let first = dora.ok(&GetConversation { conversation }).await;
        let conversation = second;
        let second = dora.ok(&GetConversation { conversation }).await;
        Self {
            visitor,
            contact: first.contact,
            first,
            second,
            world,
        }
    }

    async fn edit(&self, login: &str, body: FieldEdit) -> Answer {
        let contact = self.contact;
        let call = EditContact { contact, body };
        self.world.agent(login).call(&call).await
    }

    async fn card(&self, login: &str) -> Contact {
        let contact = self.contact;
        self.world.agent(login).ok(&GetContact { contact }).await
    }
}

fn code(answer: &Answer) -> (u16, String, Option<String>) {
    let problem: Problem = answer.read();
    (answer.status, problem.code.word().to_owned(), problem.value)
}

async fn ticket(client: &Client, number: u64, field: &str, value: &str, seen: &str) -> Answer {
    let body = FieldEdit {
        seen: seen.to_owned(),
        ..field_edit(field, value)
    };
    client.call(&EditTicket { number, body }).await
}

/// Proves T2: field by field, once, and never over what its editor had not seen.
#[tokio::test]
async fn a_field_is_written_once_and_never_over_somebody_elses_words() {
    let stage = Stage::set().await;
    let edit = field_edit("email", " marta@correo.example ");
    let first = stage.edit("ana", edit.clone()).await;
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(first.read::<Contact>().email, "marta@correo.example");
    // Asked again it is answered again, also when the field has moved on since.
    let olga = FieldEdit {
        seen: "marta@correo.example".to_owned(),
        ..field_edit("email", "otra@correo.example")
    };
    assert_eq!(stage.edit("olga", olga).await.status, 200);
    assert_eq!(stage.edit("ana", edit.clone()).await.text(), first.text());
    let reused = FieldEdit {
        value: "x@correo.example".to_owned(),
        ..edit
    };
    assert_eq!(stage.edit("ana", reused).await.status, 422);
    // Ana has not seen what Olga wrote.
    let stale = FieldEdit {
        seen: "marta@correo.example".to_owned(),
        ..field_edit("email", "tarde@correo.example")
    };
    assert_eq!(
        code(&stage.edit("ana", stale).await),
        (
            409,
            "field_moved".to_owned(),
            Some("otra@correo.example".to_owned())
        )
    );
    // Who writes what is there already has nothing to be told.
    let same = field_edit("email", "otra@correo.example");
    assert_eq!(stage.edit("ana", same).await.status, 200);
    // Every row of the contact says it.
    let dora = stage.world.agent("dora");
    for conversation in [stage.first.id, stage.second.id] {
        let row = dora.ok(&GetConversation { conversation }).await;
        assert_eq!(row.contact_email.as_deref(), Some("otra@correo.example"));
    }
}

/// Proves T2: what does not fit is refused and changes nothing.
#[tokio::test]
async fn what_does_not_fit_in_a_field_is_refused() {
    let stage = Stage::set().await;
    let before = stage.card("ana").await;
    let fields = stage.world.agent("ana").ok(&GetSnapshot).await.fields;
    let of = |kind| {
        let found = fields.iter().find(|one| one.kind == kind);
        found.expect("one of each kind").id.to_string()
    };
    let long = "x".repeat(501);
    for (field, value, expected) in [
        ("name".to_owned(), " ", "empty"),
        ("email".to_owned(), "marta", "invalid"),
        ("phone".to_owned(), "llamar", "invalid"),
        (of(FieldKind::Choice), "Castillo", "invalid"),
        (of(FieldKind::Number), "doce", "invalid"),
        (of(FieldKind::Date), "2026-02-30", "invalid"),
        (of(FieldKind::Link), "javascript:alert(1)", "invalid"),
        (of(FieldKind::Checkbox), "tal vez", "invalid"),
        (of(FieldKind::Text), long.as_str(), "too_long"),
        ("color".to_owned(), "azul", "invalid"),
        (FieldId(uuid::Uuid::nil()).to_string(), "x", "invalid"),
    ] {
        let answer = stage.edit("ana", field_edit(&field, value)).await;
        assert_eq!(code(&answer).1, expected, "{field}: {value}");
    }
    assert_eq!(stage.card("ana").await, before);
    let choice = of(FieldKind::Choice);
    let good = field_edit(&choice, "Hotel");
    assert_eq!(stage.edit("ana", good).await.status, 200);
    let gone = FieldEdit {
        seen: "Hotel".to_owned(),
        ..field_edit(&choice, "")
    };
    assert_eq!(stage.edit("ana", gone).await.status, 200);
    assert_eq!(stage.card("ana").await.fields, []);
}

/// Proves T2, G1: a colleague's contact is read, and commented, and not edited by an agent.
#[tokio::test]
async fn an_agent_reads_a_colleagues_contact_and_edits_it_not() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("inigo").await;
    let ana = world.agent("ana");
    let contact = ana.ok(&GetConversation { conversation }).await.contact;
    let body = field_edit("phone", "+34 953 010 204");
    let call = EditContact { contact, body };
    assert_eq!(code(&ana.call(&call).await).1, "forbidden");
    let tag = TagEdit {
        id: operation().id,
        tag: ana.ok(&GetSnapshot).await.tags[0].id,
        is_on: true,
    };
    let call = TagContact { contact, body: tag };
    assert_eq!(code(&ana.call(&call).await).1, "forbidden");
    let body = comment(conversation, "La llamo yo");
    ana.ok(&AddComment { contact, body }).await;
    let body = field_edit("phone", "+34 953 010 204");
    let card = world.agent("olga").ok(&EditContact { contact, body }).await;
    assert_eq!(card.phone, "+34 953 010 204");
}

/// Proves M9, T2: a comment belongs to the contact: it is read from every conversation of theirs,
/// also by whoever does not see the one in which it stands, and never by the customer.
#[tokio::test]
async fn a_comment_is_read_from_every_conversation_and_never_by_the_customer() {
    let stage = Stage::set().await;
    let (ana, nuria) = (stage.world.agent("ana"), stage.world.agent("nuria"));
    let contact = stage.contact;
    let written = comment(stage.first.id, "  Es muy de la casa.\n ");
    let body = written.clone();
    let item = ana.ok(&AddComment { contact, body }).await;
    assert_eq!(
        (item.kind, item.text.as_str()),
        (ItemKind::Comment, "Es muy de la casa.")
    );
    // Twice is once.
    let body = written.clone();
    assert_eq!(ana.ok(&AddComment { contact, body }).await, item);
    let body = NewComment {
        text: "Otra cosa".to_owned(),
        ..written
    };
    assert_eq!(ana.call(&AddComment { contact, body }).await.status, 422);
    let all = ListComments {
        contact,
        before: None,
        limit: 20,
    };
    // Núria of the bills sees the second conversation only.
    let conversation = stage.first.id;
    assert_eq!(
        nuria.call(&GetConversation { conversation }).await.status,
        404
    );
    assert_eq!(nuria.ok(&all).await.items, std::slice::from_ref(&item));
    let body = comment(conversation, "No la veo");
    assert_eq!(nuria.call(&AddComment { contact, body }).await.status, 404);
    let hector = stage.world.agent("hector");
    assert_eq!(hector.call(&all).await.status, 404);
    // In the thread it stands where it was written, and moves no preview and no unread count.
    let thread = ana.ok(&thread(conversation)).await.items;
    assert_eq!(thread.last(), Some(&item));
    let row = ana.ok(&GetConversation { conversation }).await;
    assert_eq!(
        (row.preview, row.unread, row.last_activity_at),
        (
            stage.first.preview.clone(),
            stage.first.unread,
            stage.first.last_activity_at
        )
    );
    // The customer's side has nothing of it, not in pages and not in the log.
    for path in ["/visitor/messages", "/visitor/events?after=0&wait=0"] {
        let said = stage.visitor.client.get(path).await.text();
        assert!(!said.contains("de la casa"), "{path}: {said}");
    }
    for text in ["", " \n "] {
        let body = comment(conversation, text);
        let answer = ana.call(&AddComment { contact, body }).await;
        assert_eq!(code(&answer).1, "empty");
    }
    let body = comment(conversation, &"ñ".repeat(8_001));
    assert_eq!(
        code(&ana.call(&AddComment { contact, body }).await).1,
        "too_long"
    );
}

/// Proves T2, A6: whoever opens a card sees the conversations of the contact that they may see.
#[tokio::test]
async fn a_card_lists_the_conversations_that_its_reader_sees() {
    let stage = Stage::set().await;
    let list = |offset, limit| ListOfContact {
        contact: stage.contact,
        offset,
        limit,
    };
    for (login, expected) in [
        ("dora", vec![stage.second.id, stage.first.id]),
        ("ana", vec![stage.first.id]),
        ("nuria", vec![stage.second.id]),
        ("bruno", vec![stage.second.id, stage.first.id]),
    ] {
        let page = stage.world.agent(login).ok(&list(0, 20)).await;
        let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, expected, "{login}");
        let counts = page.counts;
        let all = counts.open + counts.queued + counts.closed;
        assert_eq!(all as usize, expected.len(), "{login}");
    }
    let page = stage.world.agent("dora").ok(&list(1, 1)).await;
    assert_eq!((page.offset, page.rows[0].id), (1, stage.first.id));
    assert_eq!(page.rows[0].followed_by, Some(stage.second.id));
}

/// Proves T3, G1: the role decides which fields of a ticket can be edited, and rows follow.
#[tokio::test]
async fn the_role_decides_which_fields_of_a_ticket_are_written() {
    let stage = Stage::set().await;
    let number = stage.first.ticket_number;
    let who = |login: &str| stage.world.agent(login);
    let dora = who("dora");
    let before = dora.ok(&GetTicket { number }).await;
    assert_eq!(
        (before.number, before.requester),
        (number, stage.first.contact_name.clone())
    );
    let ana = dora.ok(&GetSnapshot).await.agents;
    let ana = ana
        .iter()
        .find(|one| one.name.starts_with("Ana"))
        .expect("Ana")
        .id
        .to_string();
    for (login, field, value, seen, expected) in [
        ("ana", "category", "Envíos", "", 200),
        ("ana", "status", "waiting", "open", 200),
        ("ana", "priority", "high", "normal", 403),
        ("ana", "kind", "internal", "public", 403),
        ("olga", "priority", "urgent", "normal", 200),
        ("olga", "due", "2026-12-01", "", 200),
        ("olga", "owner", ana.as_str(), "", 200),
        ("olga", "kind", "internal", "public", 403),
        ("carla", "kind", "internal", "public", 200),
        ("dora", "number", "7", "", 403),
        ("dora", "requester", "Otra", "", 403),
        ("dora", "due", "mañana", "2026-12-01", 422),
        (
            "dora",
            "owner",
            "00000000-0000-0000-0000-000000000000",
            ana.as_str(),
            422,
        ),
        ("dora", "priority", "enorme", "urgent", 422),
        ("dora", "subject", "", &before.subject, 422),
        ("dora", "priority", "low", "normal", 409),
        ("hector", "category", "x", "Envíos", 404),
    ] {
        let answer = ticket(&who(login), number, field, value, seen).await;
        assert_eq!(
            answer.status,
            expected,
            "{login} {field}: {}",
            answer.text()
        );
    }
    let after = dora.ok(&GetTicket { number }).await;
    assert_eq!(
        (after.status, after.kind, after.priority),
        (
            TicketStatus::Waiting,
            TicketKind::Internal,
            Priority::Urgent
        )
    );
    assert_eq!(
        (after.due.as_str(), after.category.as_str()),
        ("2026-12-01", "Envíos")
    );
    assert!(after.seq > before.seq);
    // The service is that of the case: both rows of it say it.
    let answer = ticket(&dora, number, "service", "Reclamo", &before.service).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    for conversation in [stage.first.id, stage.second.id] {
        assert_eq!(
            dora.ok(&GetConversation { conversation }).await.service,
            "Reclamo"
        );
    }
}
