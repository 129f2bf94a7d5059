-- Leads and visits in their usual order, counted and filtered from the index alone; days of the calendar and what is due of one
-- person, each one step into an index however many contacts lie behind.
DROP INDEX leads_newest;
CREATE INDEX leads_newest ON leads (created_at, id, site_id, stage, consultant_id, created_by, batch_id);
DROP INDEX visits_newest;
CREATE INDEX visits_newest ON visits (arrived_at, id, site_id);
CREATE INDEX follow_ups_day ON follow_ups (due_on, owner_id);
CREATE INDEX follow_ups_mine ON follow_ups (owner_id, due_on) WHERE done_at IS NULL;
