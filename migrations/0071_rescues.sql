-- 救援: who called for help from where, when help left and came, and whether the car was towed. One row an order, under its id.
CREATE TABLE rescues (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, caller_name TEXT, caller_phone TEXT, place TEXT,
  called_at INTEGER NOT NULL, dispatched_at INTEGER, arrived_at INTEGER, towed INTEGER NOT NULL DEFAULT 0, noted_by TEXT NOT NULL
) STRICT;
