-- Whom an event of a thread concerns beside the one who did it.

ALTER TABLE items ADD COLUMN to_agent BLOB REFERENCES agents (id);
ALTER TABLE items ADD COLUMN to_group BLOB REFERENCES groups (id);
