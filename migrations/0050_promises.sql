-- Parts that were promised, and what HQ says is there and promised.
CREATE TABLE levels (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, units INTEGER NOT NULL DEFAULT 0, held_units INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE part_promises (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, place_id TEXT NOT NULL, part_id TEXT NOT NULL, units INTEGER NOT NULL,
  state TEXT NOT NULL, subject TEXT, subject_id TEXT, line_id TEXT, customer_id TEXT, promised_under INTEGER, due_on TEXT, note TEXT,
  promised_at INTEGER NOT NULL, promised_by TEXT NOT NULL, closed_at INTEGER, closed_by TEXT
) STRICT;
CREATE INDEX part_promises_open ON part_promises (place_id) WHERE state = 'promised';
CREATE INDEX part_promises_at ON part_promises (promised_at);
CREATE INDEX part_promises_subject ON part_promises (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX part_promises_line ON part_promises (line_id) WHERE line_id IS NOT NULL;
