//! What admins edit: options and lists, one value at a time, and the log of who did.

use crate::world::*;
use bandeja_contract::{endpoint::*, *};
use uuid::Uuid;

pub(crate) fn option(option: OptionName, seen: &str, value: &str) -> EditOption {
    EditOption(OptionEdit {
        id: OperationId(Uuid::now_v7()),
        option,
        seen: seen.to_owned(),
        value: value.to_owned(),
    })
}

pub(crate) fn new(kind: EntryKind, name: &str, group: Option<GroupId>) -> AddEntry {
    AddEntry(NewEntry {
        id: OperationId(Uuid::now_v7()),
        kind,
        name: name.to_owned(),
        group,
    })
}

pub(crate) fn edit(
    kind: EntryKind,
    entry: impl Into<Uuid>,
    field: EntryField,
    [seen, value]: [&str; 2],
) -> EditEntry {
    EditEntry {
        entry: EntryId(entry.into()),
        body: EntryEdit {
            id: OperationId(Uuid::now_v7()),
            kind,
            field,
            seen: seen.to_owned(),
            value: value.to_owned(),
            heir: None,
        },
    }
}

pub(crate) fn retire(kind: EntryKind, entry: EntryId, heir: Option<QueueId>) -> EditEntry {
    let mut edit = edit(kind, entry.0, EntryField::Retired, ["false", "true"]);
    edit.body.heir = heir;
    edit
}

/// A new queue of a group takes what the group's first one has. The old one, and the new one.
pub(crate) async fn replace_queue(world: &World, group: &str) -> [QueueId; 2] {
    let dora = world.agent("dora");
    let group = world.group(group).await;
    let new = new(EntryKind::Queue, "Cola nueva", Some(group));
    let heir = QueueId(new.0.id.0);
    let setup = dora.ok(&new).await;
    let old = setup
        .queues
        .iter()
        .find(|queue| queue.group == group && queue.id != heir)
        .expect("a queue")
        .id;
    dora.ok(&retire(EntryKind::Queue, EntryId(old.0), Some(heir)))
        .await;
    [old, heir]
}

/// The web site's conversations go to the queue of another group from now on.
pub(crate) async fn hand_site_to(world: &World, group: &str) {
    let dora = world.agent("dora");
    let group = world.group(group).await;
    let setup = dora.ok(&GetSetup).await;
    let queue = setup.queues.iter().find(|queue| queue.group == group);
    let queue = queue.expect("a queue").id.to_string();
    let site = setup
        .inboxes
        .iter()
        .find(|inbox| inbox.channel == Channel::Webchat)
        .expect("a site");
    let seen = site.queue.expect("a queue").to_string();
    let values = [seen.as_str(), queue.as_str()];
    dora.ok(&edit(
        EntryKind::Inbox,
        site.id.0,
        EntryField::Queue,
        values,
    ))
    .await;
}

/// Proves G9: an option is edited by whoever saw what it was, once, and stays over a restart.
#[tokio::test]
async fn an_option_changes_once_for_whoever_saw_what_it_was() {
    let mut world = World::new().await;
    let dora = world.agent("dora");
    let first = option(OptionName::Vocabulary, "service", "inbox");
    let told = dora.ok(&first).await;
    assert_eq!(told.options.vocabulary, Vocabulary::Inbox);
    assert_eq!(told.options.seq, told.seq);
    assert_eq!(dora.ok(&first).await, told, "asked again, the same answer");

    let late = option(OptionName::Vocabulary, "service", "inbox");
    let refused = dora.refused(&late).await;
    assert_eq!(refused.code, Code::FieldMoved);
    assert_eq!(refused.value.as_deref(), Some("inbox"));

    let mut reused = option(OptionName::AwayRule, "true", "false");
    reused.0.id = first.0.id;
    assert_eq!(dora.refused(&reused).await.code, Code::KeyReused);

    world.restart().await;
    let snapshot = world.agent("ana").ok(&GetSnapshot).await;
    assert_eq!(snapshot.options, told.options);
}

/// Proves G9: a refusal names the member, the limit, and changes nothing.
#[tokio::test]
async fn what_does_not_fit_is_refused_with_its_place() {
    let world = World::new().await;
    let dora = world.agent("dora");
    let before = dora.ok(&GetSetup).await;
    for (name, seen, value, expected) in [
        (
            OptionName::AwaySeconds,
            "30",
            "5",
            (Code::Invalid, Some(600)),
        ),
        (
            OptionName::Vocabulary,
            "service",
            "x",
            (Code::Invalid, None),
        ),
        (
            OptionName::ConditionsUrl,
            "",
            "http://a.example",
            (Code::Invalid, None),
        ),
        (OptionName::DefaultReason, "", "x", (Code::Invalid, None)),
    ] {
        let refused = dora.refused(&option(name, seen, value)).await;
        assert_eq!((refused.code, refused.limit), expected, "{name:?}");
        assert_eq!(refused.field.as_deref(), Some("/value"), "{name:?}");
    }
    let group = before.groups[0].id.0;
    let reason = before.reasons[0].clone();
    for (call, expected) in [
        (new(EntryKind::Reason, "  ", None), (Code::Empty, "/name")),
        (
            new(EntryKind::Reason, &reason.name.to_uppercase(), None),
            (Code::Duplicate, "/name"),
        ),
        (
            new(EntryKind::Queue, "Sin grupo", None),
            (Code::Invalid, "/group"),
        ),
        (
            new(EntryKind::Inbox, "Otra web", None),
            (Code::Invalid, "/kind"),
        ),
    ] {
        let refused = dora.refused(&call).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (expected.0, Some(expected.1))
        );
    }
    for (call, expected) in [
        (
            edit(EntryKind::Group, group, EntryField::Place, ["0", "1"]),
            (Code::Invalid, Some("/field")),
        ),
        (
            edit(
                EntryKind::Reason,
                reason.id.0,
                EntryField::Place,
                ["0", "99"],
            ),
            (Code::Invalid, Some("/value")),
        ),
        (
            edit(
                EntryKind::Reason,
                reason.id.0,
                EntryField::Name,
                ["otro", "Nuevo"],
            ),
            (Code::FieldMoved, Some("/seen")),
        ),
        (
            edit(
                EntryKind::Reason,
                Uuid::now_v7(),
                EntryField::Name,
                ["", "Nuevo"],
            ),
            (Code::NotFound, None),
        ),
    ] {
        let refused = dora.refused(&call).await;
        assert_eq!((refused.code, refused.field.as_deref()), expected);
    }
    assert_eq!(dora.ok(&GetSetup).await, before);
    assert_eq!(lines(&world).await, Vec::<String>::new());
}

/// Proves A5, G9: a retired reason closes nothing any more, and stays where it was filed.
#[tokio::test]
async fn a_retired_reason_is_history() {
    let world = World::new().await;
    let (dora, ana) = (world.agent("dora"), world.agent("ana"));
    let (_, conversation) = world.taken_by("ana").await;
    let reason = world.reason().await;
    let body = closing(reason);
    ana.ok(&Close { conversation, body }).await;
    dora.ok(&retire(EntryKind::Reason, EntryId(reason.0), None))
        .await;

    let (_, other) = world.taken_by("ana").await;
    let call = |reason| Close {
        conversation: other,
        body: closing(reason),
    };
    let refused = ana.refused(&call(reason)).await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (Code::Invalid, Some("/reason"))
    );
    let filed = ana.ok(&thread(conversation)).await.items;
    assert!(filed.iter().any(|item| item.text == "Consulta resuelta"));

    let back = edit(
        EntryKind::Reason,
        reason.0,
        EntryField::Retired,
        ["true", "false"],
    );
    assert_eq!(dora.ok(&back).await.retired, []);
    ana.ok(&call(reason)).await;
}

/// Proves G9: the default reason stays as long as it is the default.
#[tokio::test]
async fn the_default_reason_cannot_go() {
    let world = World::new().await;
    let dora = world.agent("dora");
    let reason = world.reason().await;
    let id = reason.to_string();
    dora.ok(&option(OptionName::DefaultReason, "", &id)).await;
    let going = retire(EntryKind::Reason, EntryId(reason.0), None);
    assert_eq!(dora.refused(&going).await.code, Code::InUse);
    dora.ok(&option(OptionName::DefaultReason, &id, "")).await;
    dora.ok(&going).await;
    let again = option(OptionName::DefaultReason, "", &id);
    assert_eq!(dora.refused(&again).await.code, Code::Invalid);
}

/// Proves G9: what waits in a queue that goes is handed to another one, and nothing is lost.
#[tokio::test]
async fn a_queue_goes_when_another_one_takes_what_it_has() {
    let world = World::new().await;
    let dora = world.agent("dora");
    let (visitor, conversation) = world.queued().await;
    let before = dora.ok(&GetConversation { conversation }).await;
    let old = before.queue.expect("a queue");
    let alone = retire(EntryKind::Queue, EntryId(old.0), None);
    let refused = dora.refused(&alone).await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (Code::InUse, Some("/heir"))
    );
    let bills = world.group("Facturación").await;
    let foreign = dora.ok(&GetSetup).await.queues.into_iter();
    let foreign = foreign
        .filter(|queue| queue.group == bills)
        .map(|queue| queue.id)
        .next();
    let astray = retire(EntryKind::Queue, EntryId(old.0), foreign);
    let refused = dora.refused(&astray).await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (Code::Invalid, Some("/heir"))
    );

    let [gone, heir] = replace_queue(&world, "Tienda en línea").await;
    assert_eq!(gone, old);
    let after = dora.ok(&GetConversation { conversation }).await;
    assert_eq!((after.queue, after.status), (Some(heir), Status::Queued));
    assert_eq!(after.queued_at, before.queued_at, "it keeps its place");
    let setup = dora.ok(&GetSetup).await;
    assert!(setup.inboxes.iter().all(|inbox| inbox.queue != Some(old)));

    // The next ones wait in the new queue.
    world.somebody_is_there().await;
    let other = world.visitor().await;
    other.writes("¿Y yo?").await;
    assert_eq!(world.newest(Status::Queued).await.queue, Some(heir));
    drop(visitor);
}

/// Proves G9: a group goes when nothing hangs on it, and its queues do not come back without it.
#[tokio::test]
async fn a_group_goes_when_nothing_hangs_on_it() {
    let world = World::new().await;
    let dora = world.agent("dora");
    let shop = world.group("Tienda en línea").await;
    let going = retire(EntryKind::Group, EntryId(shop.0), None);
    assert_eq!(dora.refused(&going).await.code, Code::InUse);

    let group = new(EntryKind::Group, "Obras", None);
    let id = GroupId(group.0.id.0);
    dora.ok(&group).await;
    let queue = new(EntryKind::Queue, "Cola de obras", Some(id));
    let queue_id = queue.0.id.0;
    dora.ok(&queue).await;
    let going = retire(EntryKind::Group, EntryId(id.0), None);
    assert_eq!(dora.refused(&going).await.code, Code::InUse);
    dora.ok(&retire(EntryKind::Queue, EntryId(queue_id), None))
        .await;
    let going = retire(EntryKind::Group, EntryId(id.0), None);
    dora.ok(&going).await;
    let back = edit(
        EntryKind::Queue,
        queue_id,
        EntryField::Retired,
        ["true", "false"],
    );
    assert_eq!(dora.refused(&back).await.code, Code::InUse);
    let more = new(EntryKind::Queue, "Otra", Some(id));
    assert_eq!(dora.refused(&more).await.code, Code::Invalid);
}

/// Proves G9: order, distribution, greeting and queue are what everybody gets afresh.
#[tokio::test]
async fn every_field_is_read_back_as_it_was_written() {
    let world = World::new().await;
    let dora = world.agent("dora");
    let setup = dora.ok(&GetSetup).await;
    let last = setup.reasons.last().expect("reasons").id;
    let seen = (setup.reasons.len() - 1).to_string();
    let moved = dora
        .ok(&edit(
            EntryKind::Reason,
            last.0,
            EntryField::Place,
            [&seen, "0"],
        ))
        .await;
    assert_eq!(moved.reasons[0].id, last);
    assert_eq!(moved.reasons[1..], setup.reasons[..setup.reasons.len() - 1]);

    let queue = setup.queues[0].id.0;
    let values = ["manual", "automatic"];
    let told = dora
        .ok(&edit(
            EntryKind::Queue,
            queue,
            EntryField::Distribution,
            values,
        ))
        .await;
    assert_eq!(told.queues[0].distribution, Distribution::Automatic);

    let inboxes = setup.inboxes.iter();
    let site = inboxes
        .clone()
        .find(|inbox| inbox.channel == Channel::Webchat);
    let site = site.expect("a site");
    let values = [site.greeting.as_str(), "Buenas, ¿qué necesita?"];
    let told = dora
        .ok(&edit(
            EntryKind::Inbox,
            site.id.0,
            EntryField::Greeting,
            values,
        ))
        .await;
    let greeting = told.inboxes.iter().find(|inbox| inbox.id == site.id);
    assert_eq!(greeting.expect("there").greeting, "Buenas, ¿qué necesita?");
    let mail = inboxes
        .clone()
        .find(|inbox| inbox.channel == Channel::Email);
    let call = edit(
        EntryKind::Inbox,
        mail.expect("mail").id.0,
        EntryField::Greeting,
        ["", "Hola"],
    );
    assert_eq!(dora.refused(&call).await.field.as_deref(), Some("/field"));

    hand_site_to(&world, "Facturación").await;
    let bills = world.group("Facturación").await;
    let told = world.agent("ana").ok(&GetSnapshot).await;
    let site = told.inboxes.iter().find(|inbox| inbox.id == site.id);
    assert_eq!(site.map(|inbox| inbox.group), Some(bills));
}

/// Proves G9: who changed what, from what to what, newest first, page by page, for admins only.
#[tokio::test]
async fn the_log_says_who_changed_what_and_when() {
    let world = World::new().await;
    let dora = world.agent("dora");
    let edits = [
        option(OptionName::Vocabulary, "service", "inbox"),
        option(OptionName::AwaySeconds, "30", "45"),
        option(OptionName::AwaySeconds, "45", "45"),
        option(OptionName::AwaySeconds, "45", "30"),
    ];
    for edit in &edits {
        dora.ok(edit).await;
    }
    dora.ok(&edits[0]).await;
    let tag = new(EntryKind::Tag, "Feria", None);
    dora.ok(&tag).await;
    let id = tag.0.id.0;
    dora.ok(&edit(
        EntryKind::Tag,
        id,
        EntryField::Name,
        ["Feria", "Expo"],
    ))
    .await;
    let expected = [
        "tag Feria name: Feria → Expo",
        "tag Feria added:  → Feria",
        "option  away_seconds: 45 → 30",
        "option  away_seconds: 30 → 45",
        "option  vocabulary: service → inbox",
    ];
    assert_eq!(lines(&world).await, expected);

    let mut paged = Vec::new();
    let mut before = None;
    loop {
        let page = dora.ok(&ListAudit { before, limit: 2 }).await;
        before = page.entries.last().map(|entry| entry.seq);
        assert!(
            page.entries
                .iter()
                .all(|entry| entry.at == world.clock.now())
        );
        paged.extend(page.entries);
        if !page.more {
            break;
        }
    }
    let whole = dora
        .ok(&ListAudit {
            before: None,
            limit: 200,
        })
        .await;
    assert_eq!(paged, whole.entries);
    let me = dora.ok(&WhoAmI).await.id;
    assert!(whole.entries.iter().all(|entry| entry.agent == me));
    for login in ["ana", "olga", "carla"] {
        let call = ListAudit {
            before: None,
            limit: 1,
        };
        assert_eq!(
            world.agent(login).refused(&call).await.code,
            Code::Forbidden
        );
        let call = option(OptionName::AwayRule, "true", "false");
        assert_eq!(
            world.agent(login).refused(&call).await.code,
            Code::Forbidden
        );
    }
}

/// Proves G9: of two who edit at once one is told what it is by now.
#[tokio::test]
async fn of_two_who_edit_at_once_one_is_told() {
    let world = World::new().await;
    let dora = world.agent("dora");
    let (one, other) = (
        option(OptionName::AwaySeconds, "30", "40"),
        option(OptionName::AwaySeconds, "30", "50"),
    );
    let (first, second) = tokio::join!(dora.call(&one), dora.call(&other));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let kept = dora.ok(&GetSetup).await.options.away_seconds.to_string();
    let refused = if first.status == 409 { first } else { second };
    let problem: Problem = refused.read();
    assert_eq!(problem.value, Some(kept));
}

async fn lines(world: &World) -> Vec<String> {
    let call = ListAudit {
        before: None,
        limit: 200,
    };
    let page = world.agent("dora").ok(&call).await;
    let line = |entry: AuditEntry| {
        let list = entry.kind.map_or("option", EntryKind::word);
        let AuditEntry {
            name,
            field,
            from,
            to,
            ..
        } = entry;
        format!("{list} {name} {field}: {from} → {to}")
    };
    page.entries.into_iter().map(line).collect()
}
