CREATE TABLE vehicles (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  stock_no TEXT NOT NULL,
  vin TEXT NOT NULL,
  vin_override TEXT,
  brand TEXT NOT NULL,
  series TEXT NOT NULL,
  model TEXT NOT NULL,
  model_year INTEGER,
  exterior TEXT,
  interior TEXT,
  energy TEXT NOT NULL,
  engine_no TEXT,
  certificate_no TEXT,
  origin TEXT,
  produced_on TEXT,
  seats INTEGER,
  plate TEXT,
  list_fen INTEGER NOT NULL,
  price_fen INTEGER NOT NULL,
  state TEXT NOT NULL,
  holder_id TEXT,
  location TEXT,
  expected_on TEXT,
  arrived_on TEXT,
  left_on TEXT,
  note TEXT,
  batch_id TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE vehicle_costs (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  cost_fen INTEGER NOT NULL,
  rebate_fen INTEGER NOT NULL DEFAULT 0,
  note TEXT
) STRICT;

CREATE INDEX vehicles_vin ON vehicles (vin);
CREATE INDEX vehicles_state ON vehicles (state, arrived_on);
CREATE INDEX vehicles_arrived ON vehicles (arrived_on);
CREATE INDEX vehicles_stock_no ON vehicles (stock_no);
CREATE INDEX vehicles_holder ON vehicles (holder_id) WHERE holder_id IS NOT NULL;
CREATE INDEX vehicles_batch ON vehicles (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX vehicles_site ON vehicles (site_id, arrived_on);
