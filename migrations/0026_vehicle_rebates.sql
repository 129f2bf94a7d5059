-- What makers owe for single cars.
CREATE TABLE vehicle_rebates (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  vehicle_id TEXT NOT NULL,
  policy TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  accrued_on TEXT NOT NULL,
  document_no TEXT,
  arrived_on TEXT,
  arrived_fen INTEGER
) STRICT;
CREATE INDEX vehicle_rebates_vehicle ON vehicle_rebates (vehicle_id);

-- What only a car with a large battery has.
ALTER TABLE vehicles ADD COLUMN battery_no TEXT;
ALTER TABLE vehicles ADD COLUMN soh_percent INTEGER;
ALTER TABLE vehicles ADD COLUMN charger TEXT;
