-- Who did the work earns for it when it was checked, and a good rating adds to that.

-- For `helped`: what a good rating adds.
ALTER TABLE point_rule ADD COLUMN praise BIGINT NOT NULL DEFAULT 0 CHECK (praise >= 0);
UPDATE point_rule SET praise = 5 WHERE rule = 'helped';

-- Nobody earns for one slip twice, however often its work is checked.
CREATE INDEX award_request ON award (request, person);
