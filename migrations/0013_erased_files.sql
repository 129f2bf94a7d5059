-- A file whose person was forgotten has neither a name nor a digest any more.
CREATE TABLE files_next (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  sha256 TEXT,
  size INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT,
  replica TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
INSERT INTO files_next SELECT id, site_id, sha256, size, kind, name, replica, created_at FROM files;
DROP TABLE files;
ALTER TABLE files_next RENAME TO files;
CREATE INDEX files_sha256 ON files (sha256);

-- Digests of such files: their bytes are removed after the transaction that forgot them.
CREATE TABLE _files_forgotten (sha256 TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
