-- Which entries of the feed wrote a row that people ask for by name, and the names: a contract's number, a VIN, a phone.
CREATE TABLE feed_rows (table_name TEXT NOT NULL, row_id TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (table_name, row_id, number)) STRICT, WITHOUT ROWID;
INSERT INTO feed_rows (table_name, row_id, number)
  SELECT DISTINCT json_extract(c.value, '$.table'), json_extract(c.value, '$.id'), p.number FROM feed_parts p, json_each(p.changes) c
  WHERE json_extract(c.value, '$.table') IN ('orders', 'vehicles', 'customers');
CREATE INDEX docs_order_no ON docs (json_extract(image, '$.no')) WHERE table_name = 'orders';
CREATE INDEX docs_vin ON docs (json_extract(image, '$.vin')) WHERE table_name = 'vehicles';
CREATE INDEX docs_phone ON docs (json_extract(image, '$.phone')) WHERE table_name = 'customers';
-- Cases by what they are about, and by when they were opened.
CREATE INDEX docs_case_subject ON docs (json_extract(image, '$.subject_id')) WHERE table_name = 'cases';
CREATE INDEX docs_cases_opened ON docs (json_extract(image, '$.state'), json_extract(image, '$.opened_at'), id) WHERE table_name = 'cases' AND deleted = 0;
CREATE INDEX changesets_waiting ON changesets (received_at, id) WHERE outcome = 'quarantined' AND discarded = 0;
-- What headquarters asks a desktop to do with a changeset of its own that is in quarantine, until it has done so.
CREATE TABLE asks (
  changeset TEXT PRIMARY KEY,
  replica TEXT NOT NULL,
  wish TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX asks_replica ON asks (replica, at);
