-- What people search by is merged by upkeep in short steps, not by whichever commit finds many lists of words: that commit
-- held main for a third of a second in a store of a hundred thousand customers. Were upkeep never to come, a commit would
-- still merge at the 256th list.
INSERT INTO search_customer (search_customer, rank) VALUES ('automerge', 0);
INSERT INTO search_vehicle (search_vehicle, rank) VALUES ('automerge', 0);
INSERT INTO search_order (search_order, rank) VALUES ('automerge', 0);
INSERT INTO search_customer (search_customer, rank) VALUES ('crisismerge', 256);
INSERT INTO search_vehicle (search_vehicle, rank) VALUES ('crisismerge', 256);
INSERT INTO search_order (search_order, rank) VALUES ('crisismerge', 256);
