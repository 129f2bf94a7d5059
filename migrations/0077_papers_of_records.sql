-- 单据归档: a paper of a work order, a loaner, a purchase, an invoice or a closing is found at its record, and that of a test drive by an index.
ALTER TABLE documents ADD COLUMN record_id TEXT;
CREATE INDEX documents_record ON documents (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX documents_drive ON documents (drive_id) WHERE drive_id IS NOT NULL;
