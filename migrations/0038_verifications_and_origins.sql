-- That somebody's papers or plate were looked up in a register, by a link or by hand, and what came of it.
CREATE TABLE customer_verifications (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  register TEXT NOT NULL,
  subject TEXT,
  outcome TEXT NOT NULL,
  way TEXT NOT NULL,
  note TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX customer_verifications_customer ON customer_verifications (customer_id, at);

-- Where a customer's data came from when a partner shared it, and on what ground.
CREATE TABLE customer_origins (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  partner TEXT NOT NULL,
  basis TEXT NOT NULL,
  agreed_on TEXT NOT NULL,
  product TEXT,
  batch_id TEXT,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX customer_origins_customer ON customer_origins (customer_id);

-- What somebody looked at or said on a website, a platform or an app.
CREATE TABLE customer_behaviours (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  place TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT,
  said TEXT,
  happened_on TEXT NOT NULL,
  batch_id TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_behaviours_customer ON customer_behaviours (customer_id, happened_on);
