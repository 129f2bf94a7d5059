-- Recalls with the VINs they name; inspections before delivery, who holds a car's keys and papers.
CREATE TABLE recalls (
  id TEXT PRIMARY KEY NOT NULL,
  no TEXT NOT NULL,
  title TEXT NOT NULL,
  stop_sale INTEGER NOT NULL DEFAULT 1,
  announced_on TEXT NOT NULL,
  closed_on TEXT,
  note TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE recall_ranges (
  id TEXT PRIMARY KEY NOT NULL,
  recall_id TEXT NOT NULL,
  car_kind TEXT NOT NULL,
  from_serial TEXT NOT NULL,
  to_serial TEXT NOT NULL
) STRICT;
CREATE INDEX recall_ranges_kind ON recall_ranges (car_kind, from_serial);
CREATE INDEX recall_ranges_recall ON recall_ranges (recall_id, car_kind);
CREATE TABLE recall_fixes (
  id TEXT PRIMARY KEY NOT NULL,
  recall_id TEXT NOT NULL,
  vin TEXT NOT NULL,
  fixed_on TEXT NOT NULL,
  fixed_by TEXT NOT NULL,
  note TEXT
) STRICT;
CREATE INDEX recall_fixes_vin ON recall_fixes (vin, recall_id);

CREATE TABLE inspections (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  vehicle_id TEXT NOT NULL,
  state TEXT NOT NULL,
  items TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_by TEXT,
  closed_at INTEGER,
  reason TEXT
) STRICT;
CREATE INDEX inspections_vehicle ON inspections (vehicle_id, opened_at);
CREATE TABLE inspection_ticks (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  inspection_id TEXT NOT NULL,
  item TEXT NOT NULL,
  result TEXT,
  note TEXT,
  ticked_by TEXT,
  ticked_at INTEGER
) STRICT;
CREATE INDEX inspection_ticks_of ON inspection_ticks (inspection_id);
CREATE TABLE custody_moves (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  vehicle_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  holder TEXT NOT NULL,
  note TEXT,
  handed_by TEXT NOT NULL,
  handed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX custody_moves_vehicle ON custody_moves (vehicle_id, handed_at);

-- What stands where, without reading the rest of the row: figures of the yard and its turnover.
CREATE INDEX vehicles_left ON vehicles (site_id, state, left_on) WHERE left_on IS NOT NULL;
