-- Rows whose person was forgotten: pending values of their personal columns are not shown, and no payload keeps them.
CREATE TABLE _sync_erased (table_name TEXT NOT NULL, row_id TEXT NOT NULL, PRIMARY KEY (table_name, row_id)) STRICT, WITHOUT ROWID;

-- Who has the sole right to a key (a car that may be sold firm). Written by headquarters; the id is the key.
CREATE TABLE rights (
  id TEXT PRIMARY KEY NOT NULL,
  site_id TEXT NOT NULL,
  row_id TEXT NOT NULL,
  replica TEXT,
  fence INTEGER NOT NULL,
  actor TEXT,
  changed_at INTEGER NOT NULL,
  overridden INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX rights_row ON rights (row_id);
CREATE INDEX rights_replica ON rights (replica) WHERE replica IS NOT NULL;
