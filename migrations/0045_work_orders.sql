-- Work orders with their jobs and parts, and every step one took.
CREATE TABLE work_orders (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  state TEXT NOT NULL,
  state_at INTEGER NOT NULL,
  end_reason TEXT,
  kind TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  car_id TEXT NOT NULL,
  vehicle_id TEXT,
  plate TEXT,
  vin TEXT,
  car_name TEXT NOT NULL,
  contact_name TEXT,
  contact_phone TEXT,
  km INTEGER NOT NULL,
  fuel_percent INTEGER,
  received_on TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  promised_at INTEGER,
  waits INTEGER NOT NULL DEFAULT 0,
  adviser_id TEXT NOT NULL,
  complaint TEXT NOT NULL,
  finding TEXT,
  note TEXT,
  comeback_of TEXT,
  authorised_fen INTEGER,
  authorised_at INTEGER
) STRICT;
CREATE INDEX work_orders_no ON work_orders (no);
CREATE INDEX work_orders_received ON work_orders (received_at, id);
CREATE INDEX work_orders_state ON work_orders (state, received_at);
CREATE INDEX work_orders_car ON work_orders (car_id);
CREATE INDEX work_orders_vin ON work_orders (vin);
CREATE INDEX work_orders_customer ON work_orders (customer_id);
CREATE INDEX work_orders_comeback ON work_orders (comeback_of);
CREATE TABLE work_order_jobs (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  code TEXT,
  name TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  price_fen INTEGER NOT NULL,
  discount_fen INTEGER NOT NULL DEFAULT 0,
  payer TEXT NOT NULL,
  decision TEXT NOT NULL,
  decided_at INTEGER,
  sublet_to TEXT,
  sublet_cost_fen INTEGER,
  note TEXT,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_jobs_order ON work_order_jobs (order_id);
CREATE TABLE work_order_parts (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  job_id TEXT,
  part_id TEXT,
  code TEXT,
  name TEXT NOT NULL,
  quantity_milli INTEGER NOT NULL,
  price_fen INTEGER NOT NULL,
  discount_fen INTEGER NOT NULL DEFAULT 0,
  payer TEXT NOT NULL,
  decision TEXT NOT NULL,
  decided_at INTEGER,
  origin TEXT NOT NULL,
  told_at INTEGER,
  note TEXT,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_parts_order ON work_order_parts (order_id);
CREATE INDEX work_order_parts_part ON work_order_parts (part_id);
CREATE TABLE work_order_steps (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  from_state TEXT,
  state TEXT NOT NULL,
  reason TEXT,
  noted_by TEXT NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX work_order_steps_order ON work_order_steps (order_id);
CREATE INDEX customer_cars_vin ON customer_cars (vin);
