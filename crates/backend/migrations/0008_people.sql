-- Cards: the workspace's own fields of contacts, tickets with all their fields, comments.

-- The change that last wrote what is kept of a contact.
ALTER TABLE contacts ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;

CREATE TABLE fields (
    id BLOB PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- A JSON list, for kinds that have choices.
    choices TEXT NOT NULL DEFAULT '[]'
) WITHOUT ROWID;

CREATE TABLE contact_fields (
    contact BLOB NOT NULL REFERENCES contacts (id),
    field BLOB NOT NULL REFERENCES fields (id),
    value TEXT NOT NULL,
    PRIMARY KEY (contact, field)
) WITHOUT ROWID;

ALTER TABLE tickets ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN status TEXT NOT NULL DEFAULT 'open';
ALTER TABLE tickets ADD COLUMN kind TEXT NOT NULL DEFAULT 'public';
ALTER TABLE tickets ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
-- A day, or nothing.
ALTER TABLE tickets ADD COLUMN due TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN owner BLOB REFERENCES agents (id);

-- Whose card an event or an answer speaks of.
ALTER TABLE events ADD COLUMN contact BLOB;
ALTER TABLE events ADD COLUMN ticket BLOB;
ALTER TABLE operations ADD COLUMN contact BLOB;
ALTER TABLE operations ADD COLUMN ticket BLOB;

CREATE INDEX events_by_contact ON events (contact) WHERE contact IS NOT NULL;
CREATE INDEX events_by_ticket ON events (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX operations_by_contact ON operations (contact) WHERE contact IS NOT NULL;
CREATE INDEX operations_by_ticket ON operations (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX items_of_comments ON items (conversation, position) WHERE kind = 'comment';
