CREATE TABLE sites (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  legal_name TEXT,
  uscc TEXT,
  phone TEXT,
  address TEXT,
  bank_name TEXT,
  bank_account TEXT,
  founded_at INTEGER
) STRICT;

CREATE TABLE devices (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  paired_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE users (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  login TEXT NOT NULL,
  title TEXT,
  phone TEXT,
  active INTEGER NOT NULL DEFAULT 1,
  role_ids TEXT NOT NULL DEFAULT '[]',
  site_ids TEXT NOT NULL DEFAULT '[]',
  all_sites INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE roles (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  permissions TEXT NOT NULL DEFAULT '[]',
  reach TEXT NOT NULL DEFAULT 'site',
  template TEXT
) STRICT;

CREATE TABLE parameters (
  id TEXT PRIMARY KEY NOT NULL,
  "key" TEXT NOT NULL,
  valid_from_on TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT,
  note TEXT
) STRICT;

CREATE TABLE credentials (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  password TEXT,
  pin TEXT,
  must_change INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER
) STRICT;

CREATE TABLE sign_in_failures (
  id TEXT PRIMARY KEY NOT NULL,
  count INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL,
  locked_until_at INTEGER
) STRICT;

CREATE INDEX users_login ON users (login);
CREATE INDEX parameters_key ON parameters ("key", valid_from_on);
CREATE INDEX credentials_user ON credentials (user_id);
-- When somebody last sat down: the few lines of the log that say so.
CREATE INDEX _sync_changesets_seated ON _sync_changesets (actor, device_time) WHERE command IN ('identity.noteSignIn', 'identity.noteSwitch');
