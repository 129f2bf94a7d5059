-- Groups of customers by saved rules; a rule with a place among the classes sorts everybody into the first it fits.
CREATE TABLE customer_segments (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL,
  filters TEXT NOT NULL,
  class_rank INTEGER,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;

-- That somebody looked whether a record still is right. One a day and customer.
CREATE TABLE customer_checks (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  checked_on TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX customer_checks_customer ON customer_checks (customer_id, checked_on);
