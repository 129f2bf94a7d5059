-- Targets of a month, dated schemes of commission, and the statements made of them.
CREATE TABLE targets (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  month TEXT NOT NULL,
  person_id TEXT,
  measure TEXT NOT NULL,
  value INTEGER NOT NULL
) STRICT;
CREATE INDEX targets_month ON targets (site_id, month, person_id);

CREATE TABLE commission_schemes (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL,
  valid_from_on TEXT NOT NULL,
  terms TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE commission_sheets (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  month TEXT NOT NULL,
  state TEXT NOT NULL,
  lines TEXT NOT NULL,
  total_fen INTEGER NOT NULL,
  reviewed_by TEXT,
  reviewed_at INTEGER,
  locked_by TEXT,
  locked_at INTEGER
) STRICT;
CREATE INDEX commission_sheets_of ON commission_sheets (person_id, month);
