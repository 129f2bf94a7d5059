-- Work orders are found by their number and their car's plate and VIN. Those already there are indexed as due.
CREATE VIRTUAL TABLE search_work_order USING fts5(words, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0", prefix='1 2 3 4');
INSERT INTO _derive_due (table_name, row_id) SELECT 'work_orders', id FROM work_orders;
