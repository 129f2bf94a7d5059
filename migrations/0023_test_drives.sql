-- Test drives, and what pictures and signatures belong to them, to orders and to whatever comes.
CREATE TABLE test_drives (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  state TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  consultant_id TEXT NOT NULL,
  vehicle_id TEXT NOT NULL,
  drive_on TEXT NOT NULL,
  slot TEXT NOT NULL,
  slot_key TEXT NOT NULL,
  lost_to TEXT,
  end_reason TEXT,
  ended_at INTEGER,
  licence_no TEXT,
  licence_class TEXT,
  licence_expires_on TEXT,
  licence_by TEXT,
  licence_at INTEGER,
  route TEXT,
  route_km INTEGER,
  km_out INTEGER,
  fuel_out INTEGER,
  out_at INTEGER,
  km_in INTEGER,
  fuel_in INTEGER,
  in_at INTEGER,
  reading_note TEXT,
  scores TEXT,
  feedback TEXT,
  note TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX test_drives_day ON test_drives (drive_on);
CREATE INDEX test_drives_slot ON test_drives (slot_key);
CREATE INDEX test_drives_vehicle ON test_drives (vehicle_id);
CREATE INDEX test_drives_customer ON test_drives (customer_id);
CREATE INDEX test_drives_no ON test_drives (no);
CREATE TABLE attachments (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  file_id TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  taken_by TEXT NOT NULL
) STRICT;
CREATE INDEX attachments_subject ON attachments (subject_id);
CREATE TABLE signatures (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  about TEXT NOT NULL,
  name TEXT,
  path TEXT,
  sha256 TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  taken_by TEXT NOT NULL
) STRICT;
CREATE INDEX signatures_subject ON signatures (subject_id);
ALTER TABLE documents ADD COLUMN drive_id TEXT;
