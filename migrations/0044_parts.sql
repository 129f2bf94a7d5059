-- Parts: the master, links, places at a site, the ledger of moves, and what is derived of it.
CREATE TABLE parts (
  id TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, barcode TEXT, name TEXT NOT NULL, class TEXT NOT NULL, origin TEXT NOT NULL,
  maker TEXT, tell TEXT, fits TEXT, unit TEXT NOT NULL, per_units INTEGER NOT NULL DEFAULT 1, pack_units INTEGER NOT NULL DEFAULT 1,
  archived_at INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX parts_code ON parts (code);
CREATE INDEX parts_barcode ON parts (barcode) WHERE barcode IS NOT NULL;
CREATE TABLE part_links (
  id TEXT PRIMARY KEY NOT NULL, part_id TEXT NOT NULL, other_id TEXT NOT NULL, kind TEXT NOT NULL, dropped INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX part_links_part ON part_links (part_id);
CREATE INDEX part_links_other ON part_links (other_id);
CREATE TABLE part_places (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, part_id TEXT NOT NULL, bin TEXT, low_units INTEGER, high_units INTEGER,
  price_fen INTEGER
) STRICT;
CREATE INDEX part_places_bin ON part_places (site_id, bin);
CREATE TABLE part_moves (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, place_id TEXT NOT NULL, part_id TEXT NOT NULL, no TEXT NOT NULL,
  kind TEXT NOT NULL, units INTEGER NOT NULL, cost_fen INTEGER NOT NULL DEFAULT 0, amount_fen INTEGER, subject TEXT, subject_id TEXT,
  line_id TEXT, customer_id TEXT, returns_id TEXT, told INTEGER NOT NULL DEFAULT 0, note TEXT, moved_on TEXT NOT NULL,
  moved_at INTEGER NOT NULL, moved_by TEXT NOT NULL
) STRICT;
CREATE INDEX part_moves_place ON part_moves (place_id, moved_at, id);
CREATE INDEX part_moves_day ON part_moves (site_id, moved_on, kind);
CREATE INDEX part_moves_at ON part_moves (moved_at);
CREATE INDEX part_moves_no ON part_moves (no);
CREATE INDEX part_moves_subject ON part_moves (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX part_moves_line ON part_moves (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX part_moves_returns ON part_moves (returns_id) WHERE returns_id IS NOT NULL;
-- Derived: the books after each entry, and what each part at each site stands at.
CREATE TABLE part_books (
  id TEXT PRIMARY KEY NOT NULL, place_id TEXT NOT NULL, moved_at INTEGER NOT NULL, units INTEGER NOT NULL, cost_fen INTEGER NOT NULL,
  units_in INTEGER NOT NULL, units_out INTEGER NOT NULL, in_fen INTEGER NOT NULL, average_out_fen INTEGER NOT NULL,
  fifo_out_fen INTEGER NOT NULL, average_cost_fen INTEGER NOT NULL, fifo_cost_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX part_books_place ON part_books (place_id, moved_at, id);
CREATE INDEX part_books_layers ON part_books (place_id, units_in, moved_at, id);
CREATE TABLE part_stock (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, part_id TEXT NOT NULL, units INTEGER NOT NULL, average_fen INTEGER NOT NULL,
  fifo_fen INTEGER NOT NULL, last_in_on TEXT, last_out_on TEXT
) STRICT;
CREATE INDEX part_stock_part ON part_stock (part_id);
CREATE INDEX part_stock_site ON part_stock (site_id, part_id);
