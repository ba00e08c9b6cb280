-- How often a table was changed: who keeps what stands in it in memory asks here whether that is still so.
CREATE TABLE edition (
    relation TEXT PRIMARY KEY,
    number BIGINT NOT NULL
);
-- counts-editions: service
