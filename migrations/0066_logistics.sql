-- Who carries what from where to where, how far it is, what it cost and what was damaged.
CREATE TABLE carriers (
  id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, contact TEXT, phone TEXT, terms TEXT, archived_at INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX carriers_name ON carriers (name);
CREATE TABLE carrier_routes (
  id TEXT PRIMARY KEY NOT NULL, carrier_id TEXT NOT NULL, from_place TEXT NOT NULL, to_place TEXT NOT NULL, days INTEGER, price_fen INTEGER,
  dropped INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX carrier_routes_of ON carrier_routes (carrier_id);
CREATE TABLE shipments (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, no TEXT NOT NULL, carrier_id TEXT NOT NULL, tracking_no TEXT, subject TEXT,
  subject_id TEXT, from_place TEXT NOT NULL, to_place TEXT NOT NULL, due_on TEXT, note TEXT, opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL
) STRICT;
CREATE INDEX shipments_opened ON shipments (opened_at);
CREATE INDEX shipments_no ON shipments (no);
CREATE INDEX shipments_carrier ON shipments (carrier_id);
CREATE TABLE shipment_steps (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, shipment_id TEXT NOT NULL, kind TEXT NOT NULL, place TEXT, note TEXT,
  happened_at INTEGER NOT NULL, said_at INTEGER NOT NULL, said_by TEXT NOT NULL
) STRICT;
CREATE INDEX shipment_steps_of ON shipment_steps (shipment_id, happened_at);
CREATE TABLE shipment_costs (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, shipment_id TEXT NOT NULL, kind TEXT NOT NULL, amount_fen INTEGER NOT NULL, note TEXT,
  spent_on TEXT NOT NULL, noted_at INTEGER NOT NULL, noted_by TEXT NOT NULL
) STRICT;
CREATE INDEX shipment_costs_of ON shipment_costs (shipment_id);
CREATE INDEX shipment_costs_day ON shipment_costs (site_id, spent_on);
CREATE TABLE shipment_damages (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, shipment_id TEXT NOT NULL, part_id TEXT, units INTEGER NOT NULL, said TEXT NOT NULL,
  claim_fen INTEGER, noted_at INTEGER NOT NULL, noted_by TEXT NOT NULL
) STRICT;
CREATE INDEX shipment_damages_of ON shipment_damages (shipment_id);
