-- What was asked of lenders and insurers for a buyer, each step of it, and the policies that came of it.
CREATE TABLE applications (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  no TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  order_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  party TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  months INTEGER,
  reference TEXT,
  sent_on TEXT,
  wanted TEXT,
  due_on TEXT,
  conditions TEXT,
  granted_fen INTEGER,
  receipt_no TEXT,
  ended_on TEXT,
  note TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX applications_order ON applications (order_id);
CREATE INDEX applications_customer ON applications (customer_id);
CREATE INDEX applications_no ON applications (no);
CREATE TABLE application_steps (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT,
  noted_by TEXT NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX application_steps_application ON application_steps (application_id);
CREATE TABLE insurance_policies (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  vehicle_id TEXT,
  order_id TEXT,
  application_id TEXT,
  kind TEXT NOT NULL,
  insurer TEXT NOT NULL,
  policy_no TEXT,
  premium_fen INTEGER NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  note TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX insurance_policies_customer ON insurance_policies (customer_id);
CREATE INDEX insurance_policies_application ON insurance_policies (application_id);
CREATE INDEX insurance_policies_ends ON insurance_policies (ends_on);
