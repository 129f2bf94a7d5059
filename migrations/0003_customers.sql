CREATE TABLE customers (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT,
  phone TEXT,
  phone2 TEXT,
  id_kind TEXT,
  id_number TEXT,
  gender TEXT,
  birthday_on TEXT,
  province TEXT,
  city TEXT,
  district TEXT,
  address TEXT,
  wechat TEXT,
  email TEXT,
  contact TEXT,
  source TEXT,
  level TEXT,
  wants TEXT,
  budget_fen INTEGER,
  consultant_id TEXT,
  note TEXT,
  even_so TEXT,
  batch_id TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  archived_at INTEGER
) STRICT;

CREATE TABLE follow_ups (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  due_on TEXT NOT NULL,
  channel TEXT NOT NULL,
  note TEXT,
  owner_id TEXT NOT NULL,
  done_at INTEGER,
  done_by TEXT,
  result TEXT,
  created_at INTEGER NOT NULL
) STRICT;

-- The list in its usual order: page, filters and count are answered from the index alone.
CREATE INDEX customers_list ON customers (created_at, site_id, consultant_id, level, source, kind, batch_id, archived_at) WHERE archived_at IS NULL;
CREATE INDEX customers_phone ON customers (phone) WHERE phone IS NOT NULL;
CREATE INDEX customers_phone2 ON customers (phone2) WHERE phone2 IS NOT NULL;
CREATE INDEX customers_id_number ON customers (id_number) WHERE id_number IS NOT NULL;
CREATE INDEX customers_name ON customers (name);
CREATE INDEX customers_consultant ON customers (consultant_id, created_at);
CREATE INDEX customers_batch ON customers (batch_id) WHERE batch_id IS NOT NULL;
-- What is next and what was last of a customer, each one step into the index.
CREATE INDEX follow_ups_customer ON follow_ups (customer_id, done_at, due_on);
CREATE INDEX follow_ups_due ON follow_ups (due_on, customer_id) WHERE done_at IS NULL;
