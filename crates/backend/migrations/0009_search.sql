-- Searching: words of what agents may look for, kept in the transaction of the change by triggers,
-- so that no way of writing can miss them. Upper and lower case and accents aside.

-- The conversations by number, as an index of words wants it; the newer one has the higher number.
CREATE TABLE search_heads (
    id INTEGER PRIMARY KEY,
    conversation BLOB NOT NULL UNIQUE REFERENCES conversations (id)
);

-- What is looked for in the head of a conversation. Of a phone number every ending is a word, so
-- that the beginning of a word finds digits anywhere in it, whatever stands between them.
CREATE VIEW search_heads_now AS
SELECT
    id, conversation, name, email, attention, ticket, subject,
    rtrim(d || ' ' || substr(d, 2) || ' ' || substr(d, 3) || ' ' || substr(d, 4) || ' '
        || substr(d, 5) || ' ' || substr(d, 6) || ' ' || substr(d, 7) || ' ' || substr(d, 8) || ' '
        || substr(d, 9) || ' ' || substr(d, 10) || ' ' || substr(d, 11) || ' ' || substr(d, 12)
        || ' ' || substr(d, 13)) AS phone
FROM (
    SELECT
        h.id AS id,
        h.conversation AS conversation,
        p.name AS name,
        coalesce(p.email, '') AS email,
        coalesce(replace(replace(replace(replace(replace(replace(replace(replace(replace(
            p.phone, ' ', ''), '-', ''), '+', ''), '(', ''), ')', ''), '.', ''), '/', ''),
            char(160), ''), char(8239), ''), '') AS d,
        a.number AS attention,
        t.number AS ticket,
        coalesce(c.subject, '') AS subject
    FROM search_heads h
    JOIN conversations c ON c.id = h.conversation
    JOIN contacts p ON p.id = c.contact
    JOIN attentions a ON a.id = c.attention
    JOIN tickets t ON t.id = a.ticket
);

-- Neither keeps a text: both read it where it stands.
CREATE VIRTUAL TABLE head_words USING fts5 (
    name, email, phone, attention, ticket, subject,
    content = 'search_heads_now', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE VIRTUAL TABLE item_words USING fts5 (
    text,
    content = 'items', content_rowid = 'position',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- A row here: somebody was erased, and the indexes are to be written anew, because what is taken
-- out of them may leave bytes behind.
CREATE TABLE search_unclean (
    id INTEGER PRIMARY KEY CHECK (id = 1)
);

-- What is taken out is overwritten, nearly everywhere.
INSERT INTO head_words (head_words, rank) VALUES ('secure-delete', 1);
INSERT INTO item_words (item_words, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER search_conversation_in AFTER INSERT ON conversations BEGIN
    INSERT INTO search_heads (conversation) VALUES (new.id);
END;

CREATE TRIGGER search_head_in AFTER INSERT ON search_heads BEGIN
    INSERT INTO head_words (rowid, name, email, phone, attention, ticket, subject)
    SELECT id, name, email, phone, attention, ticket, subject
    FROM search_heads_now WHERE id = new.id;
END;

-- A head goes before what it is read from.
CREATE TRIGGER search_head_out BEFORE DELETE ON search_heads BEGIN
    INSERT INTO head_words (head_words, rowid, name, email, phone, attention, ticket, subject)
    SELECT 'delete', id, name, email, phone, attention, ticket, subject
    FROM search_heads_now WHERE id = old.id;
END;

CREATE TRIGGER search_conversation_before BEFORE UPDATE ON conversations
WHEN old.subject IS NOT new.subject OR old.contact IS NOT new.contact
    OR old.attention IS NOT new.attention
BEGIN
    INSERT INTO head_words (head_words, rowid, name, email, phone, attention, ticket, subject)
    SELECT 'delete', id, name, email, phone, attention, ticket, subject
    FROM search_heads_now WHERE conversation IN (new.id);
END;

CREATE TRIGGER search_conversation_after AFTER UPDATE ON conversations
WHEN old.subject IS NOT new.subject OR old.contact IS NOT new.contact
    OR old.attention IS NOT new.attention
BEGIN
    INSERT INTO head_words (rowid, name, email, phone, attention, ticket, subject)
    SELECT id, name, email, phone, attention, ticket, subject
    FROM search_heads_now WHERE conversation IN (new.id);
END;

CREATE TRIGGER search_contact_before BEFORE UPDATE ON contacts
WHEN old.name IS NOT new.name OR old.email IS NOT new.email OR old.phone IS NOT new.phone
BEGIN
    INSERT INTO head_words (head_words, rowid, name, email, phone, attention, ticket, subject)
    SELECT 'delete', id, name, email, phone, attention, ticket, subject
    FROM search_heads_now WHERE conversation IN (SELECT id FROM conversations WHERE contact = new.id);
END;

CREATE TRIGGER search_contact_after AFTER UPDATE ON contacts
WHEN old.name IS NOT new.name OR old.email IS NOT new.email OR old.phone IS NOT new.phone
BEGIN
    INSERT INTO head_words (rowid, name, email, phone, attention, ticket, subject)
    SELECT id, name, email, phone, attention, ticket, subject
    FROM search_heads_now WHERE conversation IN (SELECT id FROM conversations WHERE contact = new.id);
END;

CREATE TRIGGER search_attention_before BEFORE UPDATE ON attentions
WHEN old.number IS NOT new.number OR old.ticket IS NOT new.ticket
BEGIN
    INSERT INTO head_words (head_words, rowid, name, email, phone, attention, ticket, subject)
    SELECT 'delete', id, name, email, phone, attention, ticket, subject
    FROM search_heads_now WHERE conversation IN (SELECT id FROM conversations WHERE attention = new.id);
END;

CREATE TRIGGER search_attention_after AFTER UPDATE ON attentions
WHEN old.number IS NOT new.number OR old.ticket IS NOT new.ticket
BEGIN
    INSERT INTO head_words (rowid, name, email, phone, attention, ticket, subject)
    SELECT id, name, email, phone, attention, ticket, subject
    FROM search_heads_now WHERE conversation IN (SELECT id FROM conversations WHERE attention = new.id);
END;

CREATE TRIGGER search_item_in AFTER INSERT ON items WHEN new.kind = 'message' AND new.text <> ''
BEGIN
    INSERT INTO item_words (rowid, text) VALUES (new.position, new.text);
END;

CREATE TRIGGER search_item_out AFTER DELETE ON items WHEN old.kind = 'message' AND old.text <> ''
BEGIN
    INSERT INTO item_words (item_words, rowid, text) VALUES ('delete', old.position, old.text);
END;

CREATE TRIGGER search_item_change AFTER UPDATE ON items
WHEN old.kind = 'message' AND (old.text IS NOT new.text OR old.position IS NOT new.position)
BEGIN
    INSERT INTO item_words (item_words, rowid, text)
    SELECT 'delete', old.position, old.text WHERE old.text <> '';
    INSERT INTO item_words (rowid, text) SELECT new.position, new.text WHERE new.text <> '';
END;

-- What is there already.
INSERT INTO search_heads (conversation) SELECT id FROM conversations ORDER BY created_at;

INSERT INTO item_words (rowid, text)
SELECT position, text FROM items WHERE kind = 'message' AND text <> '' ORDER BY position;
