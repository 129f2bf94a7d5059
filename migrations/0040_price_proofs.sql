-- What was known when a car went under its cost: kept for whoever asks later.
CREATE TABLE price_proofs (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  terms_rev INTEGER NOT NULL,
  vehicle_id TEXT NOT NULL,
  price_fen INTEGER NOT NULL,
  cost_fen INTEGER NOT NULL,
  rebate_fen INTEGER NOT NULL,
  documented TEXT NOT NULL,
  margin_fen INTEGER NOT NULL,
  reason TEXT NOT NULL,
  noted_by TEXT NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX price_proofs_order ON price_proofs (order_id);
