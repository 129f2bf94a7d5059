-- The people who run headquarters, how they sign in to its console, and what was done here, each deed chained to the one before.
-- verifier is empty until the person used the link; ended_at is set when the person may not come any more.
CREATE TABLE administrators (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  verifier TEXT,
  -- Base32; null while the person signs in by password alone. No code at or below totp_step counts again.
  totp TEXT,
  totp_step INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  failed_at INTEGER,
  locked_until INTEGER,
  made_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
-- Only the digest of a link's secret is kept. administrator is null in the link of the very first.
CREATE TABLE administrator_links (digest TEXT PRIMARY KEY, administrator TEXT, expires_at INTEGER NOT NULL, used_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE console_sessions (
  digest TEXT PRIMARY KEY,
  administrator TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX console_sessions_administrator ON console_sessions (administrator);
CREATE TABLE deeds (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  -- An administrator's id, or `terminal` for whoever typed a command on headquarters' own computer.
  by TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT,
  details TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX deeds_by ON deeds (by, number);
CREATE INDEX deeds_subject ON deeds (subject, number);
