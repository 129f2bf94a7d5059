CREATE TABLE cases (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  "key" TEXT,
  changeset_id TEXT,
  replica TEXT,
  command TEXT,
  actor TEXT,
  device_time INTEGER,
  opened_at INTEGER,
  "columns" TEXT,
  mine TEXT,
  theirs TEXT,
  subject_table TEXT,
  subject_id TEXT,
  owner_id TEXT,
  resolved_by TEXT,
  resolved_at INTEGER,
  resolution TEXT
) STRICT;

CREATE TABLE drafts (
  id TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE views (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  list TEXT NOT NULL,
  name TEXT NOT NULL,
  sort INTEGER NOT NULL DEFAULT 0,
  definition TEXT NOT NULL
) STRICT;

CREATE TABLE preferences (
  id TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE import_batches (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  state TEXT NOT NULL,
  "rows" INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  finished_at INTEGER,
  undone_by TEXT
) STRICT;

CREATE INDEX cases_open ON cases (state, opened_at);
CREATE INDEX cases_subject ON cases (subject_id);
CREATE INDEX views_list ON views (user_id, list);
