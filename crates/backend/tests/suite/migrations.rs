//! Every schema that was ever landed comes up to date with its rows, and landed files never change.

use crate::{client::Client, mirror::Mirror, world::*};
use bandeja_backend::{App, Config, clock::Clock};
use bandeja_contract::{endpoint::SignIn, *};
use sha2::{Digest, Sha256};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Row, SqliteConnection,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::SqliteConnectOptions,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The files that have landed, with the first half of their SHA-256. A line is added when a file
/// lands; none is ever changed: databases out there have run it, and refuse another one.
const LANDED: [(&str, &str); 13] = [
    ("0001_workspace.sql", "9bfbc7cdffa29c262ed68d002d5a5bf8"),
    ("0002_conversations.sql", "da7ddb8392647e3b20eeb599e2cfe8ed"),
    ("0003_log.sql", "a2f27b78e71a4c926eabf200edb5ee77"),
    ("0004_mail.sql", "df7bfba2d2255871c5dec6280f659ea5"),
    ("0005_operating.sql", "c7c3b509ae469c985a62d40f4da25ace"),
    ("0006_desk.sql", "e69b7acac43317af4c67f6f108d1b5f8"),
    ("0007_acts.sql", "7a173086427eb20e3bfabdf8c14a3632"),
    ("0008_people.sql", "0f032a03dade525532896a233c73e25b"),
    ("0009_search.sql", "af3cc4c34aa50277fff513b7f2d5dda1"),
    ("0010_setup.sql", "17e1bc6d0e7255ff0ed454dd315f9846"),
    ("0011_deadlines.sql", "dd7145dd9723b552f407557882891c4f"),
    ("0012_media.sql", "6d299c4c5622db99df1c054f482a8f7f"),
    ("0013_answers.sql", "8ddee5d2e7911ef59e25342ca6e5dc36"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")
}

fn files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder())
        .expect("lists")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            let sql = std::fs::read_to_string(&path).expect("reads");
            (name.into_owned(), sql)
        })
        .collect();
    files.sort();
    files
}

/// Proves that a landed migration is what it was when it landed.
#[test]
fn landed_migrations_never_change() {
    let found: Vec<(String, String)> = files()
        .into_iter()
        .map(|(name, sql)| {
            let sum = Sha256::digest(sql.as_bytes());
            let half = sum.iter().take(16).map(|byte| format!("{byte:02x}"));
            (name, half.collect())
        })
        .collect();
    let known: Vec<(String, String)> = LANDED
        .iter()
        .map(|(name, sum)| ((*name).to_owned(), (*sum).to_owned()))
        .collect();
    assert_eq!(
        found, known,
        "a landed file changed, or a new one has no line in LANDED"
    );
}

fn migrator(files: &[(String, String)]) -> Migrator {
    let migrations = files.iter().map(|(name, sql)| {
        let (number, rest) = name.split_once('_').expect("a number");
        let name = rest.trim_end_matches(".sql").to_owned();
        Migration::new(
            number.parse().expect("a number"),
            name.into(),
            MigrationType::Simple,
            sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(sql.clone())),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
}

async fn open(file: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .foreign_keys(false)
        .connect()
        .await
        .expect("opens")
}

async fn tables(connection: &mut SqliteConnection, schema: &str) -> BTreeMap<String, Vec<String>> {
    let sql = "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name, ?1) c \
         WHERE t.schema = ?1 AND t.type = 'table' AND t.name NOT LIKE '\\_%' ESCAPE '\\' \
         AND t.name NOT LIKE 'sqlite%'";
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in sqlx::query(sql)
        .bind(schema)
        .fetch_all(connection)
        .await
        .expect("columns")
    {
        tables.entry(row.get(0)).or_default().push(row.get(1));
    }
    tables
}

/// Everything that stands in these columns, as one text per table.
async fn dump(
    connection: &mut SqliteConnection,
    tables: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, Vec<String>> {
    let mut dump = BTreeMap::new();
    for (table, columns) in tables {
        let quoted: Vec<String> = columns.iter().map(|one| format!("quote({one})")).collect();
        let sql = format!(
            "SELECT {} FROM {table} ORDER BY 1",
            quoted.join(" || ' ' || ")
        );
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut *connection)
            .await
            .expect("rows");
        dump.insert(table.clone(), rows);
    }
    dump
}

/// A full workspace as it would be had the program stopped at an older schema.
async fn older(files: &[(String, String)], file: &Path, full: &Path) {
    let mut connection = open(file).await;
    migrator(files)
        .run(&mut connection)
        .await
        .expect("migrates");
    sqlx::query("ATTACH ? AS now")
        .bind(full.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await
        .expect("attaches");
    let now = tables(&mut connection, "now").await;
    for (table, columns) in tables(&mut connection, "main").await {
        let columns: Vec<String> = columns
            .into_iter()
            .filter(|column| now[&table].contains(column))
            .collect();
        let columns = columns.join(", ");
        for sql in [
            format!("DELETE FROM main.{table}"),
            format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}"),
        ] {
            sqlx::query(AssertSqlSafe(sql))
                .execute(&mut connection)
                .await
                .expect("copies");
        }
    }
    connection.close().await.expect("closes");
}

/// Proves that a workspace of every older schema, full of rows, comes up to date: no row and no
/// value is lost, the file is sound, everybody signs in and sees what is seen now.
#[tokio::test]
async fn every_older_schema_comes_up_with_its_rows() {
    let mut world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let body = closing(world.reason().await);
    let call = endpoint::Close { conversation, body };
    world.agent("ana").ok(&call).await;
    let expected = Mirror::fresh(&world.agent("dora")).await;
    world.restart().await;
    world.app.close().await.expect("closes");
    let full = world.data.join("bandeja.db");
    let all = files();
    // Before these three there was nothing to keep.
    for count in 3..=all.len() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bandeja.db");
        older(&all[..count], &file, &full).await;
        let mut connection = open(&file).await;
        let mut kept = tables(&mut connection, "main").await;
        let before = dump(&mut connection, &kept).await;
        connection.close().await.expect("closes");
        assert!(before["items"].len() > 100 && before["operations"].len() > 1);

        let app = App::open(Config {
            clock: Clock::standing(world.clock.now()),
            ..Config::new(folder.path())
        })
        .await
        .expect("opens and migrates");
        let client = Client::nobody(&app.router());
        let call = SignIn {
            email: "dora@demo.bandeja".to_owned(),
            password: PASSWORD.to_owned(),
        };
        let answer = client.call(&call).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let client = Client {
            cookie: Some(cookie_of(answer.header("set-cookie"))),
            ..client
        };
        let seen = Mirror::fresh(&client).await;
        let mut conversations = expected.conversations.clone();
        if !before.contains_key("contact_tags") {
            for row in conversations.values_mut() {
                row.tags.clear();
            }
        }
        assert_eq!(seen.conversations, conversations, "after {count}");
        assert_eq!(seen.items, expected.items, "after {count}");
        app.close().await.expect("closes");

        let found = bandeja_backend::app::check(folder.path())
            .await
            .expect("opens");
        assert_eq!(found, [""; 0]);
        let mut connection = open(&file).await;
        // What starting and signing in write anew.
        kept.remove("sessions");
        kept.remove("agents");
        kept.remove("groups");
        let after = dump(&mut connection, &kept).await;
        for (table, rows) in &after {
            assert_eq!(&before[table], rows, "{table} after {count}");
        }
        // Answers of before know of which conversation they speak.
        let lost: i64 =
            sqlx::query_scalar("SELECT count(*) FROM operations WHERE conversation IS NULL")
                .fetch_one(&mut connection)
                .await
                .expect("a number");
        assert_eq!(lost, 0, "after {count}");
        connection.close().await.expect("closes");
    }
}
