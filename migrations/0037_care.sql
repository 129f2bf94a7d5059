-- Care beside the sale: services, requests and their steps, knowledge, campaigns and guests, prompts, surveys, tasks.
CREATE TABLE care_services (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, says TEXT NOT NULL,
  steps TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE care_requests (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL, customer_id TEXT, caller TEXT,
  service TEXT, question TEXT, answer TEXT, answered_at INTEGER, article_id TEXT, owner_id TEXT NOT NULL, due_at INTEGER NOT NULL,
  done_at INTEGER, done_by TEXT, result TEXT, content INTEGER, created_at INTEGER NOT NULL, created_by TEXT NOT NULL
) STRICT;
CREATE INDEX care_requests_created ON care_requests (site_id, created_at);
CREATE INDEX care_requests_customer ON care_requests (customer_id);
CREATE TABLE care_steps (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, request_id TEXT NOT NULL, step TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0,
  done_by TEXT, done_at INTEGER
) STRICT;
CREATE INDEX care_steps_request ON care_steps (request_id);
CREATE TABLE knowledge_articles (
  id TEXT PRIMARY KEY NOT NULL, category TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1,
  edited_at INTEGER NOT NULL, edited_by TEXT NOT NULL
) STRICT;
-- Derived: what articles are found by.
CREATE VIRTUAL TABLE search_knowledge USING fts5 (article UNINDEXED, title, body, tokenize = 'unicode61');
CREATE TABLE care_campaigns (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, says TEXT, place TEXT, held_on TEXT,
  seats INTEGER, template TEXT NOT NULL, channel TEXT NOT NULL, closed_at INTEGER, closed_by TEXT, created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE TABLE care_invitees (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, campaign_id TEXT NOT NULL, customer_id TEXT NOT NULL, message_id TEXT NOT NULL,
  reply TEXT, people INTEGER, reply_at INTEGER, reply_by TEXT, note TEXT
) STRICT;
CREATE INDEX care_invitees_campaign ON care_invitees (campaign_id);
CREATE INDEX care_invitees_customer ON care_invitees (customer_id);
CREATE TABLE care_prompts (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, customer_id TEXT NOT NULL, kind TEXT NOT NULL, due_on TEXT NOT NULL,
  outcome TEXT NOT NULL, note TEXT, done_at INTEGER NOT NULL, done_by TEXT NOT NULL
) STRICT;
CREATE INDEX care_prompts_customer ON care_prompts (customer_id);
CREATE TABLE care_surveys (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, customer_id TEXT NOT NULL, follow_up_id TEXT, content INTEGER NOT NULL,
  recommend INTEGER, note TEXT, at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX care_surveys_at ON care_surveys (site_id, at);
CREATE INDEX care_surveys_customer ON care_surveys (customer_id);
CREATE TABLE care_tasks (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, title TEXT NOT NULL, note TEXT, customer_id TEXT, owner_id TEXT NOT NULL,
  due_on TEXT NOT NULL, percent INTEGER NOT NULL DEFAULT 0, done_at INTEGER, done_by TEXT, result TEXT, created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
CREATE INDEX care_tasks_owner ON care_tasks (owner_id, due_on);
CREATE INDEX care_tasks_customer ON care_tasks (customer_id) WHERE customer_id IS NOT NULL;
