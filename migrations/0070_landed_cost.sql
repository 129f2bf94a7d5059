-- What bringing parts cost falls on them: how each cost of a shipment is shared by its lines, and what of it the books of a part hold.
CREATE TABLE shipment_shares (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, shipment_id TEXT NOT NULL, cost_id TEXT NOT NULL, line_id TEXT NOT NULL,
  part_id TEXT NOT NULL, share_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX shipment_shares_of ON shipment_shares (shipment_id);
ALTER TABLE part_books ADD COLUMN landed_fen INTEGER NOT NULL DEFAULT 0;
CREATE INDEX part_books_landed ON part_books (place_id, moved_at, id) WHERE units = 0;
