-- A suspended desktop is told nothing and taken nothing from until it is let in again; a checked one counts its rows anew.
ALTER TABLE devices ADD COLUMN suspended_at INTEGER;
ALTER TABLE devices ADD COLUMN check_asked_at INTEGER;
ALTER TABLE devices ADD COLUMN checked_at INTEGER;
-- A desktop's escrowed key that one administrator wants released; another one releases it.
CREATE TABLE key_requests (replica TEXT PRIMARY KEY, by TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX docs_rights ON docs (json_extract(image, '$.replica')) WHERE table_name = 'rights' AND deleted = 0;
