-- Bays of the workshop, what is planned in them, and what technicians clocked.
CREATE TABLE bays (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE job_slots (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  job_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  technician_id TEXT NOT NULL,
  bay_id TEXT,
  starts_at INTEGER NOT NULL,
  minutes INTEGER NOT NULL
) STRICT;
CREATE INDEX job_slots_starts ON job_slots (starts_at);
CREATE INDEX job_slots_job ON job_slots (job_id);
CREATE TABLE job_clocks (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  job_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  technician_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT,
  clocked_at INTEGER NOT NULL,
  noted_by TEXT NOT NULL
) STRICT;
CREATE INDEX job_clocks_job ON job_clocks (job_id, clocked_at);
CREATE INDEX job_clocks_order ON job_clocks (order_id);
CREATE INDEX job_clocks_at ON job_clocks (clocked_at);
