-- E-mail: what came in, what is shown of it, and what leaves.

-- Who may hand mails in for an inbox.
CREATE TABLE mail_secrets (
    -- SHA-256 of the secret; whoever hands in knows the secret itself.
    hash BLOB PRIMARY KEY,
    inbox BLOB NOT NULL REFERENCES inboxes (id),
    -- What it is for; a new one of the same name takes the place of the old one.
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (inbox, name)
) WITHOUT ROWID;

-- Which contact an address is. Only mails write here: what a visitor claims joins nobody.
CREATE TABLE mail_contacts (
    -- Lower case.
    address TEXT PRIMARY KEY,
    contact BLOB NOT NULL REFERENCES contacts (id)
) WITHOUT ROWID;

-- Who takes part in a case, for mails that name it by its number only.
CREATE TABLE mail_people (
    attention BLOB NOT NULL REFERENCES attentions (id),
    -- Lower case.
    address TEXT NOT NULL,
    PRIMARY KEY (attention, address)
) WITHOUT ROWID;

-- What an item has beside, when it is a mail, theirs or ours.
CREATE TABLE mails (
    item BLOB PRIMARY KEY REFERENCES items (id),
    inbox BLOB NOT NULL REFERENCES inboxes (id),
    -- SHA-256 of the raw message; names its file in the folder `mail`.
    raw BLOB NOT NULL,
    message_id TEXT,
    -- What it answers, oldest first: a JSON list of message ids.
    chain TEXT NOT NULL,
    -- The contract's head, as JSON.
    head TEXT NOT NULL
) WITHOUT ROWID;

-- The same bytes twice are one mail. An id alone proves nothing: other bytes under the same id are
-- another mail.
CREATE UNIQUE INDEX mails_by_raw ON mails (inbox, raw);
CREATE INDEX mails_by_message ON mails (inbox, message_id) WHERE message_id IS NOT NULL;

CREATE TABLE mail_bodies (
    item BLOB PRIMARY KEY REFERENCES mails (item),
    -- The safe body, as JSON.
    safe TEXT NOT NULL
);

-- Images that stand in a body, by their place among the files of the mail.
CREATE TABLE mail_inline (
    item BLOB NOT NULL REFERENCES mails (item),
    n INTEGER NOT NULL,
    hash BLOB NOT NULL,
    media_type TEXT NOT NULL,
    PRIMARY KEY (item, n)
) WITHOUT ROWID;

CREATE INDEX mail_inline_by_hash ON mail_inline (hash);

-- Mails of ours on their way, written in the transaction of their item.
CREATE TABLE outbox (
    item BLOB PRIMARY KEY REFERENCES mails (item),
    sender TEXT NOT NULL,
    -- Everybody who gets it: a JSON list of addresses.
    recipients TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    -- waiting, accepted or refused.
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    due INTEGER NOT NULL,
    -- The three digits of the last refusal.
    reply INTEGER
) WITHOUT ROWID;

CREATE INDEX outbox_by_due ON outbox (due) WHERE state = 'waiting';
CREATE INDEX outbox_by_time ON outbox (written_at);
