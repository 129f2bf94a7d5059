-- Lines of bank statements and which receipts they are.
CREATE TABLE bank_lines (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  booked_on TEXT NOT NULL,
  clock TEXT,
  amount_fen INTEGER NOT NULL,
  balance_fen INTEGER,
  payer_name TEXT,
  payer_account TEXT,
  account TEXT,
  reference TEXT,
  purpose TEXT,
  ignored TEXT,
  ignored_by TEXT,
  ignored_at INTEGER,
  batch_id TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX bank_lines_day ON bank_lines (booked_on);
CREATE TABLE bank_matches (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  line_id TEXT NOT NULL,
  receipt_no TEXT NOT NULL,
  order_id TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  booked INTEGER NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT '[]',
  score INTEGER NOT NULL DEFAULT 0,
  matched_by TEXT NOT NULL,
  matched_at INTEGER NOT NULL,
  undone_by TEXT,
  undone_at INTEGER
) STRICT;
CREATE INDEX bank_matches_line ON bank_matches (line_id);
CREATE INDEX bank_matches_receipt ON bank_matches (receipt_no);
CREATE INDEX bank_matches_order ON bank_matches (order_id);
