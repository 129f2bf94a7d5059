-- Who answers for somebody who is away, who was reminded, and a level that looks at what is earned.
CREATE TABLE deputies (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  deputy_id TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  reason TEXT,
  ended_at INTEGER,
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deputies_deputy ON deputies (deputy_id);
CREATE TABLE approval_reminders (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  terms_rev INTEGER NOT NULL,
  note TEXT,
  reminded_by TEXT NOT NULL,
  reminded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX approval_reminders_order ON approval_reminders (order_id);
ALTER TABLE approval_steps ADD COLUMN decided_for TEXT;
ALTER TABLE approval_rules ADD COLUMN max_margin_bp INTEGER;
