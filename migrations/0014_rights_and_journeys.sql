-- Why a sole right was taken from a desktop that did not give it.
ALTER TABLE rights ADD COLUMN reason TEXT;
-- A car on its way between two sites: from where, since when, and what for.
ALTER TABLE vehicles ADD COLUMN from_site_id TEXT;
ALTER TABLE vehicles ADD COLUMN sent_on TEXT;
ALTER TABLE vehicles ADD COLUMN sent_note TEXT;
-- The number of the sale right an order was signed firm under; its papers carry it.
ALTER TABLE orders ADD COLUMN sold_under TEXT;
ALTER TABLE documents ADD COLUMN right_no TEXT;
