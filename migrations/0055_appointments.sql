-- Appointments of the workshop.
CREATE TABLE appointments (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  state TEXT NOT NULL,
  state_at INTEGER NOT NULL,
  end_reason TEXT,
  work_order_id TEXT,
  customer_id TEXT NOT NULL,
  car_id TEXT NOT NULL,
  vehicle_id TEXT,
  plate TEXT,
  car_name TEXT NOT NULL,
  day_on TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  technician_id TEXT,
  bay_id TEXT,
  kind TEXT NOT NULL,
  wants TEXT NOT NULL,
  promised_at INTEGER,
  waits INTEGER NOT NULL DEFAULT 0,
  loaner INTEGER NOT NULL DEFAULT 0,
  channel TEXT NOT NULL,
  over_reason TEXT,
  note TEXT,
  taken_by TEXT NOT NULL,
  taken_at INTEGER NOT NULL
) STRICT;
CREATE INDEX appointments_no ON appointments (no);
CREATE INDEX appointments_day ON appointments (day_on, starts_at);
CREATE INDEX appointments_starts ON appointments (starts_at, id);
CREATE INDEX appointments_customer ON appointments (customer_id);
CREATE INDEX appointments_car ON appointments (car_id);
CREATE INDEX appointments_order ON appointments (work_order_id);
