-- Quotes beside each other: what a scheme is called, until when it holds, its insurance line by line, the old car it counts on.
ALTER TABLE orders ADD COLUMN scheme TEXT;
ALTER TABLE orders ADD COLUMN valid_until TEXT;
ALTER TABLE orders ADD COLUMN insurance_lines TEXT;
ALTER TABLE orders ADD COLUMN appraisal_id TEXT;
