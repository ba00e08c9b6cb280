-- 联审: who was asked whether a new version of a case type may be put on grids, and what each of them said.
CREATE TABLE review (
    service UUID NOT NULL REFERENCES service (id),
    reviewer UUID NOT NULL REFERENCES person (id),
    proposer UUID NOT NULL REFERENCES person (id),
    verdict TEXT CHECK (verdict IN ('agrees', 'objects')),
    reason TEXT,
    at BIGINT,
    PRIMARY KEY (service, reviewer),
    CHECK (reviewer <> proposer),
    CHECK ((verdict IS NULL) = (at IS NULL)),
    CHECK ((verdict IS NOT NULL AND verdict = 'objects') = (reason IS NOT NULL))
);
CREATE INDEX review_waiting ON review (reviewer) WHERE verdict IS NULL;
-- A case type waits for one review at a time.
CREATE UNIQUE INDEX service_in_review ON service (slug) WHERE NOT retired AND admission = 'in_review';
