-- Forgetting: whose everything is to go, files that nothing refers to any more, what finds all of
-- it quickly.

-- Contacts that a command wants erased; the row goes with the last of them.
CREATE TABLE erasures (
    contact BLOB PRIMARY KEY,
    asked_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Contents that lost a reference; removed from the disk when it was the last, and no backup runs.
CREATE TABLE gone_files (
    -- The folder that they lie in, in the data folder.
    folder TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (folder, hash)
) WITHOUT ROWID;

-- The change that last took something from a visitor: whoever resumes from before it starts anew.
ALTER TABLE visitors ADD COLUMN forgot_seq INTEGER NOT NULL DEFAULT 0;

-- The conversation that an answer speaks of.
ALTER TABLE operations ADD COLUMN conversation BLOB;

UPDATE operations SET conversation = coalesce(
    (SELECT i.conversation FROM items i WHERE i.id = operations.id),
    (SELECT c.id FROM conversations c
        WHERE c.id = unhex(replace(json_extract(operations.answer, '$.id'), '-', '')))
);

CREATE INDEX operations_by_conversation ON operations (conversation)
    WHERE conversation IS NOT NULL;
CREATE INDEX events_by_conversation ON events (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX conversations_by_contact ON conversations (contact);
CREATE INDEX conversations_by_attention ON conversations (attention);
CREATE INDEX conversations_by_end ON conversations (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX conversations_by_follower ON conversations (followed_by)
    WHERE followed_by IS NOT NULL;
CREATE INDEX conversations_by_followed ON conversations (follows) WHERE follows IS NOT NULL;
CREATE INDEX attentions_by_contact ON attentions (contact);
CREATE INDEX attentions_by_ticket ON attentions (ticket);
CREATE INDEX visitors_by_conversation ON visitors (conversation)
    WHERE conversation IS NOT NULL;
CREATE INDEX visitors_by_contact ON visitors (contact);
