-- When and where a car is handed over, and by whose word without all its papers.
CREATE TABLE handovers (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  appointed_on TEXT,
  slot TEXT,
  bay TEXT,
  note TEXT,
  override_reason TEXT,
  override_by TEXT,
  override_at INTEGER,
  missing TEXT
) STRICT;
CREATE INDEX handovers_day ON handovers (appointed_on);
