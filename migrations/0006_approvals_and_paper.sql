CREATE TABLE approval_rules (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT,
  level INTEGER NOT NULL,
  role_id TEXT NOT NULL,
  min_discount_bp INTEGER,
  min_discount_fen INTEGER,
  min_amount_fen INTEGER,
  below_cost INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE approval_steps (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  terms_rev INTEGER NOT NULL,
  level INTEGER NOT NULL,
  role_id TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  requested_by TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  comment TEXT
) STRICT;

CREATE TABLE templates (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  body TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  edited_at INTEGER NOT NULL,
  edited_by TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  order_id TEXT,
  receipt_id TEXT,
  title TEXT NOT NULL,
  template_id TEXT NOT NULL,
  template_version INTEGER NOT NULL,
  rev INTEGER,
  provisional INTEGER NOT NULL DEFAULT 0,
  file_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  printed_at INTEGER NOT NULL,
  printed_by TEXT NOT NULL
) STRICT;

CREATE TABLE files (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  replica TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX approval_steps_order ON approval_steps (order_id);
CREATE INDEX approval_steps_waiting ON approval_steps (state, role_id) WHERE state = 'waiting';
CREATE INDEX documents_order ON documents (order_id);
CREATE INDEX files_sha256 ON files (sha256);
