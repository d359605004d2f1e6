-- The chain of this kiosk: one row.
CREATE TABLE chain (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  epoch    INTEGER NOT NULL, -- 31 bits, new for every new database: tells a restored disk from a replay
  sequence INTEGER NOT NULL, -- of the next record, from 1
  prev     BLOB    NOT NULL, -- hash of the record before it, 32 bytes
  counter  INTEGER NOT NULL, -- of the next case number, from 1; never goes back
  waiting  INTEGER NOT NULL, -- records without the centre's word; kept here because counting grows with the queue
  down     INTEGER NOT NULL  -- last down sequence applied
) STRICT;

-- What stays readable of a case: number, states, dates; matter and masked name
-- only for ordinary matters.
CREATE TABLE cases (
  place     INTEGER PRIMARY KEY,  -- of its record
  id        TEXT    NOT NULL UNIQUE, -- UUIDv7
  number    TEXT    NOT NULL UNIQUE,
  matter    TEXT    NOT NULL,     -- short name; "" for sensitive matters
  catalogue INTEGER NOT NULL,     -- version the case was filled under
  sensitive INTEGER NOT NULL,     -- 1: lists show number and date only
  masked    TEXT    NOT NULL,     -- masked name; "" for sensitive and anonymous cases
  tag       BLOB,                 -- finds the case by card; NULL if anonymous
  officer   TEXT    NOT NULL,     -- who promised
  phone     TEXT    NOT NULL,     -- the station's
  face      TEXT    NOT NULL,     -- picture of the officer
  due       INTEGER NOT NULL,     -- Unix milliseconds
  at        INTEGER NOT NULL,     -- Unix milliseconds, when it was kept
  trusted   INTEGER NOT NULL,     -- 0: the clock was not confirmed
  code      BLOB    NOT NULL,     -- SHA-256 of the check code: outlives the sealed bytes
  job       TEXT    NOT NULL,     -- identity of the receipt job
  result    TEXT    NOT NULL,     -- how the receipt job ended; "" not tried
  copies    INTEGER NOT NULL,     -- reprints asked for
  tries     INTEGER NOT NULL,     -- wrong check codes since tried_at
  tried_at  INTEGER NOT NULL      -- Unix milliseconds of the first of them
) STRICT;
CREATE INDEX cases_by_tag ON cases (tag) WHERE tag IS NOT NULL;

-- The outbox: immutable sealed bytes on their way to the centre.
CREATE TABLE records (
  place     INTEGER PRIMARY KEY,  -- epoch * 2^32 + sequence: the order of making
  id        TEXT    NOT NULL,     -- opaque UUIDv7
  hash      BLOB    NOT NULL,     -- 32 bytes
  bytes     BLOB,                 -- as sent; NULL once purged
  tombstone BLOB,                 -- goes up in place of a quarantined record
  delivery  TEXT    NOT NULL CHECK (delivery IN ('queued', 'sent', 'acknowledged', 'quarantined')),
  reason    TEXT    NOT NULL,     -- why it is quarantined
  acked_at  INTEGER NOT NULL      -- Unix milliseconds; 0 not yet
) STRICT;
CREATE INDEX records_waiting ON records (place) WHERE acked_at = 0;

-- What the centre said of a case, as its resident may see it. The submission,
-- revision 0, is the case's own row.
CREATE TABLE history (
  case_id  TEXT    NOT NULL,
  revision INTEGER NOT NULL, -- from 1
  status   TEXT    NOT NULL,
  reason   TEXT    NOT NULL, -- code, never free text
  at       INTEGER NOT NULL, -- Unix milliseconds
  sealed   BLOB,             -- the officer's words, opened only with the card
  PRIMARY KEY (case_id, revision)
) STRICT, WITHOUT ROWID;
