-- A snapshot this desktop was asked to take anew, while it is fetched: rows as they will be, which nobody reads.
CREATE TABLE _sync_anew (
  table_name TEXT NOT NULL,
  row_id TEXT NOT NULL,
  image TEXT NOT NULL,
  erased INTEGER NOT NULL,
  PRIMARY KEY (table_name, row_id)
) STRICT, WITHOUT ROWID;
