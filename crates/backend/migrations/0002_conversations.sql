-- Contacts, their cases, their conversations, and what is written in them.

CREATE TABLE contacts (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT
) WITHOUT ROWID;

CREATE TABLE tickets (
    id BLOB PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE attentions (
    id BLOB PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    contact BLOB NOT NULL REFERENCES contacts (id),
    ticket BLOB NOT NULL REFERENCES tickets (id),
    service TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE visitors (
    id BLOB PRIMARY KEY,
    -- SHA-256 of the secret, which only the panel knows.
    secret BLOB NOT NULL,
    inbox BLOB NOT NULL REFERENCES inboxes (id),
    contact BLOB NOT NULL REFERENCES contacts (id),
    locale TEXT NOT NULL,
    -- The newest conversation.
    conversation BLOB,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE conversations (
    id BLOB PRIMARY KEY,
    seq INTEGER NOT NULL,
    status TEXT NOT NULL,
    inbox BLOB NOT NULL REFERENCES inboxes (id),
    grp BLOB NOT NULL REFERENCES groups (id),
    queue BLOB REFERENCES queues (id),
    assignee BLOB REFERENCES agents (id),
    contact BLOB NOT NULL REFERENCES contacts (id),
    attention BLOB NOT NULL REFERENCES attentions (id),
    visitor BLOB REFERENCES visitors (id),
    subject TEXT,
    preview TEXT NOT NULL,
    preview_by TEXT NOT NULL,
    unread INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    started_at INTEGER,
    last_activity_at INTEGER NOT NULL,
    closed_at INTEGER,
    last_position INTEGER NOT NULL,
    customer_read INTEGER NOT NULL,
    agent_read INTEGER NOT NULL,
    follows BLOB,
    followed_by BLOB
) WITHOUT ROWID;

CREATE INDEX conversations_by_visitor ON conversations (visitor) WHERE visitor IS NOT NULL;

CREATE TABLE items (
    -- Threads are read by position, so the rows lie in that order.
    position INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    conversation BLOB NOT NULL REFERENCES conversations (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    agent BLOB REFERENCES agents (id),
    text TEXT NOT NULL,
    happening TEXT,
    note TEXT,
    delivery TEXT
);

CREATE INDEX items_by_conversation ON items (conversation, position);

CREATE TABLE attachments (
    id BLOB PRIMARY KEY,
    -- SHA-256 of the bytes; names the file.
    hash BLOB NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    uploaded_by BLOB NOT NULL,
    uploaded_at INTEGER NOT NULL,
    -- The item it hangs on, and its place there, once sent.
    item BLOB REFERENCES items (id),
    place INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE INDEX attachments_by_item ON attachments (item) WHERE item IS NOT NULL;
CREATE INDEX attachments_by_hash ON attachments (hash);
