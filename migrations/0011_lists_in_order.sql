-- Each list begins in an order an index gives: its first page is a walk, not a sort of all its rows.
CREATE INDEX orders_newest ON orders (created_at, id);
DROP INDEX orders_created;
CREATE INDEX receipts_newest ON receipts (received_at, id);
CREATE INDEX follow_ups_next ON follow_ups (due_on, id) WHERE done_at IS NULL;
CREATE INDEX follow_ups_done ON follow_ups (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX vehicles_longest ON vehicles (arrived_on IS NULL, arrived_on, stock_no);
