-- Stocktakes of parts: what a stocktake is of, who undid one, what was agreed of a count, the counts themselves and the lines.
ALTER TABLE stocktakes ADD COLUMN kind TEXT NOT NULL DEFAULT 'cars';
ALTER TABLE stocktakes ADD COLUMN undone_by TEXT;
ALTER TABLE stocktakes ADD COLUMN undone_at INTEGER;
ALTER TABLE stocktake_findings ADD COLUMN units INTEGER;
CREATE TABLE part_count_scans (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, stocktake_id TEXT NOT NULL, part_id TEXT NOT NULL, code TEXT NOT NULL, bin TEXT,
  units INTEGER NOT NULL, device TEXT NOT NULL, scanned_by TEXT NOT NULL, scanned_at INTEGER NOT NULL
) STRICT;
CREATE INDEX part_count_scans_of ON part_count_scans (stocktake_id, part_id);
CREATE TABLE part_count_lines (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, stocktake_id TEXT NOT NULL, part_id TEXT NOT NULL, code TEXT NOT NULL,
  verdict TEXT NOT NULL, expected_units INTEGER NOT NULL, counted_units INTEGER, bins TEXT, decision TEXT, reason TEXT
) STRICT;
CREATE INDEX part_count_lines_of ON part_count_lines (stocktake_id, part_id);
