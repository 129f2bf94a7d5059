-- Which kinds of cars a recall stopped last: what a hand-over builds on.
CREATE TABLE recall_kinds (
  id TEXT PRIMARY KEY NOT NULL,
  car_kind TEXT NOT NULL,
  last_stop TEXT
) STRICT;
