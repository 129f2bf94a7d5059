-- Words that are taken back leave a mark and nothing more: merging whole segments for their sake held main for a second
-- when an import was undone. The merges that writing causes sweep the marks up.
INSERT INTO search_customer (search_customer, rank) VALUES ('deletemerge', 0);
INSERT INTO search_vehicle (search_vehicle, rank) VALUES ('deletemerge', 0);
INSERT INTO search_order (search_order, rank) VALUES ('deletemerge', 0);
