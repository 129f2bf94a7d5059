-- The sites a device belonged to before it was moved: a list of {site, incarnation, until}.
ALTER TABLE devices ADD COLUMN former TEXT NOT NULL DEFAULT '[]';
