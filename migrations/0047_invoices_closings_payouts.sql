-- Invoices of cars as they were prepared and entered, the cashiers' closings, and money paid out of what was held.
CREATE TABLE invoices (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  form TEXT NOT NULL,
  state TEXT NOT NULL,
  clashed INTEGER NOT NULL DEFAULT 0,
  red_of TEXT,
  buyer_name TEXT,
  buyer_paper_no TEXT,
  buyer_tax_no TEXT,
  content TEXT NOT NULL,
  gross_fen INTEGER NOT NULL,
  net_fen INTEGER NOT NULL,
  tax_fen INTEGER NOT NULL,
  vat_bp INTEGER NOT NULL,
  vin TEXT NOT NULL,
  code TEXT,
  number TEXT,
  issued_on TEXT,
  machine_code TEXT,
  machine_no TEXT,
  machine_id TEXT,
  tax_control_code TEXT,
  tax_payment_no TEXT,
  reason TEXT,
  prepared_by TEXT NOT NULL,
  prepared_at INTEGER NOT NULL,
  issued_by TEXT,
  ended_by TEXT,
  ended_at INTEGER
) STRICT;
CREATE INDEX invoices_order ON invoices (order_id);
CREATE INDEX invoices_prepared ON invoices (prepared_at);
CREATE INDEX invoices_number ON invoices (number) WHERE number IS NOT NULL;
CREATE INDEX invoices_red ON invoices (red_of) WHERE red_of IS NOT NULL;
CREATE TABLE closings (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  device_code TEXT NOT NULL,
  cashier_id TEXT NOT NULL,
  closed_on TEXT NOT NULL,
  state TEXT NOT NULL,
  numbers TEXT NOT NULL,
  counts TEXT NOT NULL,
  booked_fen INTEGER NOT NULL,
  counted_fen INTEGER NOT NULL,
  note TEXT,
  counted_at INTEGER NOT NULL,
  confirmed_by TEXT,
  confirmed_at INTEGER,
  word TEXT
) STRICT;
CREATE INDEX closings_no ON closings (no);
CREATE INDEX closings_day ON closings (closed_on);
CREATE INDEX closings_cashier ON closings (cashier_id, device_code, closed_on);
CREATE TABLE payouts (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  order_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  method TEXT NOT NULL,
  method_ref TEXT NOT NULL,
  payee TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  paid_on TEXT NOT NULL,
  paid_at INTEGER NOT NULL,
  paid_by TEXT NOT NULL,
  reverses_id TEXT,
  note TEXT
) STRICT;
CREATE INDEX payouts_no ON payouts (no);
CREATE INDEX payouts_order ON payouts (order_id);
CREATE INDEX payouts_day ON payouts (paid_on);
-- 双倍返还: what the store owes a buyer on top of the 定金 it gives back.
ALTER TABLE orders ADD COLUMN compensation_fen INTEGER;
