-- Stocktakes: heads, scans, decisions about differences, and the lines they were posted with.
CREATE TABLE stocktakes (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  location TEXT,
  state TEXT NOT NULL,
  note TEXT,
  opened_by TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  submitted_by TEXT,
  submitted_at INTEGER,
  posted_by TEXT,
  posted_at INTEGER
) STRICT;
CREATE INDEX stocktakes_opened ON stocktakes (opened_at);
CREATE INDEX stocktakes_no ON stocktakes (no);

CREATE TABLE stocktake_scans (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  stocktake_id TEXT NOT NULL,
  vin TEXT NOT NULL,
  location TEXT,
  taken INTEGER NOT NULL DEFAULT 0,
  scanned_by TEXT NOT NULL,
  scanned_at INTEGER NOT NULL
) STRICT;
CREATE INDEX stocktake_scans_of ON stocktake_scans (stocktake_id, vin);

CREATE TABLE stocktake_findings (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  stocktake_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  decision TEXT,
  reason TEXT,
  decided_by TEXT,
  decided_at INTEGER
) STRICT;
CREATE INDEX stocktake_findings_of ON stocktake_findings (stocktake_id, subject);

CREATE TABLE stocktake_lines (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  stocktake_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  vin TEXT NOT NULL,
  verdict TEXT NOT NULL,
  stranger TEXT,
  on_file TEXT,
  found_at TEXT,
  decision TEXT,
  reason TEXT
) STRICT;
CREATE INDEX stocktake_lines_of ON stocktake_lines (stocktake_id, subject);

-- What stands at a site, without the cars that left it.
CREATE INDEX vehicles_here ON vehicles (site_id, location) WHERE left_on IS NULL;
