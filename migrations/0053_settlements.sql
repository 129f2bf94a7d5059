-- Settlements of work orders, what each payer owes, and what was handed to the health-record platform.
CREATE TABLE settlements (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  work_order_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  settled_on TEXT NOT NULL,
  settled_at INTEGER NOT NULL,
  settled_by TEXT NOT NULL,
  labour_fen INTEGER NOT NULL,
  parts_fen INTEGER NOT NULL,
  discount_fen INTEGER NOT NULL,
  total_fen INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX settlements_no ON settlements (no);
CREATE INDEX settlements_order ON settlements (work_order_id);
CREATE INDEX settlements_customer ON settlements (customer_id);
CREATE INDEX settlements_at ON settlements (settled_at, id);
CREATE TABLE settlement_charges (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  settlement_id TEXT NOT NULL,
  work_order_id TEXT NOT NULL,
  payer TEXT NOT NULL,
  amount_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX settlement_charges_order ON settlement_charges (work_order_id);
CREATE INDEX settlement_charges_settlement ON settlement_charges (settlement_id);
CREATE TABLE record_uploads (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  settlement_id TEXT NOT NULL,
  file_name TEXT NOT NULL,
  uploaded_by TEXT NOT NULL,
  uploaded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX record_uploads_settlement ON record_uploads (settlement_id);
