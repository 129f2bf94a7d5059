-- What a change of the costing method made of the value of the parts on hand, as it was booked.
CREATE TABLE part_revaluations (
  id TEXT PRIMARY KEY NOT NULL, site_id TEXT NOT NULL, changed_on TEXT NOT NULL, from_method TEXT NOT NULL, to_method TEXT NOT NULL,
  difference_fen INTEGER NOT NULL, booked_at INTEGER NOT NULL, booked_by TEXT NOT NULL
) STRICT;
CREATE INDEX part_revaluations_of ON part_revaluations (site_id, changed_on);
