-- The desk's list: one heap of slips in the order in which they are due, a page at a time, whatever lies there.

-- What has no limit comes after everything that has one, in the order in which it was placed. The engines disagree about
-- where NULL belongs, so a large number (2^62) says it; `store/src/request/search.rs` says the same.
ALTER TABLE request ADD COLUMN due_order BIGINT GENERATED ALWAYS AS (COALESCE(due, placed_at + 4611686018427387904)) STORED;
ALTER TABLE request ADD COLUMN community BIGINT GENERATED ALWAYS AS (grid / 1000) STORED;
ALTER TABLE request ADD COLUMN town BIGINT GENERATED ALWAYS AS (grid / 1000000) STORED;

-- One index for each level of the tree, so that a page of a whole district costs what a page of one grid does: neither
-- engine can read a range of grids in the order of another column without sorting all of it.
CREATE INDEX request_desk_grid ON request (grid, state, due_order, number);
CREATE INDEX request_desk_community ON request (community, state, due_order, number);
CREATE INDEX request_desk_town ON request (town, state, due_order, number);
CREATE INDEX request_desk_district ON request (district, state, due_order, number);
DROP INDEX request_grid;

-- Whose hands a slip went through.
CREATE INDEX event_person ON event (by_person, request) WHERE by_person IS NOT NULL;
