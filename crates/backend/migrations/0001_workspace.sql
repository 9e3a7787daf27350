-- The workspace and its people. Ids are 16-byte UUIDs, times epoch milliseconds UTC.

CREATE TABLE workspace (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    -- The number of the last change.
    seq INTEGER NOT NULL,
    -- The event log holds the changes after this number.
    log_start INTEGER NOT NULL,
    next_attention INTEGER NOT NULL,
    next_ticket INTEGER NOT NULL,
    next_visitor INTEGER NOT NULL
);

INSERT INTO workspace VALUES (1, 'Bandeja', 0, 0, 1000, 1000, 1);

CREATE TABLE groups (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    -- Whether anybody of the group is there, and the change that last said so.
    online INTEGER NOT NULL DEFAULT 0,
    online_seq INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE queues (
    id BLOB PRIMARY KEY,
    grp BLOB NOT NULL REFERENCES groups (id),
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE inboxes (
    id BLOB PRIMARY KEY,
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    queue BLOB REFERENCES queues (id),
    grp BLOB NOT NULL REFERENCES groups (id),
    -- Webchat only: the public key of the script tag, the sites that may show the panel (a JSON
    -- list of origins), and its first words.
    site_key TEXT UNIQUE,
    origins TEXT NOT NULL DEFAULT '[]',
    greeting TEXT NOT NULL DEFAULT '',
    enabled INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE reasons (
    id BLOB PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE agents (
    id BLOB PRIMARY KEY,
    seq INTEGER NOT NULL,
    -- Lower case.
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    connected INTEGER NOT NULL DEFAULT 0,
    -- The change that last gave or took rights: whoever resumes from before it starts anew.
    rights_seq INTEGER NOT NULL DEFAULT 0,
    -- Written by a command: 1 other rights, 2 sessions ended; the server numbers the change when
    -- it sees it.
    changed INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE agent_groups (
    agent BLOB NOT NULL REFERENCES agents (id),
    grp BLOB NOT NULL REFERENCES groups (id),
    PRIMARY KEY (agent, grp)
) WITHOUT ROWID;

CREATE TABLE sessions (
    -- SHA-256 of the token; the token itself is known to the browser only.
    hash BLOB PRIMARY KEY,
    agent BLOB NOT NULL REFERENCES agents (id),
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX sessions_by_agent ON sessions (agent);
