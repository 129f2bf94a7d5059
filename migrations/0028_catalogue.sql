-- Models on sale and what they cost from which day.
CREATE TABLE catalogue_models (
  id TEXT PRIMARY KEY NOT NULL,
  brand TEXT NOT NULL,
  series TEXT NOT NULL,
  model TEXT NOT NULL,
  model_year INTEGER,
  energy TEXT NOT NULL,
  seats INTEGER,
  vin_prefix TEXT,
  exteriors TEXT NOT NULL,
  interiors TEXT NOT NULL,
  options TEXT NOT NULL,
  note TEXT,
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX catalogue_models_vin ON catalogue_models (vin_prefix) WHERE vin_prefix IS NOT NULL;
CREATE INDEX catalogue_models_named ON catalogue_models (brand, series, model);
CREATE TABLE catalogue_prices (
  id TEXT PRIMARY KEY NOT NULL,
  model_id TEXT NOT NULL,
  valid_from_on TEXT NOT NULL,
  list_fen INTEGER NOT NULL,
  source TEXT
) STRICT;
CREATE INDEX catalogue_prices_model ON catalogue_prices (model_id, valid_from_on);
