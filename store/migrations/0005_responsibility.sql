-- The responsibility list (责任清单): which units answer for a case type in an area, by the type's short name. The list of
-- the nearest area up the tree holds. Position 0 has the lead (主办), the others help (协办).
CREATE TABLE responsibility (
    service_slug TEXT NOT NULL,
    area BIGINT NOT NULL REFERENCES area (code),
    unit UUID NOT NULL REFERENCES unit (id),
    position BIGINT NOT NULL CHECK (position >= 0),
    PRIMARY KEY (service_slug, area, unit),
    UNIQUE (service_slug, area, position)
);
CREATE INDEX responsibility_unit ON responsibility (unit);
