-- A customer entered twice: the row given up names the one that is kept, and what the kept one took over.
ALTER TABLE customers ADD COLUMN merged_into TEXT;
ALTER TABLE customers ADD COLUMN merged_was TEXT;
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;
