-- What was found at the points of a car's inspection in the workshop.
CREATE TABLE point_results (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  point TEXT NOT NULL,
  unit TEXT,
  state TEXT,
  value_milli INTEGER,
  note TEXT,
  noted_by TEXT,
  noted_at INTEGER,
  answer TEXT,
  answered_at INTEGER,
  line_id TEXT
) STRICT;
CREATE INDEX point_results_order ON point_results (order_id, point);
