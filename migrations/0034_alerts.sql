-- Alerts: what a store watches, what rang, what was done about it, and what each person has read in the message centre.
CREATE TABLE alert_rules (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL,
  indicator TEXT NOT NULL,
  about TEXT,
  direction TEXT NOT NULL,
  threshold INTEGER NOT NULL,
  window_days INTEGER NOT NULL,
  every TEXT NOT NULL,
  to_role TEXT,
  to_user TEXT,
  quiet_from TEXT,
  quiet_to TEXT,
  active INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE alerts (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  label TEXT NOT NULL,
  period TEXT NOT NULL,
  value INTEGER NOT NULL,
  threshold INTEGER NOT NULL,
  rung_at INTEGER NOT NULL
) STRICT;
CREATE INDEX alerts_rung ON alerts (rung_at);
CREATE INDEX alerts_of_rule ON alerts (rule_id, rung_at);

CREATE TABLE alert_deeds (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  alert_id TEXT NOT NULL,
  turn INTEGER NOT NULL,
  kind TEXT NOT NULL,
  words TEXT,
  by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_deeds_of ON alert_deeds (alert_id, turn);

CREATE TABLE message_reads (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  message TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_reads_of ON message_reads (user_id, message);
