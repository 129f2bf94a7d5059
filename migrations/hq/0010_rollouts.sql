-- A roll-out: a list of desktops to come, in waves. Codes are given out when a wave is opened; a code may say its desktop's name.
CREATE TABLE rollouts (id TEXT PRIMARY KEY, name TEXT NOT NULL, made_at INTEGER NOT NULL, by TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE rollout_lines (
  rollout TEXT NOT NULL,
  number INTEGER NOT NULL,
  wave INTEGER NOT NULL,
  site TEXT NOT NULL,
  -- Empty where the site has a code, or gets one of its name.
  code TEXT NOT NULL,
  desktop TEXT NOT NULL,
  wide INTEGER NOT NULL,
  digest TEXT,
  PRIMARY KEY (rollout, number)
) STRICT, WITHOUT ROWID;
-- reason: why it was opened although the one before was not well.
CREATE TABLE rollout_waves (
  rollout TEXT NOT NULL,
  wave INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  by TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (rollout, wave)
) STRICT, WITHOUT ROWID;
ALTER TABLE pairing_codes ADD COLUMN name TEXT;
