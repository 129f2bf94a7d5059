-- The store's own tables: the changeset log (which is the audit log), what was confirmed beside what is pending,
-- attempts, drafts and other things of this desktop alone.
CREATE TABLE _sync_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Own changesets and, without payload, those the feed told of. state: local | pending | accepted | adjusted | lost | quarantined | discarded | foreign
CREATE TABLE _sync_changesets (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  replica TEXT NOT NULL,
  incarnation INTEGER,
  seq INTEGER,
  prev_hash TEXT,
  hash TEXT,
  seen_number INTEGER,
  seen_nonce TEXT,
  after TEXT,
  command TEXT NOT NULL,
  schema_version INTEGER,
  actor TEXT NOT NULL,
  device_time INTEGER NOT NULL,
  payload TEXT,
  payload_digest TEXT,
  state TEXT NOT NULL,
  sent_at INTEGER,
  position INTEGER,
  ruled_at INTEGER,
  reason TEXT
) STRICT;
-- Two partial indexes: SQLite uses one only when the query names the very same condition.
CREATE INDEX _sync_changesets_pending ON _sync_changesets (n) WHERE state = 'pending';
CREATE INDEX _sync_changesets_quarantined ON _sync_changesets (n) WHERE state = 'quarantined';
CREATE INDEX _sync_changesets_time ON _sync_changesets (device_time);
CREATE INDEX _sync_changesets_actor ON _sync_changesets (actor, device_time);
CREATE INDEX _sync_changesets_command ON _sync_changesets (command, device_time);

-- Which changesets touched a row: the row's timeline, and the way from a row to its pending changesets.
CREATE TABLE _sync_touch (row_id TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (row_id, n)) STRICT, WITHOUT ROWID;

-- The confirmed image of every row that has pending changes; present = 0 when HQ knows no such row (or a deleted one).
CREATE TABLE _sync_base (table_name TEXT NOT NULL, row_id TEXT NOT NULL, present INTEGER NOT NULL, image TEXT NOT NULL, PRIMARY KEY (table_name, row_id)) STRICT, WITHOUT ROWID;

-- What an administrator decided about quarantined changesets and HQ has not heard yet. wish: retry | discard
CREATE TABLE _sync_wishes (changeset TEXT PRIMARY KEY, wish TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Contacts with HQ that brought or took something, for the sync centre; the newest thousand are kept.
CREATE TABLE _sync_contacts (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, ms INTEGER NOT NULL, sent INTEGER NOT NULL, received INTEGER NOT NULL, sites INTEGER NOT NULL) STRICT;

-- Own files whose bytes HQ has whole.
CREATE TABLE _sync_files (sha256 TEXT PRIMARY KEY, sent_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Changes of the feed this version cannot apply, verbatim, for the migration that learns them.
CREATE TABLE _sync_unknown (n INTEGER PRIMARY KEY, table_name TEXT NOT NULL, row_id TEXT NOT NULL, position INTEGER NOT NULL, change TEXT NOT NULL, reason TEXT NOT NULL) STRICT;

CREATE TABLE _attempts (attempt TEXT PRIMARY KEY, command TEXT NOT NULL, reply TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX _attempts_at ON _attempts (at);
