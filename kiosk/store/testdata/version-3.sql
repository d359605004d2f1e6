-- What a kiosk of version 3 left behind. Never changed: such databases are out there.
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
-- The oldest record that may still wait takes the place of an index over all that
-- wait: one page less in every confirm.
ALTER TABLE chain ADD COLUMN oldest INTEGER NOT NULL DEFAULT 0; -- no record before this place waits for the centre
UPDATE chain SET oldest = coalesce((SELECT min(place) FROM records WHERE acked_at = 0), (SELECT max(place) FROM records), 0);
DROP INDEX records_waiting;

-- A copy must not go on in the epoch that it was copied from: two chains under
-- one epoch could not be told from a replay.
ALTER TABLE chain ADD COLUMN copied INTEGER NOT NULL DEFAULT 0; -- 1: this is a copy, and the next to open it begins a new epoch

INSERT INTO chain (one, epoch, sequence, prev, counter, waiting, down, oldest) VALUES (1, 1700000000, 4, x'3333333333333333333333333333333333333333333333333333333333333333', 4, 2, 1, 7301444403200000002);
INSERT INTO records (place, id, hash, bytes, tombstone, delivery, reason, acked_at) VALUES (7301444403200000001, 'record-1', x'1111111111111111111111111111111111111111111111111111111111111111', CAST('bytes-1' AS BLOB), NULL, 'acknowledged', '', 1700000100000);
INSERT INTO cases (place, id, number, matter, catalogue, sensitive, masked, tag, officer, phone, face, due, at, trusted, code, job, result, copies, tries, tried_at) VALUES (7301444403200000001, 'case-1', 'S2-0001-0', 'residence-registration', 1, 0, '李**', x'0102', '王芳', '0851-0000-0365', 'woman', 1700600000000, 1700000010000, 1, x'0101010101010101010101010101010101010101010101010101010101010101', 'job-1', 'printed', 0, 0, 0);
INSERT INTO records (place, id, hash, bytes, tombstone, delivery, reason, acked_at) VALUES (7301444403200000002, 'record-2', x'2222222222222222222222222222222222222222222222222222222222222222', CAST('bytes-2' AS BLOB), NULL, 'sent', '', 0);
INSERT INTO cases (place, id, number, matter, catalogue, sensitive, masked, tag, officer, phone, face, due, at, trusted, code, job, result, copies, tries, tried_at) VALUES (7301444403200000002, 'case-2', 'S2-0002-9', 'residence-registration', 1, 0, '李**', x'0102', '王芳', '0851-0000-0365', 'woman', 1700600000000, 1700000020000, 1, x'0202020202020202020202020202020202020202020202020202020202020202', 'job-2', 'printed', 0, 0, 0);
INSERT INTO records (place, id, hash, bytes, tombstone, delivery, reason, acked_at) VALUES (7301444403200000003, 'record-3', x'3333333333333333333333333333333333333333333333333333333333333333', CAST('bytes-3' AS BLOB), CAST('tombstone-3' AS BLOB), 'quarantined', 'record-too-large', 0);
INSERT INTO cases (place, id, number, matter, catalogue, sensitive, masked, tag, officer, phone, face, due, at, trusted, code, job, result, copies, tries, tried_at) VALUES (7301444403200000003, 'case-3', 'S2-0003-2', 'residence-registration', 1, 0, '李**', x'0102', '王芳', '0851-0000-0365', 'woman', 1700600000000, 1700000030000, 1, x'0303030303030303030303030303030303030303030303030303030303030303', 'job-3', 'printed', 0, 0, 0);
INSERT INTO history (case_id, revision, status, reason, at, sealed) VALUES ('case-1', 1, 'accepted', '', 1700000200000, CAST('sealed' AS BLOB));
PRAGMA user_version = 3;
