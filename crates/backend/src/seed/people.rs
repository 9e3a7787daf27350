//! What the demo keeps of people and tickets: fields of the workspace, tags, some of each on every
//! other contact, and tickets that say where they stand.
//!
//! Set by set, by the last digits of ids: a hundred thousand contacts take a moment, and the chance
//! that tells the stories is not asked.

use super::chance::Chance;
use crate::{db::sqlite, error::Result};
use bandeja_contract::FieldKind;
use sqlx::SqliteConnection;

/// The workspace's own fields, in order: name, kind, choices.
const FIELDS: [(&str, FieldKind, &[&str]); 6] = [
    (
        "Tipo de cliente",
        FieldKind::Choice,
        &["Particular", "Tienda", "Restaurante", "Hotel"],
    ),
    ("Documento fiscal", FieldKind::Text, &[]),
    ("Cliente desde", FieldKind::Date, &[]),
    ("Pedidos al año", FieldKind::Number, &[]),
    ("Página web", FieldKind::Link, &[]),
    ("Acepta novedades", FieldKind::Checkbox, &[]),
];

/// The tags, in order.
const TAGS: [&str; 5] = ["VIP", "Mayorista", "Primera compra", "Reclamo", "Prensa"];

/// Which contacts bear which tag: its place, and the last digit of the contact's id.
const BEARS: &str = "INSERT OR IGNORE INTO contact_tags (contact, tag) \
     SELECT c.id, t.id FROM contacts c JOIN tags t ON instr( \
         CASE t.place WHEN 0 THEN '01' WHEN 1 THEN '23' WHEN 2 THEN '456' WHEN 3 THEN '07' \
             ELSE 'F' END, \
         substr(hex(c.id), 32, 1))";

/// What fields hold, by their place and the last digits of the contact's id.
const HOLDS: &str = "INSERT OR IGNORE INTO contact_fields (contact, field, value) \
     SELECT contact, field, value FROM ( \
         SELECT c.id AS contact, f.id AS field, CASE f.place \
             WHEN 0 THEN CASE WHEN d < 56 THEN 'Particular' WHEN d < 65 THEN 'Tienda' \
                 WHEN d = 65 THEN 'Restaurante' WHEN d = 66 THEN 'Hotel' END \
             WHEN 1 THEN CASE WHEN e > 55 THEN 'F-' || upper(substr(hex(c.id), 25, 6)) END \
             WHEN 2 THEN CASE WHEN e < 60 THEN '20' || (18 + d % 8) || '-0' || (1 + e % 9) \
                 || '-' || (10 + d % 18) END \
             WHEN 3 THEN CASE WHEN d > 52 THEN '' || (1 + (d * e) % 40) END \
             WHEN 4 THEN CASE WHEN d IN (65, 66) THEN 'https://' \
                 || lower(substr(hex(c.id), 25, 4)) || '.example' END \
             ELSE CASE WHEN e < 54 THEN 'true' END END AS value \
         FROM (SELECT id, unicode(substr(hex(id), 31, 1)) AS d, \
             unicode(substr(hex(id), 32, 1)) AS e FROM contacts) c, fields f) \
     WHERE value IS NOT NULL";

/// What tickets say, by where their conversations stand.
const STAND: &str = "UPDATE tickets SET \
         status = CASE \
             WHEN NOT EXISTS (SELECT 1 FROM attentions a JOIN conversations c \
                 ON c.attention = a.id WHERE a.ticket = tickets.id AND c.status <> 'closed') \
                 THEN 'solved' \
             WHEN EXISTS (SELECT 1 FROM attentions a JOIN conversations c \
                 ON c.attention = a.id WHERE a.ticket = tickets.id AND c.status = 'pending') \
                 THEN 'waiting' \
             WHEN EXISTS (SELECT 1 FROM attentions a JOIN conversations c \
                 ON c.attention = a.id WHERE a.ticket = tickets.id AND c.status = 'open') \
                 THEN 'open' \
             ELSE 'new' END, \
         priority = CASE substr(hex(id), 32, 1) WHEN 'F' THEN 'urgent' WHEN 'E' THEN 'high' \
             WHEN 'D' THEN 'high' WHEN '0' THEN 'low' ELSE 'normal' END, \
         kind = CASE substr(hex(id), 31, 1) WHEN '0' THEN 'internal' ELSE 'public' END, \
         due = date((created_at / 1000) + 259200, 'unixepoch'), \
         category = coalesce((SELECT g.name FROM attentions a \
             JOIN conversations c ON c.attention = a.id JOIN groups g ON g.id = c.grp \
             WHERE a.ticket = tickets.id LIMIT 1), ''), \
         owner = (SELECT c.assignee FROM attentions a JOIN conversations c \
             ON c.attention = a.id WHERE a.ticket = tickets.id LIMIT 1)";

/// Writes the fields and tags of the workspace.
pub(super) async fn define(
    connection: &mut SqliteConnection,
    chance: &mut Chance,
    now: i64,
) -> Result<()> {
    for (place, (name, kind, choices)) in (0_i64..).zip(FIELDS) {
        sqlx::query("INSERT INTO fields (id, place, name, kind, choices) VALUES (?, ?, ?, ?, ?)")
            .bind(chance.id(now))
            .bind(place)
            .bind(name)
            .bind(kind.word())
            .bind(serde_json::to_string(choices)?)
            .execute(&mut *connection)
            .await?;
    }
    for (place, name) in (0_i64..).zip(TAGS) {
        sqlx::query("INSERT INTO tags (id, place, name) VALUES (?, ?, ?)")
            .bind(chance.id(now))
            .bind(place)
            .bind(name)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Fills the cards of everybody who is there.
pub(super) async fn fill(connection: &mut SqliteConnection) -> Result<()> {
    sqlite::begin(connection).await?;
    for statement in [BEARS, HOLDS, STAND] {
        sqlx::query(statement).execute(&mut *connection).await?;
    }
    sqlite::commit(connection).await
}
