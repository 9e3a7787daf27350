//! What is kept of a person: exported whole, and erased to the last byte.

use crate::{
    client::Client,
    line::{Came, Listening},
    mirror::Mirror,
    post::{Post, originals, with_image},
    process::{Program, command, run},
    world::*,
};
use bandeja_backend::contacts::{self, Contacts, Erased};
use bandeja_contract::{endpoint::*, realtime::ServerFrame, *};
use serde_json::{Value, json};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};
use uuid::Uuid;

/// In everything that is said by, to and about the person.
const CANARY: &str = "canario";
const NOWHERE: [PathBuf; 0] = [];
const PATIENCE: Duration = Duration::from_secs(30);

/// Erases a contact while the server runs.
pub(crate) async fn erase(world: &World, contact: ContactId) {
    let done = asked_to_erase(world, contact).await;
    assert_eq!(done, Erased::Whole);
}

async fn asked_to_erase(world: &World, contact: ContactId) -> Erased {
    let erasing = contacts::erase(&world.data, contact, PATIENCE);
    tokio::pin!(erasing);
    loop {
        tokio::select! {
            done = &mut erasing => return done.expect("is asked for"),
            () = async { world.app.look().await; tokio::task::yield_now().await } => {}
        }
    }
}

/// A person with two conversations, one closed with a note and a file, one open.
struct Person {
    contact: ContactId,
    visitor: Visitor,
    conversations: [ConversationId; 2],
    attachment: AttachmentId,
}

async fn upload(client: &Client, name: &str, content: &str) -> AttachmentId {
    let request = axum::http::Request::post(format!("/api/v1/attachments?name={name}"))
        .header("x-bandeja", "1")
        .header("content-type", "text/plain")
        .body(content.to_owned().into())
        .expect("a request");
    client.send(request).await.read::<Attachment>().id
}

async fn send_file(client: &Client, conversation: ConversationId, id: AttachmentId) {
    let body = NewMessage {
        attachments: vec![id],
        ..message("Adjunto canario de respuesta", Seq(1 << 50))
    };
    client.ok(&SendMessage { conversation, body }).await;
}

impl Person {
    async fn of(world: &World) -> Self {
        let ana = world.agent("ana");
        let (visitor, first) = world.taken_by("ana").await;
        visitor.writes("Mi canario no canta").await;
        let contact = ana
            .ok(&GetConversation {
                conversation: first,
            })
            .await
            .contact;
        fill_cards(&ana, first, contact).await;
        let attachment = upload(&ana, "canario.txt", "Ficha del canario").await;
        send_file(&ana, first, attachment).await;
        let body = Closing {
            note: Some("nota del canario".to_owned()),
            ..closing(world.reason().await)
        };
        ana.ok(&Close {
            conversation: first,
            body,
        })
        .await;
        visitor.writes("Otra vez el canario").await;
        // Ana is there, and keeps the contact (A2).
        let second = world.newest(Status::Open).await.id;
        Self {
            contact,
            visitor,
            conversations: [first, second],
            attachment,
        }
    }
}

/// What agents write on the cards: a field, a tag, a comment, the ticket.
async fn fill_cards(ana: &Client, conversation: ConversationId, contact: ContactId) {
    let snapshot = ana.ok(&GetSnapshot).await;
    let field = snapshot
        .fields
        .iter()
        .find(|one| one.kind == FieldKind::Text);
    let field = field.expect("a field of words").id.to_string();
    let body = field_edit(&field, "F-canario-77");
    ana.ok(&EditContact { contact, body }).await;
    let body = TagEdit {
        id: operation().id,
        tag: snapshot.tags[0].id,
        is_on: true,
    };
    ana.ok(&TagContact { contact, body }).await;
    let body = comment(conversation, "comentario sobre el canario");
    ana.ok(&AddComment { contact, body }).await;
    let number = ana
        .ok(&GetConversation { conversation })
        .await
        .ticket_number;
    let body = field_edit("category", "cosas de canario");
    ana.ok(&EditTicket { number, body }).await;
}

/// Gives a contact what only other channels know, by hand.
async fn introduce(data: &Path, contact: ContactId) {
    let mut connection = open(data).await;
    sqlx::query("UPDATE contacts SET name = ?, email = ?, phone = ? WHERE id = ?")
        .bind("Pía Canario")
        .bind("pia.canario@correo.example")
        .bind("+34 600 canario")
        .bind(contact.0)
        .execute(&mut connection)
        .await
        .expect("updates");
    connection.close().await.expect("closes");
}

async fn open(data: &Path) -> SqliteConnection {
    // As the server does: the index of words is rewritten by whoever adds to it.
    let options = SqliteConnectOptions::new()
        .filename(data.join("bandeja.db"))
        .pragma("secure_delete", "ON");
    SqliteConnection::connect_with(&options)
        .await
        .expect("opens")
}

async fn one(data: &Path, sql: &'static str) -> i64 {
    let mut connection = open(data).await;
    let number = sqlx::query_scalar(sql).fetch_one(&mut connection).await;
    connection.close().await.expect("closes");
    number.expect("a number")
}

/// Every file below a folder.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("lists") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Where a word stands in any file of the folder, whatever kind of file it is.
fn bytes_that_say(folder: &Path, word: &str) -> Vec<PathBuf> {
    let mut found = files_below(folder);
    found.retain(|path| {
        let bytes = std::fs::read(path).expect("reads").to_ascii_lowercase();
        bytes
            .windows(word.len())
            .any(|window| window == word.as_bytes())
    });
    found
}

/// Proves that erasing leaves nothing: no row, no copy in log or answers, no file, no byte in the
/// database's file or its write-ahead log; that screens forget at once, and that a content which
/// another person's message has stays theirs.
#[tokio::test]
async fn an_erased_person_leaves_not_a_byte_and_screens_forget() {
    let world = World::new().await;
    let person = Person::of(&world).await;
    introduce(&world.data, person.contact).await;
    let ana = world.agent("ana");
    let (_, other) = world.taken_by("ana").await;
    let shared = [
        upload(&ana, "a.txt", "Tarifas").await,
        upload(&ana, "b.txt", "Tarifas").await,
    ];
    ana.ok(&Accept {
        conversation: person.conversations[1],
        body: operation(),
    })
    .await;
    for (conversation, file) in [(person.conversations[1], shared[0]), (other, shared[1])] {
        let body = NewMessage {
            attachments: vec![file],
            ..message("", Seq(1 << 50))
        };
        ana.ok(&SendMessage { conversation, body }).await;
    }
    assert!(bytes_that_say(&world.data, CANARY).len() > 1, "it is there");
    let listening = Listening::on(&world.app).await;
    let mut screen = listening.live(&world, "ana").await;
    let head = ana.ok(&GetSnapshot).await.seq;
    let mut panel = listening.open(&person.visitor.client, head).await;
    let mut mirrors = BTreeMap::new();
    for login in ["ana", "olga", "dora", "hector"] {
        mirrors.insert(login, Mirror::fresh(&world.agent(login)).await);
    }

    erase(&world, person.contact).await;

    let mut left = person.conversations.to_vec();
    while !left.is_empty() {
        let hidden = screen
            .until(|frame| match frame {
                ServerFrame::Events(batch) => Some(batch.events),
                _ => None,
            })
            .await;
        left.retain(|id| {
            !hidden
                .iter()
                .any(|event| event.change == Change::Hidden(*id))
        });
    }
    let mut was_reset = false;
    let end = loop {
        match panel.next().await {
            Came::Text(text) => was_reset |= text.contains("\"reset\""),
            end => break end,
        }
    };
    assert!(was_reset, "the panel begins anew: {end:?}");
    assert_eq!(
        person.visitor.client.get("/visitor/messages").await.status,
        401
    );
    let path = format!("/attachments/{}", person.attachment);
    assert_eq!(ana.get(&path).await.status, 404);
    let path = format!("/attachments/{}", shared[1]);
    assert_eq!(ana.get(&path).await.text(), "Tarifas");
    for (login, mut mirror) in mirrors {
        let client = world.agent(login);
        mirror.catch_up(&client).await;
        assert_eq!(mirror, Mirror::fresh(&client).await, "{login}");
        for id in person.conversations {
            assert!(!mirror.conversations.contains_key(&id), "{login}");
        }
    }
    // Whatever reads the log again does not find them either.
    let frames = ana.get("/events?after=0&wait=0").await.text();
    assert!(!frames.to_lowercase().contains(CANARY), "{frames}");
    world.app.look().await;
    assert_eq!(bytes_that_say(&world.data, CANARY), NOWHERE);
    listening.stop().await;
    assert_eq!(bytes_that_say(&world.data, CANARY), NOWHERE);
    let found = bandeja_backend::app::check(&world.data)
        .await
        .expect("opens");
    assert_eq!(found, [""; 0]);
}

/// A mail with an image and a file, from a person of its own, whose name is in all of it.
async fn mailed(world: &World) -> ContactId {
    let post = Post::open(world).await;
    let raw = String::from_utf8(with_image("Canario"))
        .expect("text")
        .replace("lucia@", "canario.lucia@")
        .replace("Una nota", "Una nota del canario");
    let taken = post.hands_in(raw.as_bytes()).await;
    post.conversation("dora", taken.conversation).await.contact
}

/// Proves that an export has a mail as it came, its image and its file, each under a name of its
/// own, and that erasing leaves no byte of them.
#[tokio::test]
async fn a_person_who_writes_mails_is_exported_and_erased_whole() {
    let world = World::new().await;
    let contact = mailed(&world).await;
    let mut contacts = Contacts::open(&world.data).await.expect("opens");
    let outside = tempfile::tempdir().expect("a folder");
    let target = outside.path().join("export");
    let count = contacts.export(contact, &target).await.expect("exports");
    drop(contacts);
    let text = std::fs::read_to_string(target.join("contact.json")).expect("reads");
    assert!(text.contains("canario.lucia@cliente.example"), "{text}");
    let files = files_below(&target.join("files"));
    assert_eq!((files.len(), count), (3, 3), "{files:?}");
    let with = |ending: &str| {
        let mut found = files
            .iter()
            .filter(|path| path.to_string_lossy().ends_with(ending));
        let path = found.next().expect("a file");
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(text.contains(&format!("files/{name}")), "{name} is named");
        std::fs::read(path).expect("reads")
    };
    let raw = originals(&world);
    assert_eq!(with(".eml"), std::fs::read(&raw[0]).expect("reads"));
    assert!(with(".png").starts_with(b"\x89PNG"));
    assert!(with(".txt").starts_with(b"Una nota del canario"));
    assert!(bytes_that_say(&world.data, CANARY).len() > 1, "it is there");

    erase(&world, contact).await;

    world.app.look().await;
    assert_eq!(originals(&world), NOWHERE);
    assert_eq!(bytes_that_say(&world.data, CANARY), NOWHERE);
    is_sound(&world.data).await;
}

/// Proves that erasing one person takes nothing from anybody else.
#[tokio::test]
async fn nobody_else_loses_anything() {
    let world = World::new().await;
    let person = Person::of(&world).await;
    let dora = world.agent("dora");
    let mut before = Mirror::fresh(&dora).await;
    let files = files_below(&world.data.join("files")).len();
    erase(&world, person.contact).await;
    let after = Mirror::fresh(&dora).await;
    before
        .conversations
        .retain(|_, row| row.contact != person.contact);
    before
        .items
        .retain(|_, item| !person.conversations.contains(&item.conversation));
    assert_eq!(before.conversations, after.conversations);
    assert_eq!(before.items, after.items);
    assert!(after.conversations.len() >= CONVERSATIONS as usize);
    assert_eq!(files_below(&world.data.join("files")).len(), files - 1);
    assert_eq!(
        one(
            &world.data,
            "SELECT (SELECT count(*) FROM erasures) + (SELECT count(*) FROM gone_files)"
        )
        .await,
        0
    );
}

/// Proves that a visitor who was erased can come back as somebody new.
#[tokio::test]
async fn whoever_was_erased_can_write_again() {
    let world = World::new().await;
    let person = Person::of(&world).await;
    erase(&world, person.contact).await;
    let visitor = &person.visitor;
    let body = json!({
        "visitor": visitor.id, "secret": visitor.secret, "inbox": "demo-tienda", "locale": "es"
    });
    assert_eq!(
        world.nobody().post("/visitor/session", &body).await.status,
        200
    );
    assert_eq!(visitor.sees().await.messages.len(), 0);
    visitor.writes("Hola de nuevo").await;
    let row = world.newest(Status::Queued).await;
    assert_ne!(row.contact, person.contact);
}

/// Proves that contents stay while a backup copies, and go when it has ended.
#[tokio::test]
async fn contents_wait_for_a_backup() {
    let world = World::new().await;
    let person = Person::of(&world).await;
    let files = || files_below(&world.data.join("files")).len();
    let held = std::fs::File::options()
        .append(true)
        .create(true)
        .open(world.data.join("files.lock"))
        .expect("opens");
    held.lock_shared().expect("locks");
    let erasing = contacts::erase(&world.data, person.contact, Duration::ZERO);
    erasing.await.expect("is asked for");
    world.app.look().await;
    assert_eq!(files(), 1, "the backup still copies it");
    held.unlock().expect("unlocks");
    world.app.look().await;
    assert_eq!(files(), 0);
}

/// Proves that an export has everything of the person, in words and files, and nothing of others.
#[tokio::test]
async fn an_export_is_whole_and_only_theirs() {
    let world = World::new().await;
    let person = Person::of(&world).await;
    introduce(&world.data, person.contact).await;
    let (other, _) = world.taken_by("ana").await;
    other.writes("Palabras ajenas").await;
    let mut contacts = Contacts::open(&world.data).await.expect("opens");
    let found = contacts
        .named("PIA.canario@correo.example")
        .await
        .expect("reads");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].id, found[0].conversations), (person.contact, 2));
    for words in ["pía", "Canario", "600 can", "pia.c"] {
        let by_words = contacts.find(words).await.expect("reads");
        assert_eq!(by_words, found, "{words}");
    }
    let target = world.data.join("export");
    let files = contacts
        .export(person.contact, &target)
        .await
        .expect("exports");
    assert_eq!(files, 1);
    let text = std::fs::read_to_string(target.join("contact.json")).expect("reads");
    let document: Value = serde_json::from_str(&text).expect("json");
    for words in [
        "Pía Canario",
        "pia.canario@correo.example",
        "+34 600 canario",
        "Mi canario no canta",
        "Otra vez el canario",
        "Adjunto canario de respuesta",
        "nota del canario",
        "canario.txt",
        "Ana Paredes",
        "Consulta web",
        "F-canario-77",
        "Documento fiscal",
        "VIP",
        "comentario sobre el canario",
        "cosas de canario",
    ] {
        assert!(text.contains(words), "«{words}» is missing");
    }
    let conversations = document["conversations"].as_array().expect("a list");
    let ids: Vec<&str> = conversations
        .iter()
        .map(|one| one["id"].as_str().expect("an id"))
        .collect();
    assert_eq!(ids, person.conversations.map(|id| id.to_string()));
    let items = conversations[0]["items"].as_array().expect("a list");
    let file = items
        .iter()
        .find_map(|item| item["attachments"][0]["file"].as_str())
        .expect("a file");
    let content = std::fs::read_to_string(target.join(file)).expect("reads");
    assert_eq!(content, "Ficha del canario");
    assert!(document["attentions"][0]["ticket"][0]["number"].is_u64());
    assert!(
        items[0]["at"]
            .as_str()
            .is_some_and(|at| at.starts_with("2026-")),
        "{}",
        items[0]
    );
    assert!(
        !text.contains("Palabras ajenas") && !text.contains("secret"),
        "{text}"
    );
    let again = contacts.export(person.contact, &target).await;
    assert!(again.is_err(), "nothing is written over");
    let nobody = contacts
        .export(ContactId(Uuid::nil()), &world.data.join("x"))
        .await;
    assert!(nobody.is_err());
}

/// A workspace on the disk with one person who has written a lot, and their name.
async fn crowded() -> (tempfile::TempDir, ContactId) {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = bandeja_backend::seed::Plan {
        mails: false,
        conversations: 300,
        sites: Vec::new(),
        now: NOW,
    };
    bandeja_backend::seed::seed(folder.path(), &plan)
        .await
        .expect("seeds");
    let mut connection = open(folder.path()).await;
    let contact: Uuid = sqlx::query_scalar(
        "SELECT contact FROM conversations GROUP BY contact ORDER BY count(*) DESC LIMIT 1",
    )
    .fetch_one(&mut connection)
    .await
    .expect("somebody");
    // Of every other conversation the contact is this person, and the first is a very long one.
    for sql in [
        "UPDATE conversations SET contact = ?1 WHERE rowid_of(id) % 2",
        "UPDATE attentions SET contact = ?1 WHERE id IN \
         (SELECT attention FROM conversations WHERE contact = ?1)",
        "INSERT INTO items (position, id, conversation, seq, at, kind, author, text) \
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) \
         SELECT 1000000 + i, randomblob(16), (SELECT id FROM conversations WHERE contact = ?1 \
         LIMIT 1), 1000000 + i, 0, 'message', 'customer', 'canario ' || i FROM n",
        "UPDATE workspace SET seq = 2000000 WHERE ?1 IS NOT NULL",
        "UPDATE contacts SET email = 'pia.canario@correo.example' WHERE id = ?1",
    ] {
        let sql = sql.replace("rowid_of(id) % 2", "unicode(substr(hex(id), 32)) % 2");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(contact)
            .execute(&mut connection)
            .await
            .expect("writes");
    }
    connection.close().await.expect("closes");
    (folder, ContactId(contact))
}

const LEFT: &str = "SELECT (SELECT count(*) FROM contacts \
     WHERE email = 'pia.canario@correo.example') \
     + (SELECT count(*) FROM items WHERE text LIKE 'canario %') \
     + (SELECT count(*) FROM erasures)";

async fn is_sound(data: &Path) {
    let found = bandeja_backend::app::check(data).await.expect("opens");
    assert_eq!(found, [""; 0]);
}

/// Proves that an erasure which is killed at any moment tears nothing and is not forgotten: the
/// next start ends it.
#[tokio::test]
async fn an_erasure_that_is_killed_goes_on() {
    let (folder, _) = crowded().await;
    let data = folder.path();
    let conversations = "SELECT count(*) FROM conversations";
    let begun_with = one(data, conversations).await;
    let mut killed_in_between = 0;
    for round in 0..120_u64 {
        let words = ["contact", "erase", "pia.canario@correo.example"];
        let mut erasing = command(data, &words).spawn().expect("starts");
        // Another length of life each time, so that the end falls everywhere.
        let life = Duration::from_millis(20 + round * 9);
        let ended = tokio::time::timeout(life, erasing.wait()).await;
        if ended.is_err() {
            erasing.start_kill().expect("kills");
            erasing.wait().await.expect("ends");
        }
        is_sound(data).await;
        let asked = one(data, "SELECT count(*) FROM erasures").await;
        if asked > 0 && one(data, conversations).await < begun_with {
            killed_in_between += 1;
        }
        if one(data, LEFT).await == 0 {
            break;
        }
    }
    // Whatever is left is done by a server that starts, without being asked again.
    let program = Program::start(data, None).await;
    program.stop().await;
    assert_eq!(one(data, LEFT).await, 0);
    assert!(one(data, conversations).await > 50, "others are there");
    assert_eq!(bytes_that_say(data, CANARY), NOWHERE);
    is_sound(data).await;
    assert!(killed_in_between > 0, "no kill fell into the erasure");
}

/// Proves that a running server does it, killed or not, and that the command waits for it.
#[tokio::test]
async fn a_running_server_erases_and_goes_on_after_a_kill() {
    let (folder, contact) = crowded().await;
    let data = folder.path();
    let mut program = Program::start(data, None).await;
    let id = contact.to_string();
    let conversations = "SELECT count(*) FROM conversations";
    let begun_with = one(data, conversations).await;
    let mut asking = command(data, &["contact", "erase", &id])
        .spawn()
        .expect("starts");
    // As soon as the first of it is gone.
    while one(data, conversations).await == begun_with {
        let ended = asking.try_wait().expect("is asked");
        assert_eq!(ended, None, "ended, and nothing was erased");
        tokio::task::yield_now().await;
    }
    program.kill().await;
    drop(program);
    let mut program = Program::start(data, None).await;
    assert!(asking.wait().await.expect("ends").success());
    assert_eq!(one(data, LEFT).await, 0);
    let (went_well, said) = run(data, &["contact", "erase", &id]).await;
    assert!(!went_well && said.contains("no such contact"), "{said}");
    program.kill().await;
    is_sound(data).await;
}

/// Proves that an address that several have is no name for one of them.
#[tokio::test]
async fn several_with_one_address_are_told_apart() {
    let (folder, contact) = crowded().await;
    let data = folder.path();
    let mut connection = open(data).await;
    sqlx::query(
        "UPDATE contacts SET email = 'Pia.Canario@correo.example' WHERE id = \
         (SELECT id FROM contacts WHERE id <> ? LIMIT 1)",
    )
    .bind(contact.0)
    .execute(&mut connection)
    .await
    .expect("updates");
    connection.close().await.expect("closes");
    let address = "pia.canario@correo.example";
    let (went_well, said) = run(data, &["contact", "erase", address]).await;
    assert!(!went_well && said.contains(&contact.to_string()), "{said}");
    assert_ne!(one(data, LEFT).await, 0);
    let (went_well, said) = run(data, &["contact", "erase", address, "--all"]).await;
    assert!(went_well, "{said}");
    let (_, said) = run(data, &["contact", "find", address]).await;
    assert_eq!(said, "");
}
