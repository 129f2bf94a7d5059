-- What a command was asked with, while headquarters has not taken its changeset: the form to correct it in, if it is refused.
ALTER TABLE _sync_changesets ADD COLUMN input TEXT;
-- The line of the log this one is the correction of, and in whose place it stands. States: also `amended`.
ALTER TABLE _sync_changesets ADD COLUMN stands_for INTEGER;
CREATE INDEX _sync_changesets_stands_for ON _sync_changesets (stands_for) WHERE stands_for IS NOT NULL;
