-- The oldest record that may still wait takes the place of an index over all that
-- wait: one page less in every confirm.
ALTER TABLE chain ADD COLUMN oldest INTEGER NOT NULL DEFAULT 0; -- no record before this place waits for the centre
UPDATE chain SET oldest = coalesce((SELECT min(place) FROM records WHERE acked_at = 0), (SELECT max(place) FROM records), 0);
DROP INDEX records_waiting;
