-- Parts that travel to another site: what was sent, and what came of it.
CREATE TABLE part_transfers (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, no TEXT NOT NULL, to_site_id TEXT NOT NULL, note TEXT, sent_on TEXT NOT NULL,
  sent_at INTEGER NOT NULL, sent_by TEXT NOT NULL, outcome TEXT, outcome_note TEXT, settled_at INTEGER, settled_by TEXT
) STRICT;
CREATE INDEX part_transfers_sent ON part_transfers (sent_at);
CREATE INDEX part_transfers_no ON part_transfers (no);
CREATE TABLE part_transfer_lines (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, transfer_id TEXT NOT NULL, part_id TEXT NOT NULL, units INTEGER NOT NULL,
  cost_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX part_transfer_lines_of ON part_transfer_lines (transfer_id);
CREATE TABLE part_arrivals (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, transfer_id TEXT NOT NULL, line_id TEXT NOT NULL, units INTEGER NOT NULL,
  short_units INTEGER NOT NULL DEFAULT 0, reason TEXT, arrived_on TEXT NOT NULL, arrived_at INTEGER NOT NULL, arrived_by TEXT NOT NULL
) STRICT;
CREATE INDEX part_arrivals_of ON part_arrivals (transfer_id);
CREATE INDEX part_arrivals_line ON part_arrivals (line_id);
