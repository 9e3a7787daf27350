//! Searching: by every field, as it is now, only what one may see, in pages; hostile texts are text.

use crate::{contacts::erase, post::*, world::*};
use bandeja_backend::Config;
use bandeja_contract::{endpoint::*, search::*, *};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::time::Duration;
use uuid::Uuid;

fn search(text: &str) -> Search {
    Search {
        text: text.to_owned(),
        cursor: None,
        limit: MAX_HITS,
    }
}

/// What an agent finds, all pages.
async fn finds(world: &World, login: &str, text: &str) -> Vec<Hit> {
    let client = world.agent(login);
    let mut hits = Vec::new();
    let mut call = search(text);
    loop {
        let page = client.ok(&call).await;
        for hit in &page.hits {
            let known = page
                .conversations
                .iter()
                .any(|row| row.id == hit.conversation);
            assert!(known, "every hit's conversation comes along");
            check_marks(hit);
        }
        hits.extend(page.hits);
        call.cursor = page.next;
        if call.cursor.is_none() {
            return hits;
        }
    }
}

fn check_marks(hit: &Hit) {
    let length = u32::try_from(hit.snippet.chars().count()).expect("short");
    let mut last = 0;
    assert!(!hit.marks.is_empty(), "{hit:?}");
    for mark in &hit.marks {
        assert!(
            last <= mark.from && mark.from < mark.to && mark.to <= length,
            "{hit:?}"
        );
        last = mark.to;
    }
}

/// Where it was found, and the matches.
fn told(hits: &[Hit], conversation: ConversationId) -> Vec<String> {
    let part = |hit: &Hit, mark: &Highlight| -> String {
        let (from, to) = (mark.from as usize, mark.to as usize);
        hit.snippet.chars().skip(from).take(to - from).collect()
    };
    hits.iter()
        .filter(|hit| hit.conversation == conversation)
        .map(|hit| {
            let parts: Vec<_> = hit.marks.iter().map(|mark| part(hit, mark)).collect();
            format!("{}:{}", hit.found.word(), parts.join("|"))
        })
        .collect()
}

async fn run(world: &World, sql: &'static str, id: Uuid) {
    let file = SqliteConnectOptions::new().filename(world.data.join("bandeja.db"));
    let mut connection = file.connect().await.expect("opens");
    sqlx::query(sql)
        .bind(id)
        .execute(&mut connection)
        .await
        .expect("runs");
    connection.close().await.expect("closes");
}

/// How many words of the index one can count.
async fn indexed(world: &World, table: &'static str, word: &str) -> i64 {
    let file = SqliteConnectOptions::new().filename(world.data.join("bandeja.db"));
    let mut connection = file.connect().await.expect("opens");
    let sql = match table {
        "heads" => "SELECT count(*) FROM head_words WHERE head_words MATCH ?",
        _ => "SELECT count(*) FROM item_words WHERE item_words MATCH ?",
    };
    let count = sqlx::query_scalar(sql)
        .bind(word)
        .fetch_one(&mut connection)
        .await
        .expect("counts");
    connection.close().await.expect("closes");
    count
}

async fn row(world: &World, conversation: ConversationId) -> Conversation {
    world
        .agent("dora")
        .ok(&GetConversation { conversation })
        .await
}

/// Proves L9: every field finds it, accents and case aside, and says where and what matched.
#[tokio::test]
async fn every_field_finds_a_conversation() {
    let world = World::new().await;
    let (visitor, id) = world.taken_by("ana").await;
    visitor
        .writes("La camisa llegó rota, ¿me devolvéis el dinero?")
        .await;
    let contact = row(&world, id).await.contact;
    run(
        &world,
        "UPDATE contacts SET name = 'Íñigo Zañartu', email = 'inigo.z@tienda.example', \
         phone = '+51 999-888 777' WHERE id = ?",
        contact.0,
    )
    .await;
    let it = row(&world, id).await;
    for (text, expected) in [
        ("zanartu", "name:Zañartu"),
        ("INIGO ZAÑ", "name:Íñigo|Zañartu"),
        ("inigo.z@tienda.example", "email:inigo.z@tienda.example"),
        ("999888", "phone:999-888"),
        ("+51 999-888", "phone:51 999-888"),
        ("888777", "phone:888 777"),
        (
            &format!("#{}", it.attention_number),
            &format!("attention:{}", it.attention_number),
        ),
        (
            &it.attention_number.to_string(),
            &format!("attention:{}", it.attention_number),
        ),
        (
            &it.ticket_number.to_string(),
            &format!("ticket:{}", it.ticket_number),
        ),
        ("devolveis", "message:devolvéis"),
        ("camisa rot", "message:camisa|rota"),
    ] {
        let hits = finds(&world, "ana", text).await;
        let told = told(&hits, id);
        assert!(told.contains(&expected.to_owned()), "{text}: {told:?}");
    }
    for text in ["devolveisx", "zanartu camisa", "camisa OR nada", "999777"] {
        let hits = finds(&world, "ana", text).await;
        assert_eq!(told(&hits, id), Vec::<String>::new(), "{text}");
    }
}

/// Proves L9: subjects and texts of mails, and where a message stands.
#[tokio::test]
async fn mails_are_found_by_subject_and_words() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&plain("Cotización del tejado", &[])).await;
    let hits = finds(&world, "dora", "cotizacion tej").await;
    assert!(
        told(&hits, taken.conversation).contains(&"subject:Cotización|tejado".to_owned()),
        "{hits:?}"
    );
    let page = world.agent("dora").ok(&thread(taken.conversation)).await;
    let item = page
        .items
        .iter()
        .find(|item| item.id == taken.item)
        .expect("there");
    let word = item
        .text
        .split_whitespace()
        .max_by_key(|word| word.len())
        .expect("words");
    let hits = finds(&world, "dora", word).await;
    let hit = hits
        .iter()
        .find(|hit| hit.item == Some(taken.item))
        .expect("the mail");
    assert_eq!(
        (hit.position, hit.author),
        (Some(item.position), Some(AuthorKind::Customer))
    );
    let call = GetItem {
        conversation: taken.conversation,
        item: taken.item,
    };
    assert_eq!(world.agent("dora").ok(&call).await, *item);
}

/// Proves L9, G1: what one may not see is neither found nor hinted at, also after a move.
#[tokio::test]
async fn only_what_one_may_see_is_found() {
    let world = World::new().await;
    let (visitor, id) = world.taken_by("ana").await;
    let said = visitor.writes("palabrasecreta en la tienda").await;
    assert_eq!(finds(&world, "ana", "palabrasecreta").await.len(), 1);
    assert_eq!(finds(&world, "hector", "palabrasecreta").await, []);
    let number = row(&world, id).await.attention_number.to_string();
    assert_eq!(
        told(&finds(&world, "hector", &number).await, id),
        Vec::<String>::new()
    );
    let item = GetItem {
        conversation: id,
        item: said.id,
    };
    assert_eq!(world.agent("ana").ok(&item).await.id, said.id);
    assert_eq!(
        world.agent("hector").refused(&item).await.code,
        Code::NotFound
    );
    let bills = world.group("Facturación").await;
    world.app.move_to_group(id, bills).await.expect("moves");
    assert_eq!(finds(&world, "ana", "palabrasecreta").await, []);
    assert_eq!(finds(&world, "dora", "palabrasecreta").await.len(), 1);
    assert_eq!(world.agent("ana").refused(&item).await.code, Code::NotFound);
    // An item of another conversation is none of this one.
    let (_, other) = world.taken_by("ana").await;
    let item = GetItem {
        conversation: other,
        item: said.id,
    };
    assert_eq!(
        world.agent("dora").refused(&item).await.code,
        Code::NotFound
    );
}

/// Proves L9: pages by cursor, newest first, nothing twice and nothing left out.
#[tokio::test]
async fn pages_are_newest_first_and_whole() {
    let world = World::new().await;
    let (visitor, id) = world.taken_by("ana").await;
    for n in 0..25 {
        visitor.writes(&format!("repetida número {n}")).await;
    }
    let whole = finds(&world, "ana", "repetid").await;
    assert_eq!(whole.len(), 25);
    assert!(whole.is_sorted_by_key(|hit| std::cmp::Reverse(hit.position)));
    let ana = world.agent("ana");
    let mut paged = Vec::new();
    let mut call = Search {
        limit: 7,
        ..search("repetid")
    };
    loop {
        let page = ana.ok(&call).await;
        assert!(page.hits.len() <= 7);
        paged.extend(page.hits);
        // What comes meanwhile is newer, and shifts nothing.
        visitor.writes("repetida otra vez").await;
        call.cursor = page.next;
        if call.cursor.is_none() {
            break;
        }
    }
    assert_eq!(paged, whole);
    assert!(whole.iter().all(|hit| hit.conversation == id));
    for cursor in ["", "x", "9.1", "1", "1.x", "-1.4"] {
        let call = Search {
            cursor: Some(cursor.to_owned()),
            ..search("repetid")
        };
        assert_eq!(
            ana.refused(&call).await.field.as_deref(),
            Some("/cursor"),
            "{cursor}"
        );
    }
}

/// Proves L9: whatever somebody types is text, or is refused in so many words.
#[tokio::test]
async fn hostile_texts_are_text() {
    let world = World::new().await;
    let (visitor, id) = world.taken_by("ana").await;
    visitor
        .writes("uno \"dos\" tres* NEAR(cuatro) <b>cinco</b> año2024")
        .await;
    for text in [
        "\"dos\"",
        "tres*",
        "NEAR(cuatro",
        "uno AND dos",
        "uno NOT",
        "text : uno",
        "-uno",
        "^uno",
        "{text} : (uno)",
        "uno + dos",
        "<b>cinco</b>",
        "'; DROP TABLE items; --",
        "uno\0dos",
        "ÁÑÓ2024",
        "name:uno",
        "((((",
        "uno\" OR \"a",
    ] {
        let answer = world.agent("ana").call(&search(text)).await;
        let fine = answer.status == 200 || answer.code() == "invalid";
        assert!(fine, "{text}: {} {}", answer.status, answer.text());
    }
    let told_of = async |text: &str| told(&finds(&world, "ana", text).await, id);
    assert_eq!(told_of("\"dos\"").await, ["message:dos"]);
    assert_eq!(told_of("<b>cinco</b>").await, ["message:b>cinco</b"]);
    assert_eq!(told_of("uno\0dos").await, ["message:uno|dos"]);
    assert_eq!(told_of("uno NOT dos").await, Vec::<String>::new());
    for (text, code, limit) in [
        (String::new(), Code::Invalid, None),
        ("¡¿…?!\"*()".to_owned(), Code::Invalid, None),
        ("a".repeat(10_000), Code::TooLarge, Some(MAX_SEARCH as u64)),
    ] {
        let problem = world.agent("ana").refused(&search(&text)).await;
        assert_eq!((problem.code, problem.limit), (code, limit));
        assert_eq!(problem.field.as_deref(), Some("/text"));
    }
    for limit in [0, MAX_HITS + 1] {
        let call = Search {
            limit,
            ..search("uno")
        };
        assert_eq!(
            world.agent("ana").refused(&call).await.field.as_deref(),
            Some("/limit")
        );
    }
}

/// Proves L9, G4: what is erased, by wish or by age, is in the index no more.
#[tokio::test]
async fn what_is_erased_is_not_found() {
    let hour = Duration::from_secs(3600);
    let world = World::with(|config| Config {
        keep_closed: Some(hour),
        ..config
    })
    .await;
    let (visitor, old) = world.taken_by("ana").await;
    visitor.writes("vieja golondrina").await;
    let contact = row(&world, old).await.contact;
    run(
        &world,
        "UPDATE contacts SET name = 'Petra Golondrina' WHERE id = ?",
        contact.0,
    )
    .await;
    assert_eq!(indexed(&world, "items", "golondrina").await, 1);
    assert_eq!(indexed(&world, "heads", "golondrina").await, 1);
    let body = closing(world.reason().await);
    let conversation = old;
    world.agent("ana").ok(&Close { conversation, body }).await;
    world.clock.advance(2 * 3_600_000);
    world.app.prune().await.expect("prunes");
    assert_eq!(indexed(&world, "items", "golondrina").await, 0);
    assert_eq!(indexed(&world, "heads", "golondrina").await, 0);

    let (visitor, id) = world.queued().await;
    visitor.writes("nueva golondrina").await;
    assert_eq!(indexed(&world, "items", "golondrina").await, 1);
    let contact = row(&world, id).await.contact;
    erase(&world, contact).await;
    assert_eq!(indexed(&world, "items", "golondrina").await, 0);
    assert_eq!(finds(&world, "dora", "golondrina").await, []);
    assert_eq!(
        bandeja_backend::app::check(&world.data)
            .await
            .expect("checks"),
        Vec::<String>::new()
    );
}

/// Proves L9: an index that an older schema brings up knows what stood there.
#[tokio::test]
async fn what_was_there_before_is_found() {
    let world = World::with_statement(
        "DROP TABLE head_words; \
         DROP TABLE item_words; DROP TRIGGER search_head_in; \
         DROP TRIGGER search_head_out; DROP TRIGGER search_conversation_in; \
         DROP TRIGGER search_conversation_before; DROP TRIGGER search_conversation_after; \
         DROP TRIGGER search_contact_before; DROP TRIGGER search_contact_after; \
         DROP TRIGGER search_attention_before; DROP TRIGGER search_attention_after; \
         DROP TRIGGER search_item_in; DROP TRIGGER search_item_out; \
         DROP TRIGGER search_item_change; DROP VIEW search_heads_now; \
         DROP TABLE search_heads; DROP TABLE search_unclean; DELETE FROM _sqlx_migrations WHERE version = 9",
        |config| config,
    )
    .await;
    let newest = world.newest(Status::Open).await;
    let hits = finds(&world, "dora", &newest.contact_name).await;
    assert!(!told(&hits, newest.id).is_empty(), "{hits:?}");
    let page = world.agent("dora").ok(&thread(newest.id)).await;
    let item = page
        .items
        .iter()
        .find(|item| item.kind == ItemKind::Message)
        .expect("one");
    let words: Vec<_> = item.text.split_whitespace().take(16).collect();
    let hits = finds(&world, "dora", &words.join(" ")).await;
    assert!(
        hits.iter().any(|hit| hit.item == Some(item.id)),
        "{words:?}"
    );
}
