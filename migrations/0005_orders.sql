CREATE TABLE orders (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  vehicle_id TEXT,
  consultant_id TEXT NOT NULL,
  list_fen INTEGER NOT NULL,
  price_fen INTEGER NOT NULL,
  purchase_tax_fen INTEGER NOT NULL DEFAULT 0,
  insurance_fen INTEGER NOT NULL DEFAULT 0,
  insurance_note TEXT,
  plate_fee_fen INTEGER NOT NULL DEFAULT 0,
  plate_note TEXT,
  loan_fen INTEGER NOT NULL DEFAULT 0,
  loan_bank TEXT,
  loan_months INTEGER,
  deliver_on TEXT,
  note TEXT,
  terms_rev INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  placed_at INTEGER,
  signed_at INTEGER,
  reserved_at INTEGER,
  delivered_at INTEGER,
  cancelled_at INTEGER,
  cancel_kind TEXT,
  cancel_reason TEXT,
  lost_to TEXT
) STRICT;

CREATE TABLE order_ticks (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  item TEXT NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  done_by TEXT,
  done_at INTEGER
) STRICT;

CREATE TABLE order_lines (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  sort INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  gift INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE plan_lines (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  sort INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  due_on TEXT,
  amount_fen INTEGER NOT NULL
) STRICT;

CREATE TABLE receipts (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  order_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  method TEXT NOT NULL,
  method_ref TEXT,
  amount_fen INTEGER NOT NULL,
  received_on TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  received_by TEXT NOT NULL,
  reverses_id TEXT,
  note TEXT
) STRICT;

-- Derived: what lists and totals show of an order.
CREATE TABLE order_sums (
  id TEXT PRIMARY KEY NOT NULL,
  stage TEXT NOT NULL,
  own_fen INTEGER NOT NULL,
  held_fen INTEGER NOT NULL,
  total_fen INTEGER NOT NULL,
  discount_fen INTEGER NOT NULL,
  discount_bp INTEGER NOT NULL,
  planned_fen INTEGER NOT NULL,
  net_fen INTEGER NOT NULL,
  due_fen INTEGER NOT NULL,
  over_fen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_no ON orders (no);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_vehicle ON orders (vehicle_id);
CREATE INDEX orders_state ON orders (state, created_at);
CREATE INDEX orders_created ON orders (created_at);
CREATE INDEX order_ticks_order ON order_ticks (order_id);
CREATE INDEX order_lines_order ON order_lines (order_id, sort);
CREATE INDEX plan_lines_order ON plan_lines (order_id, sort);
CREATE INDEX receipts_order ON receipts (order_id);
CREATE INDEX order_sums_stage ON order_sums (stage);
CREATE INDEX receipts_no ON receipts (no);
CREATE INDEX receipts_day ON receipts (received_on, method);
CREATE INDEX receipts_reverses ON receipts (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX orders_delivered ON orders (delivered_at) WHERE delivered_at IS NOT NULL;
CREATE INDEX orders_signed ON orders (signed_at) WHERE signed_at IS NOT NULL;
