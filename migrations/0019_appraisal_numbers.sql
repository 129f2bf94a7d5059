-- The next number of an appraisal is found without reading all of them.
CREATE INDEX appraisals_no ON appraisals (no);
