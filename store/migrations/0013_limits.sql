-- Limits of abuse: counters that cannot pass their limit, places where somebody signed in before, telephone numbers for
-- everybody to read, and what is swept is found without a walk through all of it.

-- How much may be taken from the window, where the row itself is to keep it.
ALTER TABLE throttle ADD COLUMN most BIGINT CHECK (taken <= most);
CREATE INDEX throttle_window ON throttle (window_start);

-- Where somebody signed in with a phone: a keyed hash of the phone and of the browser or the address. Strangers who ask for
-- codes for that phone use up nothing of what is kept for these.
CREATE TABLE sign_in_place (
    place TEXT NOT NULL PRIMARY KEY,
    seen_at BIGINT NOT NULL
);
CREATE INDEX sign_in_place_seen ON sign_in_place (seen_at);

CREATE INDEX draft_saved ON draft (saved_at);
CREATE INDEX answer_answered ON answer (answered_at);

-- The number at which who serves a grid can be called. It is not the one they sign in with, which nobody else reads.
ALTER TABLE person ADD COLUMN public_phone TEXT;
