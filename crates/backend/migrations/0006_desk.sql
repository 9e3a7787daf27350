-- What the whole desk reads: options, tags, session windows, and whose a contact is.

-- The workspace's options, as the contract writes them.
ALTER TABLE workspace ADD COLUMN options TEXT NOT NULL DEFAULT '{}';

CREATE TABLE tags (
    id BLOB PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE contact_tags (
    contact BLOB NOT NULL REFERENCES contacts (id),
    tag BLOB NOT NULL REFERENCES tags (id),
    PRIMARY KEY (contact, tag)
) WITHOUT ROWID;

-- The agent who keeps the contact (A2).
ALTER TABLE contacts ADD COLUMN agent BLOB REFERENCES agents (id);

-- Until when free text may be sent, where the channel has a session window (M7).
ALTER TABLE conversations ADD COLUMN window_until INTEGER;
-- Whether the chatbot answers (A4).
ALTER TABLE conversations ADD COLUMN bot INTEGER NOT NULL DEFAULT 0;
