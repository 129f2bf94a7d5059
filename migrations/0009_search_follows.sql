-- Rows from elsewhere whose search words are not made yet, oldest first.
CREATE TABLE _derive_due (n INTEGER PRIMARY KEY, table_name TEXT NOT NULL, row_id TEXT NOT NULL) STRICT;
