-- A request becomes a ticket: opened again, due to be done, solved or not, called back about, with a log of its steps.
ALTER TABLE care_requests ADD COLUMN round INTEGER NOT NULL DEFAULT 0;
ALTER TABLE care_requests ADD COLUMN solve_by INTEGER;
ALTER TABLE care_requests ADD COLUMN solved INTEGER;
ALTER TABLE care_requests ADD COLUMN follow_up_id TEXT;
CREATE INDEX care_requests_owner ON care_requests (owner_id) WHERE done_at IS NULL;
CREATE INDEX care_requests_follow_up ON care_requests (follow_up_id) WHERE follow_up_id IS NOT NULL;
CREATE TABLE care_marks (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, request_id TEXT NOT NULL, round INTEGER NOT NULL, mark TEXT NOT NULL,
  words TEXT, at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX care_marks_request ON care_marks (request_id);
