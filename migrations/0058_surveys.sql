-- Questionnaires with their versions, who is asked, and what was answered.
CREATE TABLE survey_forms (
  id TEXT PRIMARY KEY NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, purpose TEXT NOT NULL,
  name TEXT NOT NULL, questions TEXT NOT NULL, trigger TEXT NOT NULL, after_days INTEGER NOT NULL, channel TEXT NOT NULL,
  low_points INTEGER NOT NULL, state TEXT NOT NULL, state_at INTEGER NOT NULL, state_by TEXT NOT NULL, created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX survey_forms_key ON survey_forms (key, version);
CREATE TABLE survey_invitations (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, form_id TEXT NOT NULL, customer_id TEXT NOT NULL, subject TEXT NOT NULL,
  message_id TEXT, asked_on TEXT NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL
) STRICT;
CREATE INDEX survey_invitations_form ON survey_invitations (form_id, asked_on);
CREATE INDEX survey_invitations_customer ON survey_invitations (customer_id);
CREATE TABLE survey_answers (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, form_id TEXT NOT NULL, invitation_id TEXT, customer_id TEXT, about_id TEXT,
  way TEXT NOT NULL, answers TEXT, points INTEGER, recommend INTEGER, request_id TEXT, at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX survey_answers_form ON survey_answers (form_id, at);
CREATE INDEX survey_answers_invitation ON survey_answers (invitation_id, at) WHERE invitation_id IS NOT NULL;
CREATE INDEX survey_answers_customer ON survey_answers (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX survey_answers_about ON survey_answers (about_id, at) WHERE about_id IS NOT NULL;
CREATE INDEX work_order_steps_state ON work_order_steps (site_id, state, noted_at);
CREATE INDEX care_requests_done ON care_requests (site_id, done_at) WHERE done_at IS NOT NULL;
