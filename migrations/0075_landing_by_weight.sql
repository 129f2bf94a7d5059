-- A shipment's cost falls on its lines by what is chosen for it: what a part weighs, the choice, by what each share was reckoned, and
-- whether some of it is booked.
ALTER TABLE parts ADD COLUMN weight_grams INTEGER;
ALTER TABLE shipments ADD COLUMN shared_by TEXT;
ALTER TABLE shipments ADD COLUMN landed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shipment_shares ADD COLUMN shared_by TEXT;
CREATE INDEX shipments_subject ON shipments (subject_id);
