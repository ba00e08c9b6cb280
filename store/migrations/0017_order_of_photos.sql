-- Several photos of one form are shown in the order in which they were chosen.
ALTER TABLE photo ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
