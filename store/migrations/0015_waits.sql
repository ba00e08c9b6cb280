-- 等决定: the slips on which something waits for somebody's word, in the order in which they are due.

-- What waits, a bit for each kind: 1 a return, 2 a bad rating, 4 more time, 8 an answer to a supervisor, 16 a unit that was
-- called, 32 what went up past its limit. `store/src/request/waits.rs` says the same.
ALTER TABLE request ADD COLUMN waits BIGINT NOT NULL DEFAULT 0;

-- Of the slips that are there, told from what their rows say. Within a note every quotation mark has a backslash before it.
UPDATE request SET waits =
    CASE WHEN state = 'returned' THEN 1 ELSE 0 END
    + CASE WHEN state = 'disputed' THEN 2 ELSE 0 END
    + CASE WHEN beside LIKE '%"extension":{%' THEN 4 ELSE 0 END
    + CASE WHEN beside LIKE '%"supervision":{%' THEN 8 ELSE 0 END
    + CASE WHEN beside LIKE '%"reported_at":null%' THEN 16 ELSE 0 END
    + CASE WHEN beside LIKE '%"rung":{"raised":%' THEN 32 ELSE 0 END
    WHERE state NOT IN ('closed', 'refused', 'withdrawn', 'turned', 'merged');

-- One for each level of the tree, as for the other heaps of the desk.
CREATE INDEX request_waits_grid ON request (grid, due_order, number) WHERE waits <> 0;
CREATE INDEX request_waits_community ON request (community, due_order, number) WHERE waits <> 0;
CREATE INDEX request_waits_town ON request (town, due_order, number) WHERE waits <> 0;
CREATE INDEX request_waits_district ON request (district, due_order, number) WHERE waits <> 0;
