-- What people find things by: derived from customers, vehicles and orders after every write, never synced.
-- One line per row that can be found; `n` is its place in the full-text tables, `source` what they were made of.
CREATE TABLE search_docs (
  n INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  name_key TEXT NOT NULL
) STRICT;
CREATE INDEX search_docs_name ON search_docs (kind, name_key, id);

-- Prefix indexes of one to four characters: initials and short tails are answered without merging word lists.
CREATE VIRTUAL TABLE search_customer USING fts5(words, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0", prefix='1 2 3 4');
CREATE VIRTUAL TABLE search_vehicle USING fts5(words, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0", prefix='1 2 3 4');
CREATE VIRTUAL TABLE search_order USING fts5(words, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0", prefix='1 2 3 4');
