-- 需求转为服务内容: which package or job was made out of which need of customers, and what that need was then.
CREATE TABLE need_answers (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, need TEXT NOT NULL, name TEXT, from_on TEXT NOT NULL, to_on TEXT NOT NULL,
  now_count INTEGER NOT NULL, before_count INTEGER NOT NULL, year_ago_count INTEGER NOT NULL,
  subject TEXT NOT NULL, subject_id TEXT NOT NULL, noted_by TEXT NOT NULL, noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX need_answers_need ON need_answers (need);
CREATE INDEX need_answers_subject ON need_answers (subject_id);
