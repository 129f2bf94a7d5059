-- What was said with the customer about a work order: by whom, by which way, and what they answered to additional work.
CREATE TABLE work_order_talks (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, order_id TEXT NOT NULL, channel TEXT NOT NULL, spoke_with TEXT, said TEXT,
  decision TEXT, line_ids TEXT NOT NULL DEFAULT '[]', noted_by TEXT NOT NULL, noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX work_order_talks_order ON work_order_talks (order_id, noted_at);
