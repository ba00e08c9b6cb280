-- Work ends with the post: of a post that has ended, what its holder had in hand goes back to the desk. This says of which that
-- is done. Of those that ended before it never was, so it is done now.
ALTER TABLE post ADD COLUMN handed_over BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX post_leaving ON post (held_until) WHERE held_until IS NOT NULL AND NOT handed_over;
