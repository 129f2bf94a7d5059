-- Since when the oldest of what a desktop had not sent was waiting, by headquarters' clock; null when nothing was.
ALTER TABLE devices ADD COLUMN pending_since INTEGER;
