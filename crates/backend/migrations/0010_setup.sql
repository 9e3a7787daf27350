-- What admins edit (G9): entries that are offered no more, how a queue hands out, who changed what.

ALTER TABLE groups ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queues ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queues ADD COLUMN distribution TEXT NOT NULL DEFAULT 'manual';
ALTER TABLE reasons ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tags ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

-- Never a secret, never what customers or agents write to each other: options and lists only.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    agent BLOB NOT NULL REFERENCES agents (id),
    -- The list; none for an option.
    kind TEXT,
    entry BLOB,
    -- What the entry was called then.
    name TEXT NOT NULL,
    field TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL
);
