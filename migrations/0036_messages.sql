-- Messages to customers: the outbox, its ledger, templates by version, and which desk of a site sends.
CREATE TABLE messages (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  purpose TEXT NOT NULL,
  template TEXT,
  subject TEXT,
  body TEXT,
  facts TEXT,
  origin TEXT NOT NULL,
  origin_id TEXT,
  due_at INTEGER NOT NULL,
  until_at INTEGER,
  cancelled_at INTEGER,
  cancelled_by TEXT,
  cancel_reason TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX messages_due ON messages (site_id, due_at);
CREATE INDEX messages_customer ON messages (customer_id, due_at);
CREATE INDEX messages_origin ON messages (origin_id) WHERE origin_id IS NOT NULL;
CREATE TABLE message_tries (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT,
  said TEXT,
  template TEXT,
  replica TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX message_tries_message ON message_tries (message_id, kind, at);
CREATE TABLE message_templates (
  id TEXT PRIMARY KEY NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL,
  purpose TEXT NOT NULL,
  subject TEXT,
  body TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL
) STRICT;
CREATE INDEX message_templates_key ON message_templates (key, version);
CREATE TABLE message_posts (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  channel TEXT NOT NULL
) STRICT;
CREATE TABLE message_channels (
  id TEXT PRIMARY KEY NOT NULL,
  settings TEXT NOT NULL,
  secret TEXT
) STRICT;
-- Derived: where each message stands by its ledger, so that the few that wait are found among all that were sent.
CREATE TABLE message_standing (
  id TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL,
  channel TEXT NOT NULL,
  site_id TEXT NOT NULL,
  next_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_standing_state ON message_standing (state, channel, next_at);
