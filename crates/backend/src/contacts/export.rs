//! Everything that is kept of a person as one document, and their files beside it.
//!
//! Rows are found by [`footprint`](crate::footprint), so that no table is forgotten: each becomes
//! an object with its columns, and lists of the rows that hang on it. Ids of agents, groups and
//! channels become names, times become dates.

use crate::{
    auth::hex,
    db::{rows, sqlite},
    error::{Error, Result},
    files,
    footprint::{CONTENTS, Fate, LINKS, UNSPOKEN},
};
use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Column, Row, SqliteConnection, TypeInfo, ValueRef, sqlite::SqliteRow};
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// Tables whose rows have a name that says more than their id.
const NAMED: [&str; 7] = [
    "agents", "groups", "queues", "inboxes", "reasons", "tags", "fields",
];

struct Export<'a> {
    connection: &'a mut SqliteConnection,
    names: HashMap<Uuid, String>,
    /// Where files lie in the data folder, by the name that they get.
    files: BTreeMap<String, PathBuf>,
}

/// Writes `contact.json` and `files/` into a new folder. How many files there are.
pub(super) async fn export(
    connection: &mut SqliteConnection,
    data: &Path,
    id: Uuid,
    target: &Path,
) -> Result<u64> {
    fs::create_dir(target)?;
    let _held = files::hold(data)?;
    // One moment for all of it.
    sqlx::query("BEGIN").execute(&mut *connection).await?;
    let gathered = gather(connection, id).await;
    sqlite::roll_back(connection).await;
    let (document, contents) = gathered?;
    if !contents.is_empty() {
        fs::create_dir(target.join("files"))?;
    }
    for (name, place) in &contents {
        fs::copy(data.join(place), target.join(name))
            .map_err(|error| Error::Broken(format!("{name}: {error}")))?;
    }
    let json = serde_json::to_vec_pretty(&document)?;
    fs::write(target.join("contact.json"), json)?;
    Ok(contents.len() as u64)
}

async fn gather(
    connection: &mut SqliteConnection,
    id: Uuid,
) -> Result<(Value, BTreeMap<String, PathBuf>)> {
    let mut names = HashMap::new();
    for table in NAMED {
        let sql = format!("SELECT id, name FROM {table}");
        for row in sqlx::query(AssertSqlSafe(sql))
            .fetch_all(&mut *connection)
            .await?
        {
            names.insert(row.try_get(0)?, row.try_get(1)?);
        }
    }
    let mut export = Export {
        connection,
        names,
        files: BTreeMap::new(),
    };
    let rows = export.rows("contacts", "id", id).await?;
    let contact = rows.into_iter().next().ok_or_else(Error::not_found)?;
    Ok((contact, export.files))
}

impl Export<'_> {
    /// The rows of a table that refer to something, with everything that hangs on them.
    async fn rows(&mut self, table: &'static str, column: &str, of: Uuid) -> Result<Vec<Value>> {
        let order = match table {
            "items" => "position",
            "attachments" => "place",
            _ => "1",
        };
        let sql = format!("SELECT * FROM {table} WHERE {column} = ? ORDER BY {order}");
        let found = sqlx::query(AssertSqlSafe(sql))
            .bind(of)
            .fetch_all(&mut *self.connection)
            .await?;
        let mut rows = Vec::with_capacity(found.len());
        for row in &found {
            let mut object = self.columns(table, column, row)?;
            if let Some(ticket) = has_column(row, "ticket").then(|| rows::id(row, "ticket")) {
                let Some(ticket) = ticket? else { continue };
                let ticket = Box::pin(self.rows("tickets", "id", ticket)).await?;
                object.insert("ticket".to_owned(), ticket.into());
            }
            // What has no id of its own has nothing below it.
            let id = has_column(row, "id").then(|| row.try_get::<Uuid, _>("id"));
            let Some(id) = id.transpose()? else {
                rows.push(Value::Object(object));
                continue;
            };
            for link in hanging_on(table) {
                let below = Box::pin(self.rows(link.0, link.1, id)).await?;
                if !below.is_empty() {
                    object.insert(link.0.to_owned(), below.into());
                }
            }
            rows.push(Value::Object(object));
        }
        Ok(rows)
    }

    fn columns(
        &mut self,
        table: &str,
        parent: &str,
        row: &SqliteRow,
    ) -> Result<Map<String, Value>> {
        let mut object = Map::new();
        for column in row.columns() {
            let name = column.name();
            if UNSPOKEN.contains(&name) || (name == parent && parent != "id") {
                continue;
            }
            let content = CONTENTS
                .iter()
                .find(|(of, column, _)| (*of, *column) == (table, name));
            if let Some((.., folder)) = content {
                let hash: Vec<u8> = row.try_get(name)?;
                let file = format!("files/{}{}", hex(&hash), ending(table, row));
                let place = Path::new(folder).join(files::place(&hash));
                self.files.insert(file.clone(), place);
                object.insert("file".to_owned(), file.into());
                continue;
            }
            let value = self.value(row, name)?;
            if !value.is_null() {
                object.insert(name.to_owned(), value);
            }
        }
        Ok(object)
    }

    fn value(&self, row: &SqliteRow, name: &str) -> Result<Value> {
        let raw = row.try_get_raw(name)?;
        if raw.is_null() {
            return Ok(Value::Null);
        }
        Ok(match raw.type_info().name() {
            "INTEGER" => {
                let number: i64 = row.try_get(name)?;
                if name == "at" || name.ends_with("_at") {
                    date(number).into()
                } else {
                    number.into()
                }
            }
            "REAL" => row.try_get::<f64, _>(name)?.into(),
            "BLOB" => {
                let bytes: Vec<u8> = row.try_get(name)?;
                match Uuid::from_slice(&bytes) {
                    Ok(id) => match self.names.get(&id) {
                        Some(name) => name.clone().into(),
                        None => id.to_string().into(),
                    },
                    Err(_) => hex(&bytes).into(),
                }
            }
            _ => row.try_get::<String, _>(name)?.into(),
        })
    }
}

/// Tables whose rows are part of those of another one, each once: below the first that it names.
fn hanging_on(table: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    LINKS
        .iter()
        .enumerate()
        .filter(move |(at, link)| {
            let is_first = !LINKS
                .iter()
                .take(*at)
                .any(|before| before.table == link.table && before.fate == Fate::Goes);
            link.of == table && link.fate == Fate::Goes && is_first
        })
        .map(|(_, link)| (link.table, link.column))
}

fn has_column(row: &SqliteRow, name: &str) -> bool {
    row.columns().iter().any(|column| column.name() == name)
}

/// The ending of a file's name, where it is a harmless one: nothing else of it becomes a path.
fn ending(table: &str, row: &SqliteRow) -> String {
    let (column, before) = match table {
        "mails" => return ".eml".to_owned(),
        "mail_inline" => ("media_type", '/'),
        _ => ("name", '.'),
    };
    let name: String = row.try_get(column).unwrap_or_default();
    match name.rsplit_once(before) {
        Some((_, ending))
            if (1..=5).contains(&ending.len())
                && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            format!(".{}", ending.to_ascii_lowercase())
        }
        _ => String::new(),
    }
}

/// Epoch milliseconds as `2026-11-25T14:30:00.000Z`.
fn date(millis: i64) -> String {
    let (days, in_day) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
    // Counted from 1 March 0000, so that the leap day is a year's last; 146,097 days are 400 years.
    let day = days + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    let year = era * 400 + year + next;
    let (seconds, millis) = (in_day / 1000, in_day % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_become_dates() {
        for (millis, expected) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_790_000_000_000, "2026-09-21T14:13:20.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(date(millis), expected);
        }
    }

    #[test]
    fn every_table_of_a_person_is_shown_once() {
        let mut shown = Vec::new();
        let mut below = vec!["contacts"];
        while let Some(table) = below.pop() {
            for (table, _) in hanging_on(table) {
                shown.push(table);
                below.push(table);
            }
        }
        shown.sort_unstable();
        let mut expected: Vec<&str> = LINKS
            .iter()
            .filter(|link| link.fate == Fate::Goes)
            .map(|link| link.table)
            .collect();
        expected.sort_unstable();
        expected.dedup();
        assert_eq!(shown, expected);
    }
}
