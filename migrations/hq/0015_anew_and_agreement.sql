-- A desktop may be asked to take everything anew; what it last heard of that, and what it has whole.
ALTER TABLE devices ADD COLUMN anew_asked_at INTEGER;
ALTER TABLE devices ADD COLUMN anew_heard_at INTEGER;
ALTER TABLE devices ADD COLUMN anew_taken_at INTEGER;
-- Whether a desktop held what headquarters held when both were last compared, of the group's rows and of its site's, and when
-- they last differed; and what each desktop said that it set right.
CREATE TABLE agreements (
  replica TEXT NOT NULL,
  scope TEXT NOT NULL,
  position INTEGER NOT NULL,
  at INTEGER NOT NULL,
  agrees INTEGER NOT NULL,
  differed_at INTEGER,
  differed_position INTEGER,
  PRIMARY KEY (replica, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE repairs (
  replica TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  incident TEXT NOT NULL,
  PRIMARY KEY (replica, number)
) STRICT, WITHOUT ROWID;
