-- What each person may give away without asking headquarters.
CREATE TABLE approval_limits (
  id TEXT PRIMARY KEY NOT NULL,
  max_fen INTEGER,
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL
) STRICT;
-- What fell due by month.
CREATE INDEX plan_lines_due ON plan_lines (due_on) WHERE due_on IS NOT NULL;
