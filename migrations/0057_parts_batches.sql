-- Parts and their places may come by an import: hidden until the whole of it is there.
ALTER TABLE parts ADD COLUMN batch_id TEXT;
ALTER TABLE part_places ADD COLUMN batch_id TEXT;
