-- How the group stood, hour by hour; and the places where lists of cases and of what is in quarantine begin when they are narrowed.
CREATE TABLE trends (
  at INTEGER PRIMARY KEY,
  online INTEGER NOT NULL,
  troubled INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  cases INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  head INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX docs_cases_site ON docs (json_extract(image, '$.state'), site, json_extract(image, '$.opened_at'), id) WHERE table_name = 'cases' AND deleted = 0;
CREATE INDEX docs_cases_kind ON docs (json_extract(image, '$.state'), json_extract(image, '$.kind'), json_extract(image, '$.opened_at'), id) WHERE table_name = 'cases' AND deleted = 0;
CREATE INDEX docs_cases_site_kind ON docs (json_extract(image, '$.state'), site, json_extract(image, '$.kind'), json_extract(image, '$.opened_at'), id) WHERE table_name = 'cases' AND deleted = 0;
CREATE INDEX changesets_waiting_replica ON changesets (replica, received_at, id) WHERE outcome = 'quarantined' AND discarded = 0;
