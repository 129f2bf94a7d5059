-- Reminders of what is overdue, how each customer is reminded, and debts written off.
CREATE TABLE dunning_notices (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  level INTEGER NOT NULL,
  name TEXT NOT NULL,
  oldest_on TEXT NOT NULL,
  overdue_fen INTEGER NOT NULL,
  channel TEXT NOT NULL,
  text TEXT,
  said TEXT,
  promised_on TEXT,
  noticed_on TEXT NOT NULL,
  noticed_at INTEGER NOT NULL,
  noticed_by TEXT NOT NULL
) STRICT;
CREATE INDEX dunning_notices_order ON dunning_notices (order_id);
CREATE INDEX dunning_notices_customer ON dunning_notices (customer_id);
CREATE TABLE dunning_terms (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  strategy TEXT NOT NULL,
  until_on TEXT,
  reason TEXT,
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dunning_terms_customer ON dunning_terms (customer_id);
CREATE TABLE write_offs (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  word TEXT
) STRICT;
CREATE INDEX write_offs_order ON write_offs (order_id);
