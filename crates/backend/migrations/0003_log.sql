-- The event log, and the answers of operations that may be asked again.

CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- Whom it concerns: the conversation, its group then, the group it came from, its visitor.
    conversation BLOB,
    grp BLOB,
    grp_before BLOB,
    visitor BLOB,
    payload TEXT NOT NULL
);

CREATE INDEX events_by_time ON events (at);
CREATE INDEX events_by_visitor ON events (visitor, seq) WHERE visitor IS NOT NULL;
CREATE INDEX events_of_presence ON events (grp, seq) WHERE kind = 'online';

CREATE TABLE operations (
    actor BLOB NOT NULL,
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (actor, id)
) WITHOUT ROWID;

CREATE INDEX operations_by_time ON operations (at);
