-- The inbox: what everybody is told of the slips they have to do with, and when they want to be left alone.

-- Minutes after midnight. Whoever has chosen none has the hours of the house; the same minute twice: no quiet hours.
ALTER TABLE person ADD COLUMN quiet_from BIGINT CHECK (quiet_from BETWEEN 0 AND 1439);
ALTER TABLE person ADD COLUMN quiet_until BIGINT CHECK (quiet_until BETWEEN 0 AND 1439);

-- One thing that one person is told of one slip. The key makes it impossible to tell it twice.
CREATE TABLE inbox_entry (
    person UUID NOT NULL REFERENCES person (id),
    request BIGINT NOT NULL REFERENCES request (number),
    kind TEXT NOT NULL,
    -- The revision of the slip that it tells of.
    revision BIGINT NOT NULL,
    heap TEXT NOT NULL CHECK (heap IN ('needs', 'follows', 'changed')),
    written_at BIGINT NOT NULL,
    -- Not seen or counted before: the end of the quiet hours it fell into.
    from_at BIGINT NOT NULL,
    read_at BIGINT,
    -- What it asked for has been done, or is asked of somebody else now.
    settled_at BIGINT,
    PRIMARY KEY (person, request, kind, revision),
    CHECK (from_at >= written_at),
    CHECK (settled_at IS NULL OR (heap = 'needs' AND read_at IS NOT NULL))
);
-- A heap as it is leafed through: what was not read, then what is not settled, the newest of each first.
CREATE INDEX inbox_entry_heap ON inbox_entry (person, heap, (read_at IS NULL), (settled_at IS NULL), written_at);
-- The counts on every page.
CREATE INDEX inbox_entry_unread ON inbox_entry (person, heap, from_at) WHERE read_at IS NULL;
CREATE INDEX inbox_entry_asking ON inbox_entry (request) WHERE heap = 'needs' AND settled_at IS NULL;
CREATE INDEX inbox_entry_read ON inbox_entry (read_at) WHERE read_at IS NOT NULL;
