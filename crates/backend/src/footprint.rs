//! Where the database keeps what belongs to a person: the one list that erasing, exporting and
//! backing up go by. A table that refers to any of these and is not named here fails a test.

/// What becomes of a row when the one that it refers to is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is part of it: it goes, and an export shows it.
    Goes,
    /// It is a copy made for the machinery: it goes, and no export shows it.
    Copy,
    /// It lives on without it.
    Forgets,
}

/// A column that refers to another table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// The table that refers.
    pub(crate) table: &'static str,
    /// Its column that does.
    pub(crate) column: &'static str,
    /// The table whose `id` it holds.
    pub(crate) of: &'static str,
    /// What becomes of its rows.
    pub(crate) fate: Fate,
}

const fn link(table: &'static str, column: &'static str, of: &'static str, fate: Fate) -> Link {
    Link {
        table,
        column,
        of,
        fate,
    }
}

/// Everything that hangs on a contact, what is further down after what it hangs on.
pub(crate) const LINKS: [Link; 32] = [
    link("erasures", "contact", "contacts", Fate::Copy),
    link("conversations", "contact", "contacts", Fate::Goes),
    link("attentions", "contact", "contacts", Fate::Goes),
    link("visitors", "contact", "contacts", Fate::Goes),
    link("events", "visitor", "visitors", Fate::Copy),
    link("operations", "actor", "visitors", Fate::Copy),
    link("conversations", "visitor", "visitors", Fate::Forgets),
    link("conversations", "attention", "attentions", Fate::Goes),
    link("visitors", "conversation", "conversations", Fate::Forgets),
    link("conversations", "follows", "conversations", Fate::Forgets),
    link(
        "conversations",
        "followed_by",
        "conversations",
        Fate::Forgets,
    ),
    link("events", "conversation", "conversations", Fate::Copy),
    link("operations", "conversation", "conversations", Fate::Copy),
    link("items", "conversation", "conversations", Fate::Goes),
    link("attachments", "item", "items", Fate::Goes),
    // Its words go from the index with it; so do those of items.
    link("search_heads", "conversation", "conversations", Fate::Copy),
    link("chat_contacts", "contact", "contacts", Fate::Goes),
    link(
        "chat_contacts",
        "conversation",
        "conversations",
        Fate::Forgets,
    ),
    link("bot_pauses", "contact", "contacts", Fate::Goes),
    link("mail_contacts", "contact", "contacts", Fate::Goes),
    link("contact_tags", "contact", "contacts", Fate::Goes),
    link("contact_fields", "contact", "contacts", Fate::Goes),
    link("events", "contact", "contacts", Fate::Copy),
    link("operations", "contact", "contacts", Fate::Copy),
    // A ticket goes after the last case that is linked to it.
    link("attentions", "ticket", "tickets", Fate::Goes),
    link("events", "ticket", "tickets", Fate::Copy),
    link("operations", "ticket", "tickets", Fate::Copy),
    link("mail_people", "attention", "attentions", Fate::Goes),
    // What is shown of a mail is made from its raw bytes, which the export has.
    link("mail_bodies", "item", "items", Fate::Copy),
    link("mail_inline", "item", "items", Fate::Goes),
    link("outbox", "item", "items", Fate::Copy),
    link("mails", "item", "items", Fate::Goes),
];

/// Columns with the SHA-256 of a content, and the folder in which it lies: table, column, folder.
pub(crate) const CONTENTS: [(&str, &str, &str); 3] = [
    ("attachments", "hash", "files"),
    ("mail_inline", "hash", "files"),
    ("mails", "raw", "mail"),
];

/// Columns that no export shows: secrets, the numbering of changes, what only machines read.
pub(crate) const UNSPOKEN: [&str; 6] = [
    "secret",
    "seq",
    "forgot_seq",
    "uploaded_by",
    "place",
    "preview",
];

/// Whether a content of a folder is still wanted, as SQL over its hash `?1`.
pub(crate) fn is_wanted(folder: &str) -> String {
    let each: Vec<String> = CONTENTS
        .iter()
        .filter(|(.., of)| *of == folder)
        .map(|(table, column, _)| format!("EXISTS (SELECT 1 FROM {table} WHERE {column} = ?1)"))
        .collect();
    format!("SELECT ?1 IS NULL OR {}", each.join(" OR "))
}

/// Every content that is wanted, with its folder, as SQL.
pub(crate) fn all_wanted() -> String {
    let each = CONTENTS.map(|(table, column, folder)| {
        format!("SELECT DISTINCT '{folder}' AS folder, {column} AS hash FROM {table}")
    });
    format!("{} ORDER BY folder, hash", each.join(" UNION "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Row;
    use std::collections::BTreeSet;

    /// Words that a column has when it refers to something of a person.
    const TELLING: [&str; 9] = [
        "contact",
        "conversation",
        "visitor",
        "attention",
        "item",
        "message",
        "mail",
        "follows",
        "followed_by",
    ];
    /// Words that a column has when it names a content.
    const CONTENT: [&str; 4] = ["hash", "content", "raw", "file"];
    /// What has such a word, and why it is none.
    const OTHERS: [(&str, &str); 4] = [
        // Of a session's token, of an operation's body; and the list of contents to look at.
        ("sessions", "hash"),
        ("operations", "hash"),
        ("gone_files", "hash"),
        // Of what lets a mail server hand in.
        ("mail_secrets", "hash"),
    ];

    /// Proves that no table keeps something of a person unnoticed: whoever adds one says here
    /// what becomes of its rows, and erasing, exporting and backups follow.
    #[tokio::test]
    async fn every_reference_to_a_person_and_every_content_is_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut connection, readers) = crate::db::open(&folder.path().join("x.db"))
            .await
            .expect("opens");
        readers.close().await;
        let known: BTreeSet<(String, String)> = LINKS
            .iter()
            .map(|link| (link.table.to_owned(), link.column.to_owned()))
            .collect();
        let people: BTreeSet<&str> = LINKS.iter().map(|link| link.of).collect();
        let contents: BTreeSet<(&str, &str)> = CONTENTS
            .into_iter()
            .map(|(table, column, _)| (table, column))
            .chain(OTHERS)
            .collect();
        let columns = sqlx::query(
            "SELECT t.name AS tbl, c.name AS col, f.\"table\" AS target FROM pragma_table_list t \
             JOIN pragma_table_info(t.name) c \
             LEFT JOIN pragma_foreign_key_list(t.name) f ON f.\"from\" = c.name \
             WHERE t.schema = 'main' AND t.type = 'table'",
        )
        .fetch_all(&mut connection)
        .await
        .expect("columns");
        assert!(columns.len() > 50, "the schema is read: {}", columns.len());
        let mut seen = BTreeSet::new();
        for row in &columns {
            let (table, column): (String, String) = (row.get("tbl"), row.get("col"));
            let target: Option<String> = row.get("target");
            let refers = target.is_some_and(|target| people.contains(target.as_str()))
                || TELLING.contains(&column.as_str());
            let key = (table, column);
            if refers {
                assert!(known.contains(&key), "{key:?} refers to a person: LINKS");
            }
            let content = CONTENT.iter().any(|word| key.1.contains(word));
            if content {
                let pair = (key.0.as_str(), key.1.as_str());
                assert!(
                    contents.contains(&pair),
                    "{pair:?} may name a content: CONTENTS"
                );
            }
            seen.insert(key);
        }
        for link in known {
            assert!(seen.contains(&link), "{link:?} is no column");
        }
        for (table, column) in contents {
            let key = (table.to_owned(), column.to_owned());
            assert!(seen.contains(&key), "{key:?} is no column");
        }
    }
}
