-- 证书与培训 of the people of a workshop: from when to when, and whether it was withdrawn.
CREATE TABLE staff_certificates (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL, no TEXT, issuer TEXT,
  valid_from_on TEXT NOT NULL, valid_until_on TEXT, note TEXT, withdrawn_on TEXT, withdrawn_reason TEXT, withdrawn_by TEXT,
  noted_by TEXT NOT NULL, noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_certificates_user ON staff_certificates (user_id, name);
