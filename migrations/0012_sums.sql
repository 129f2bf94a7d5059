-- Sums over the confirmed rows by which this desktop and headquarters compare (see shared/sync/integrity.ts): by table and
-- bucket, and under the table '' of all together.
CREATE TABLE _sync_sums (table_name TEXT NOT NULL, bucket INTEGER NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL, PRIMARY KEY (table_name, bucket)) STRICT, WITHOUT ROWID;

-- Times at which rows were found to differ from headquarters' and set right, for the sync centre.
CREATE TABLE _sync_repairs (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, rows INTEGER NOT NULL, incident TEXT NOT NULL) STRICT;

CREATE INDEX _sync_unknown_row ON _sync_unknown (table_name, row_id);
