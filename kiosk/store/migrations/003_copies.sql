-- A copy must not go on in the epoch that it was copied from: two chains under
-- one epoch could not be told from a replay.
ALTER TABLE chain ADD COLUMN copied INTEGER NOT NULL DEFAULT 0; -- 1: this is a copy, and the next to open it begins a new epoch
