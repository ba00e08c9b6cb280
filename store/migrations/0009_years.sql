-- Years behind us: what was once asked for and is over lies beside what is open, and nobody who looks for what is open walks
-- through it.

-- What somebody ordered and is under way. The states are those of `store/src/request/list.rs`, to the letter: an engine
-- uses the index for a statement that says the same.
CREATE INDEX request_resident_open ON request (resident, placed_at)
    WHERE state NOT IN ('closed', 'refused', 'withdrawn', 'turned', 'merged');

-- What was placed in a grid lately and is under way, for the slips that a later one may be merged into. The same states.
CREATE INDEX request_placed_open ON request (grid, placed_at)
    WHERE state NOT IN ('closed', 'refused', 'withdrawn', 'turned', 'merged');

-- What waits for somebody by name, the most urgent first. Whatever was taken on or given to somebody else is not among it.
DROP INDEX request_given;
CREATE INDEX request_given ON request (given_to, due_order, number) WHERE given_to IS NOT NULL;

-- What is read most was changed last, and PostgreSQL looks twice at it until it is vacuumed. By itself it would wait for a
-- fifth of the table, which are years.
-- vacuumed-often: request
