-- The message that a message answers, on channels that show it above the answer.

ALTER TABLE items ADD COLUMN answers BLOB;
