-- What people type is read alike everywhere.

-- Searches find a slip, a person or an area by its words as `domain::typed::folded` writes them: no engine can fold. NULL: an
-- older program wrote the row; `store/src/folded.rs` fills it at the next start, and finds such rows by these indexes.
ALTER TABLE request ADD COLUMN folded TEXT;
ALTER TABLE person ADD COLUMN folded TEXT;
ALTER TABLE area ADD COLUMN folded TEXT;
CREATE INDEX request_unfolded ON request (number) WHERE folded IS NULL;
CREATE INDEX person_unfolded ON person (id) WHERE folded IS NULL;
CREATE INDEX area_unfolded ON area (code) WHERE folded IS NULL;

-- The codes that were sent to the same phone before and have not run out (JSON): whichever arrives may be typed in.
ALTER TABLE sign_in_code ADD COLUMN earlier TEXT NOT NULL DEFAULT '[]';
