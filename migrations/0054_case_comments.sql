-- What people say to each other about a case, at its site and at headquarters.
CREATE TABLE case_comments (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  user_id TEXT,
  by_name TEXT,
  said_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX case_comments_case ON case_comments (case_id, said_at, id);
