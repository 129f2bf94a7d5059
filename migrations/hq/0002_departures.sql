-- The sites a row belonged to before, with the feed position at which it left each: what was done there before that still counts.
ALTER TABLE docs ADD COLUMN moved TEXT;
