-- The work order in which the workshop does what a ticket asks for.
ALTER TABLE care_requests ADD COLUMN work_order_id TEXT;
CREATE INDEX survey_invitations_subject ON survey_invitations (subject);
