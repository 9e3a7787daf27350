//! Backup and restore: of a workspace that goes on, damaged, killed.

use crate::{
    client::Client,
    contacts::files_below,
    mirror::Mirror,
    process::{Program, command, run},
    world::*,
};
use bandeja_backend::{App, Config, backup, clock::Clock};
use bandeja_contract::{endpoint::*, visitor::VisitorSnapshot, *};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use uuid::Uuid;

async fn upload(client: &Client, content: &str) -> AttachmentId {
    let request = axum::http::Request::post("/api/v1/attachments?name=a.txt")
        .header("x-bandeja", "1")
        .body(content.to_owned().into())
        .expect("a request");
    client.send(request).await.read::<Attachment>().id
}

/// A workspace with files in it.
async fn with_files() -> (World, ConversationId, Vec<AttachmentId>) {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let mut files = Vec::new();
    for content in ["Uno", "Dos", "Dos"] {
        files.push(upload(&ana, content).await);
    }
    let body = NewMessage {
        attachments: files.clone(),
        ..message("Con tres", Seq(1 << 50))
    };
    ana.ok(&SendMessage { conversation, body }).await;
    (world, conversation, files)
}

async fn opened(data: &Path, world: &World) -> (App, Client) {
    let app = App::open(Config {
        clock: Clock::standing(world.clock.now()),
        ..Config::new(data)
    })
    .await
    .expect("opens");
    let client = Client::nobody(&app.router());
    let call = SignIn {
        email: "ana@demo.bandeja".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let answer = client.call(&call).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let client = Client {
        cookie: Some(cookie_of(answer.header("set-cookie"))),
        ..client
    };
    (app, client)
}

/// The same but for the numbers of changes, which move ahead.
fn unnumbered(mirror: &Mirror) -> (Vec<Conversation>, Vec<Item>) {
    let rows = mirror
        .conversations
        .values()
        .cloned()
        .map(|row| Conversation { seq: Seq(0), ..row });
    let items = mirror.items.values().cloned().map(|item| Item {
        seq: Seq(0),
        ..item
    });
    (rows.collect(), items.collect())
}

/// Proves that a backup made while everybody works is whole and of one moment, that a restored
/// workspace has all of it, files included, and that a client which knew what came later begins
/// anew and ends up with what the server has.
#[tokio::test]
async fn what_was_backed_up_while_serving_is_restored() {
    let (world, conversation, files) = with_files().await;
    let ana = world.agent("ana");
    let before = Mirror::fresh(&ana).await;
    let target = world.data.join("backups").join("one");
    std::fs::create_dir(world.data.join("backups")).expect("makes");
    let made = backup::make(&world.data, &target).await.expect("backs up");
    assert_eq!((made.files, made.missing.len()), (2, 0));
    // The workspace goes on, and that is lost.
    for text in ["uno", "dos", "tres"] {
        let body = message(text, Seq(1 << 50));
        ana.ok(&SendMessage { conversation, body }).await;
    }
    let mut knows_more = Mirror::fresh(&ana).await;
    let data = world.data.join("restored");
    let restored = backup::restore(&target, &data).await.expect("restores");
    assert_eq!((restored.files, restored.missing.len()), (2, 0));
    let (app, client) = opened(&data, &world).await;
    let after = Mirror::fresh(&client).await;
    assert_eq!(unnumbered(&after), unnumbered(&before));
    for (id, content) in files.iter().zip(["Uno", "Dos", "Dos"]) {
        assert_eq!(
            client.get(&format!("/attachments/{id}")).await.text(),
            content
        );
    }
    let old_session = Client {
        router: app.router(),
        ..ana
    };
    assert_eq!(
        old_session.get("/session").await.status,
        401,
        "everybody signs in again"
    );
    for row in after.conversations.values() {
        assert!(
            row.seq > knows_more.applied,
            "every row is newer than what anybody had"
        );
    }
    let kinds = knows_more.catch_up(&client).await;
    assert!(kinds.contains("reset"));
    let body = message("Seguimos", Seq(1 << 50));
    client.ok(&SendMessage { conversation, body }).await;
    knows_more.catch_up(&client).await;
    assert_eq!(knows_more, Mirror::fresh(&client).await);
    app.close().await.expect("closes");
    let found = bandeja_backend::app::check(&data).await.expect("opens");
    assert_eq!(found, [""; 0]);
}

/// Proves that the sums are what everybody's tool reads.
#[cfg(unix)]
#[tokio::test]
async fn the_sums_are_read_by_everybodys_tool() {
    let (world, ..) = with_files().await;
    let target = world.data.join("one");
    backup::make(&world.data, &target).await.expect("backs up");
    let output = std::process::Command::new("sha256sum")
        .args(["--check", "--strict", "SHA256SUMS"])
        .current_dir(&target)
        .output()
        .expect("sha256sum");
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stdout).lines().count();
    assert_eq!(said, files_below(&target).len() - 1);
}

fn copy_folder(from: &Path, to: &Path) {
    for file in files_below(from) {
        let place = to.join(file.strip_prefix(from).expect("inside"));
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("makes");
        std::fs::copy(&file, place).expect("copies");
    }
}

/// Proves that nothing is written over, and that a backup with one wrong byte anywhere, or without
/// one of its files, makes no workspace.
#[tokio::test]
async fn a_damaged_backup_and_a_full_folder_are_refused() {
    let (world, ..) = with_files().await;
    let target = world.data.join("one");
    backup::make(&world.data, &target).await.expect("backs up");
    assert!(
        backup::make(&world.data, &target).await.is_err(),
        "it is there"
    );
    let error = backup::restore(&target, &world.data)
        .await
        .expect_err("served");
    assert!(error.to_string().contains("serves"), "{error}");
    let names: Vec<PathBuf> = files_below(&target)
        .into_iter()
        .map(|file| file.strip_prefix(&target).expect("inside").to_owned())
        .collect();
    assert_eq!(names.len(), 5);
    for name in &names {
        for is_gone in [false, true] {
            let folder = tempfile::tempdir().expect("a folder");
            let (damaged, data) = (folder.path().join("b"), folder.path().join("d"));
            copy_folder(&target, &damaged);
            let file = damaged.join(name);
            if is_gone {
                std::fs::remove_file(&file).expect("removes");
            } else {
                let mut bytes = std::fs::read(&file).expect("reads");
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                std::fs::write(&file, bytes).expect("writes");
            }
            let done = backup::restore(&damaged, &data).await;
            assert!(done.is_err(), "{} {is_gone}", name.display());
            assert!(!data.join("bandeja.db").exists(), "{}", name.display());
            // And what was left half-way is in nobody's way.
            backup::restore(&target, &data).await.expect("restores");
            let error = backup::restore(&target, &data).await.expect_err("full");
            assert!(error.to_string().contains("already"), "{error}");
        }
    }
}

/// Proves that a content which rotted on the disk is told, and everything else is saved.
#[tokio::test]
async fn a_damaged_file_is_told_and_the_rest_is_saved() {
    let (world, ..) = with_files().await;
    let contents = files_below(&world.data.join("files"));
    assert_eq!(contents.len(), 2);
    std::fs::write(&contents[0], "rot").expect("writes");
    let target = world.data.join("one");
    let made = backup::make(&world.data, &target).await.expect("backs up");
    let name = contents[0].file_name().expect("a name").to_string_lossy();
    assert_eq!((made.files, made.missing), (1, vec![name.into_owned()]));
    let other = world.data.join("other");
    let (went_well, said) = run(&world.data, &["backup", other.to_str().expect("text")]).await;
    assert!(!went_well && said.contains("damaged or gone"), "{said}");
    let data = world.data.join("restored");
    let restored = backup::restore(&target, &data).await.expect("restores");
    assert_eq!(restored.missing.len(), 1);
}

/// Proves that a backup which is killed at any moment is none, harms nobody who serves, and is in
/// nobody's way; and that one which counts has every message that was confirmed before it began.
#[tokio::test]
async fn a_killed_backup_is_none_and_a_whole_one_has_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = bandeja_backend::seed::Plan {
        mails: false,
        conversations: 400,
        sites: Vec::new(),
        now: NOW,
    };
    let data = folder.path().join("data");
    bandeja_backend::seed::seed(&data, &plan)
        .await
        .expect("seeds");
    let program = Program::start(&data, None).await;
    let (id, secret) = (Uuid::now_v7(), "ab".repeat(32));
    let bearer = format!("{id}.{secret}");
    let register =
        json!({ "visitor": id, "secret": secret, "inbox": "demo-tienda", "locale": "es" });
    program
        .post("/visitor/session", None, &register)
        .await
        .expect("answers");
    let target = folder.path().join("backup");
    let words = ["backup", target.to_str().expect("text")];
    // The first message is there before the first backup, however busy the server is.
    let first = json!({ "id": Uuid::now_v7(), "text": "Empiezo a escribir" });
    let (status, text) = program
        .post("/visitor/messages", Some(&bearer), &first)
        .await
        .expect("answers");
    assert_eq!(status, 200, "{text}");
    let first: Uuid = serde_json::from_value(first["id"].clone()).expect("an id");
    let (mut sent, mut killed, mut whole) = (vec![first], 0, 0);
    for round in 0..40_u64 {
        if whole > 2 {
            break;
        }
        let before = sent.len();
        let mut copying = command(&data, &words).spawn().expect("starts");
        // The first ones die young, on a fast machine too; then every moment has its turn.
        let age = if killed > 2 {
            10 + round * round * 6
        } else {
            1 + round
        };
        let life = tokio::time::sleep(Duration::from_millis(age));
        tokio::pin!(life);
        // The visitor goes on writing meanwhile.
        let ended = loop {
            let message = Uuid::now_v7();
            let body = json!({ "id": message, "text": "Sigo escribiendo" });
            let (status, text) = program
                .post("/visitor/messages", Some(&bearer), &body)
                .await
                .expect("answers");
            assert_eq!(status, 200, "{text}");
            sent.push(message);
            tokio::select! {
                biased;
                () = &mut life => break None,
                ended = copying.wait() => break Some(ended.expect("ends")),
                () = tokio::task::yield_now() => {}
            }
        };
        match ended {
            Some(status) => assert!(status.success()),
            None => {
                copying.start_kill().expect("kills");
                copying.wait().await.expect("ends");
            }
        }
        if !target.exists() {
            assert!(ended.is_none());
            killed += 1;
            continue;
        }
        whole += 1;
        let restored = folder.path().join(format!("restored-{round}"));
        backup::restore(&target, &restored).await.expect("restores");
        let mut other = Program::start(&restored, None).await;
        let (status, text) = other
            .get("/visitor/messages", &bearer)
            .await
            .expect("answers");
        assert_eq!(status, 200, "{text}");
        let page: VisitorSnapshot = serde_json::from_str(&text).expect("a page");
        let kept: Vec<Uuid> = page.messages.iter().map(|message| message.id.0).collect();
        let last = kept.last().expect("messages");
        let at = sent.iter().position(|id| id == last).expect("one of them");
        assert!(at + 1 >= before, "what was confirmed before is in it");
        let from = (at + 1).saturating_sub(kept.len());
        assert_eq!(kept, sent[from..=at], "lost 0, doubled 0, out of order 0");
        other.kill().await;
        std::fs::remove_dir_all(&target).expect("removes");
    }
    assert!(killed > 2 && whole > 0, "killed {killed}, whole {whole}");
    let (went_well, said) = run(&data, &words).await;
    assert!(went_well, "{said}");
    program.stop().await;
    let found = bandeja_backend::app::check(&data).await.expect("opens");
    assert_eq!(found, [""; 0]);
}
