-- The centre's signed words are kept as proof that it has what was handed in.
CREATE TABLE proofs (
  last  INTEGER PRIMARY KEY, -- place of the last record that left the queue by this word
  first INTEGER NOT NULL,    -- and of the first
  word  BLOB    NOT NULL     -- the acknowledgement as it came, signed
) STRICT;
