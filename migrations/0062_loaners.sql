-- Cars lent to customers of the workshop, and every loan.
CREATE TABLE loaner_cars (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  note TEXT
) STRICT;
CREATE TABLE loaner_loans (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  state TEXT NOT NULL,
  lost_to TEXT,
  end_reason TEXT,
  vehicle_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  work_order_id TEXT,
  driver_name TEXT,
  licence_no TEXT,
  licence_class TEXT NOT NULL,
  licence_expires_on TEXT,
  out_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  km_out INTEGER NOT NULL,
  fuel_out INTEGER NOT NULL,
  km_in INTEGER,
  fuel_in INTEGER,
  in_at INTEGER,
  return_note TEXT,
  back_by TEXT,
  note TEXT,
  lent_by TEXT NOT NULL
) STRICT;
CREATE INDEX loaner_loans_no ON loaner_loans (no);
CREATE INDEX loaner_loans_out ON loaner_loans (out_at, id);
CREATE INDEX loaner_loans_vehicle ON loaner_loans (vehicle_id, state);
CREATE INDEX loaner_loans_customer ON loaner_loans (customer_id);
CREATE INDEX loaner_loans_state ON loaner_loans (state, due_at);
