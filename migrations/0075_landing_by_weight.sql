-- A shipment's cost falls on its lines by what is chosen for it: what a part weighs, the choice, by what each share was reckoned, and by
-- what the first was booked.
ALTER TABLE parts ADD COLUMN weight_grams INTEGER;
ALTER TABLE shipments ADD COLUMN shared_by TEXT;
ALTER TABLE shipments ADD COLUMN landed_by TEXT;
ALTER TABLE shipment_shares ADD COLUMN shared_by TEXT;
CREATE INDEX shipments_subject ON shipments (subject_id);
