-- Deadlines, agents who are gone, and the chatbot.

-- The sessions of what came in before there were any: from the client's last message on.
UPDATE conversations SET window_until = (
    SELECT max(m.at) + CASE i.channel WHEN 'google_business' THEN 2592000000 ELSE 86400000 END
    FROM inboxes i JOIN items m ON m.conversation = conversations.id
    WHERE i.id = conversations.inbox AND m.kind = 'message' AND m.author = 'customer'
)
WHERE window_until IS NULL AND status <> 'closed' AND inbox IN (
    SELECT id FROM inboxes
    WHERE channel IN ('whatsapp', 'facebook', 'instagram', 'google_business')
);

CREATE INDEX conversations_by_window ON conversations (window_until)
    WHERE window_until IS NOT NULL AND status IN ('open', 'queued', 'pending');
CREATE INDEX conversations_by_owner ON conversations (assignee, status)
    WHERE assignee IS NOT NULL;
CREATE INDEX conversations_with_bot ON conversations (id) WHERE bot = 1;

-- What the chatbot is called.
ALTER TABLE workspace ADD COLUMN bot_name TEXT NOT NULL DEFAULT 'Bot';

-- Which inboxes it answers, and by which script.
CREATE TABLE bots (
    inbox BLOB PRIMARY KEY REFERENCES inboxes (id),
    -- Where it hands over to; the inbox's own queue, if nothing is said.
    queue BLOB REFERENCES queues (id),
    -- As JSON.
    script TEXT NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

-- Whom it does not answer any more.
CREATE TABLE bot_pauses (
    contact BLOB PRIMARY KEY REFERENCES contacts (id),
    at INTEGER NOT NULL
) WITHOUT ROWID;

-- Who writes over a channel whose addresses are no mail addresses.
CREATE TABLE chat_contacts (
    inbox BLOB NOT NULL REFERENCES inboxes (id),
    -- As the channel names them: a phone number, a handle.
    address TEXT NOT NULL,
    contact BLOB NOT NULL REFERENCES contacts (id),
    -- The newest conversation.
    conversation BLOB,
    PRIMARY KEY (inbox, address)
) WITHOUT ROWID;
