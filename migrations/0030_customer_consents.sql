-- What people agreed to and took back. Rows are never changed: a later word names the earlier ones it answers.
CREATE TABLE customer_consents (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  state TEXT NOT NULL,
  purpose TEXT NOT NULL,
  channel TEXT NOT NULL,
  how TEXT NOT NULL,
  evidence TEXT,
  answers TEXT NOT NULL,
  batch_id TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX customer_consents_customer ON customer_consents (customer_id, at);
