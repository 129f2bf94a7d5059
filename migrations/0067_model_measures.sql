-- What a model measures, takes and reaches.
ALTER TABLE catalogue_models ADD COLUMN size TEXT;
ALTER TABLE catalogue_models ADD COLUMN displacement_ml INTEGER;
ALTER TABLE catalogue_models ADD COLUMN range_km INTEGER;
