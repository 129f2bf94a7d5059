-- Leads: one journey of a customer to a car, its visits, how far it came and whose it was.
CREATE TABLE leads (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  consultant_id TEXT,
  channel TEXT,
  campaign TEXT,
  model TEXT,
  budget_fen INTEGER,
  buys_within TEXT,
  note TEXT,
  stage TEXT NOT NULL,
  stage_at INTEGER NOT NULL,
  lost_reason TEXT,
  lost_note TEXT,
  rival TEXT,
  batch_id TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX leads_newest ON leads (created_at, id);
CREATE INDEX leads_customer ON leads (customer_id, created_at);
CREATE INDEX leads_stage ON leads (stage, stage_at);
CREATE INDEX leads_batch ON leads (batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE visits (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT,
  lead_id TEXT,
  follow_up_id TEXT,
  received_by TEXT NOT NULL,
  people INTEGER NOT NULL,
  model TEXT,
  needs TEXT,
  answers TEXT,
  impression TEXT,
  arrived_at INTEGER NOT NULL,
  left_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX visits_newest ON visits (arrived_at, id);
CREATE INDEX visits_customer ON visits (customer_id, arrived_at) WHERE customer_id IS NOT NULL;
CREATE INDEX visits_lead ON visits (lead_id) WHERE lead_id IS NOT NULL;

CREATE TABLE lead_steps (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  stage TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX lead_steps_lead ON lead_steps (lead_id, stage, at);

CREATE TABLE lead_assignments (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  from_id TEXT,
  to_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  reason TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX lead_assignments_lead ON lead_assignments (lead_id, at);
CREATE INDEX lead_assignments_to ON lead_assignments (to_id, at);

CREATE TABLE lead_grades (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  level TEXT NOT NULL,
  was TEXT,
  reason TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX lead_grades_lead ON lead_grades (lead_id, at);

-- Who gets a lead that nobody was named for: the first rule whose traits it has says how one is chosen, and among whom.
CREATE TABLE lead_rules (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL,
  sort INTEGER NOT NULL,
  channel TEXT,
  model TEXT,
  budget_from_fen INTEGER,
  budget_to_fen INTEGER,
  level TEXT,
  method TEXT NOT NULL,
  people TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A contact may serve a lead, may have been planned by its grade, and says what the customer answered and wants otherwise.
ALTER TABLE follow_ups ADD COLUMN lead_id TEXT;
-- An appointment has an hour: the minute of the day in China.
ALTER TABLE follow_ups ADD COLUMN due_minute INTEGER;
ALTER TABLE follow_ups ADD COLUMN cadence TEXT;
ALTER TABLE follow_ups ADD COLUMN feedback TEXT;
ALTER TABLE follow_ups ADD COLUMN changed TEXT;
CREATE INDEX follow_ups_lead ON follow_ups (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX leads_consultant ON leads (consultant_id, stage) WHERE consultant_id IS NOT NULL;
