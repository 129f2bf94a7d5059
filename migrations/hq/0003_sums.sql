-- What each row counts for in the sums by which desktops and headquarters compare (0 when it is deleted), and the sums
-- themselves: by table and bucket, and under the table '' of the whole site. Counted from the rows at the next start.
ALTER TABLE docs ADD COLUMN high INTEGER NOT NULL DEFAULT 0;
ALTER TABLE docs ADD COLUMN low INTEGER NOT NULL DEFAULT 0;
CREATE TABLE sums (
  table_name TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  site TEXT NOT NULL,
  high INTEGER NOT NULL,
  low INTEGER NOT NULL,
  PRIMARY KEY (table_name, bucket, site)
) STRICT, WITHOUT ROWID;
