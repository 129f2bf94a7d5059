-- What headquarters keeps: rows as documents, the changeset log with its rulings (the group's audit log), the feed, the
-- arbiter's memory (holds, unique keys, refusals, shadows) and the directory of sites and devices.
CREATE TABLE hq_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- One row: the last feed number given and its nonce. Written last in every commit.
CREATE TABLE feed_head (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, nonce TEXT NOT NULL) STRICT;
INSERT INTO feed_head (id, number, nonce) VALUES (1, 0, '');

-- site is '' in group tables. A deleted row keeps its last image.
CREATE TABLE docs (
  table_name TEXT NOT NULL,
  id TEXT NOT NULL,
  site TEXT NOT NULL,
  origin TEXT NOT NULL,
  position INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  erased INTEGER NOT NULL,
  image TEXT NOT NULL,
  PRIMARY KEY (table_name, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX docs_site ON docs (site, table_name, id);
CREATE INDEX docs_file ON docs (json_extract(image, '$.sha256')) WHERE table_name = 'files';
-- Rows that are there, by site, for the progress bar of a snapshot.
CREATE TABLE doc_counts (site TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE changesets (
  id TEXT PRIMARY KEY,
  replica TEXT NOT NULL,
  incarnation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  seen_number INTEGER NOT NULL,
  seen_nonce TEXT NOT NULL,
  after TEXT NOT NULL,
  command TEXT NOT NULL,
  schema_version INTEGER NOT NULL,
  actor TEXT NOT NULL,
  device_time INTEGER NOT NULL,
  payload TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  position INTEGER,
  reason TEXT,
  cases TEXT NOT NULL,
  discarded INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX changesets_chain ON changesets (replica, incarnation, seq);
CREATE INDEX changesets_quarantine ON changesets (replica, seq) WHERE outcome = 'quarantined';

-- The end of each replica's chain as HQ knows it.
CREATE TABLE chains (replica TEXT NOT NULL, incarnation INTEGER NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (replica, incarnation)) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
  number INTEGER PRIMARY KEY,
  nonce TEXT NOT NULL,
  changeset TEXT NOT NULL,
  replica TEXT NOT NULL,
  command TEXT NOT NULL,
  actor TEXT NOT NULL,
  device_time INTEGER NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;
-- An entry's changes, one row per site they concern ('' for everyone), decided when they were committed.
CREATE TABLE feed_parts (number INTEGER NOT NULL, site TEXT NOT NULL, changes TEXT NOT NULL, PRIMARY KEY (number, site)) STRICT, WITHOUT ROWID;
CREATE INDEX feed_parts_site ON feed_parts (site, number);

CREATE TABLE holds (key TEXT PRIMARY KEY, holder TEXT NOT NULL, site TEXT NOT NULL, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE uniques (key TEXT PRIMARY KEY, row_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE refusals (key TEXT NOT NULL, who TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (key, who)) STRICT, WITHOUT ROWID;
CREATE TABLE shadows (
  replica TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  value TEXT NOT NULL,
  was TEXT NOT NULL,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  case_id TEXT,
  PRIMARY KEY (replica, table_name, row_id, unit)
) STRICT, WITHOUT ROWID;

-- founded_at is empty until the site's first desktop paired.
CREATE TABLE sites (id TEXT PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL, founded_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE devices (
  replica TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  reach TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  public_key TEXT NOT NULL,
  incarnation INTEGER NOT NULL,
  -- Changesets up to this seq are the history a founding store brought.
  history INTEGER NOT NULL,
  sealed_key TEXT,
  app_version TEXT NOT NULL,
  paired_at INTEGER NOT NULL,
  revoked_at INTEGER,
  -- No request with a counter at or below this one is answered.
  counter INTEGER NOT NULL DEFAULT 0,
  seen_at INTEGER,
  position INTEGER NOT NULL DEFAULT 0,
  pending INTEGER NOT NULL DEFAULT 0,
  skew_ms INTEGER NOT NULL DEFAULT 0,
  UNIQUE (site, code)
) STRICT, WITHOUT ROWID;
-- Only the digest of a code's secret is kept.
CREATE TABLE pairing_codes (digest TEXT PRIMARY KEY, site TEXT NOT NULL, reach TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, used_by TEXT) STRICT, WITHOUT ROWID;
