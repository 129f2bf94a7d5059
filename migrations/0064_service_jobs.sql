-- The workshop's catalogue of jobs with rates, fixed prices and packages, and where the price of a line came from.
CREATE TABLE service_jobs (
  id TEXT PRIMARY KEY NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  brand TEXT,
  series TEXT,
  area TEXT NOT NULL,
  kind TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  parts TEXT NOT NULL,
  note TEXT,
  archived_at INTEGER,
  batch_id TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX service_jobs_code ON service_jobs (code, id);
CREATE INDEX service_jobs_batch ON service_jobs (batch_id);
CREATE TABLE labour_rates (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  class TEXT NOT NULL,
  valid_from_on TEXT NOT NULL,
  rate_fen INTEGER NOT NULL,
  source TEXT,
  noted_by TEXT NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX labour_rates_site ON labour_rates (site_id, class, valid_from_on);
CREATE TABLE job_prices (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  job_id TEXT NOT NULL,
  class TEXT,
  valid_from_on TEXT NOT NULL,
  price_fen INTEGER,
  source TEXT,
  batch_id TEXT,
  noted_by TEXT NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_prices_job ON job_prices (job_id, site_id, valid_from_on);
CREATE INDEX job_prices_batch ON job_prices (batch_id);
CREATE TABLE service_packages (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  brand TEXT,
  series TEXT,
  jobs TEXT NOT NULL,
  parts TEXT NOT NULL,
  price_fen INTEGER NOT NULL,
  valid_from_on TEXT NOT NULL,
  valid_until_on TEXT,
  note TEXT,
  archived_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX service_packages_site ON service_packages (site_id, code, id);
ALTER TABLE work_order_jobs ADD COLUMN catalogue_id TEXT;
ALTER TABLE work_order_jobs ADD COLUMN price_origin TEXT;
ALTER TABLE work_order_jobs ADD COLUMN bundle_id TEXT;
ALTER TABLE work_order_parts ADD COLUMN price_origin TEXT;
ALTER TABLE work_order_parts ADD COLUMN bundle_id TEXT;
