-- How far a desktop said it kept the feed, beside how far it was answered; what was said about a case.
ALTER TABLE devices ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
CREATE INDEX docs_case_comments ON docs (json_extract(image, '$.case_id'), json_extract(image, '$.said_at'), id) WHERE table_name = 'case_comments' AND deleted = 0;
