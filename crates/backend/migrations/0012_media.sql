-- How large an image is, as it stands upright: its place is kept before it has come.

ALTER TABLE attachments ADD COLUMN width INTEGER;
ALTER TABLE attachments ADD COLUMN height INTEGER;
