-- What each desktop's last rounds brought, for the person who asks why it is behind. Rounds that brought nothing and followed
-- each other are one line; the oldest lines go.
CREATE TABLE rounds (
  replica TEXT NOT NULL,
  number INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  times INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  adjusted INTEGER NOT NULL,
  lost INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  -- The word headquarters refused it with; null when it was answered.
  refused TEXT,
  PRIMARY KEY (replica, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX docs_open_cases ON docs (site, json_extract(image, '$.replica'))
  WHERE table_name = 'cases' AND deleted = 0 AND json_extract(image, '$.state') = 'open';
