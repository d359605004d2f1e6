package centre

import "station365/sync/centre/database"

// ladder is how the centre's tables came to be. Times are Unix milliseconds, UTC.
// The first centres did not number their tables: the first step takes theirs for
// its own.
func ladder() database.Ladder {
	return database.Ladder{Part: "centre", Steps: []string{firstTables, noDayPromised, callsTable}}
}

// noDayPromised: a case without a promised day had the year 1 in due_by; since
// then it has 0.
const noDayPromised = `UPDATE cases SET due_by = 0 WHERE due_by < 0;`

const firstTables = `
CREATE TABLE IF NOT EXISTS kiosks (
  kiosk      TEXT PRIMARY KEY,          -- id, client id and user name at the broker
  community  TEXT NOT NULL,
  prefix     TEXT NOT NULL UNIQUE,      -- of its case numbers
  sign_key   BLOB NOT NULL UNIQUE,      -- Ed25519 public key
  kiosk_key  BLOB NOT NULL,             -- X25519 public key
  token_hash BLOB NOT NULL,             -- SHA-256 of the broker password
  enrolled   INTEGER NOT NULL,
  last_down  INTEGER NOT NULL DEFAULT 0 -- down sequence the kiosk last said it applied
) STRICT;

CREATE TABLE IF NOT EXISTS records (
  kiosk    TEXT NOT NULL REFERENCES kiosks,
  epoch    INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  id       TEXT NOT NULL UNIQUE,
  type     TEXT NOT NULL,               -- record or tombstone, as on the wire
  prev     BLOB NOT NULL,
  hash     BLOB NOT NULL,
  bytes    BLOB NOT NULL,               -- as they came; sealed
  received INTEGER NOT NULL,
  PRIMARY KEY (kiosk, epoch, sequence)
) STRICT;

CREATE TABLE IF NOT EXISTS heads (
  kiosk   TEXT NOT NULL REFERENCES kiosks,
  epoch   INTEGER NOT NULL,
  through INTEGER NOT NULL,             -- no gap up to here
  PRIMARY KEY (kiosk, epoch)
) STRICT;

CREATE TABLE IF NOT EXISTS quarantine (
  n        INTEGER PRIMARY KEY,
  kiosk    TEXT NOT NULL,               -- who sent it, by the connection
  epoch    INTEGER NOT NULL,            -- 0 if it could not be read
  sequence INTEGER NOT NULL,            -- 0 if it could not be read
  hash     BLOB NOT NULL,               -- of the record, or of the bytes if it could not be read
  reason   TEXT NOT NULL,               -- stable key
  bytes    BLOB NOT NULL,
  received INTEGER NOT NULL,
  UNIQUE (kiosk, hash)
) STRICT;

CREATE TABLE IF NOT EXISTS alarms (
  n     INTEGER PRIMARY KEY,
  at    INTEGER NOT NULL,
  kiosk TEXT NOT NULL,
  kind  TEXT NOT NULL,                  -- stable key
  place TEXT NOT NULL,                  -- epoch and sequence, "1/42", or kind and version of a document
  UNIQUE (kiosk, kind, place)
) STRICT;

CREATE TABLE IF NOT EXISTS cases (
  id        TEXT PRIMARY KEY,           -- case id, made at the kiosk
  number    TEXT NOT NULL UNIQUE,
  kiosk     TEXT NOT NULL REFERENCES kiosks,
  epoch     INTEGER NOT NULL,           -- of the record that brought it
  sequence  INTEGER NOT NULL,
  reply_key BLOB,                       -- public key for answers; NULL if anonymous
  status    TEXT NOT NULL,
  revision  INTEGER NOT NULL,
  due_by    INTEGER NOT NULL,
  changed   INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS events (
  case_id  TEXT NOT NULL REFERENCES cases,
  revision INTEGER NOT NULL,            -- 0 is the submission
  status   TEXT NOT NULL,
  reason   TEXT NOT NULL,               -- reason code, never free text
  at       INTEGER NOT NULL,
  kept     BLOB,                        -- the officer's words, sealed to the centre itself
  PRIMARY KEY (case_id, revision)
) STRICT;

CREATE TABLE IF NOT EXISTS down (
  kiosk    TEXT NOT NULL REFERENCES kiosks,
  sequence INTEGER NOT NULL,            -- the kiosk's down sequence
  bytes    BLOB NOT NULL,               -- signed, as it goes over the wire
  made     INTEGER NOT NULL,
  PRIMARY KEY (kiosk, sequence)
) STRICT;

CREATE TABLE IF NOT EXISTS documents (
  n         INTEGER PRIMARY KEY,        -- the order of publishing
  kind      TEXT NOT NULL,
  community TEXT NOT NULL,
  kiosk     TEXT NOT NULL,              -- "" for a whole community
  version   INTEGER NOT NULL,
  hash      BLOB NOT NULL,              -- SHA-256 of the content
  bytes     BLOB NOT NULL,              -- signed, as it goes over the wire
  published INTEGER NOT NULL,
  UNIQUE (kind, community, kiosk, version)
) STRICT;

CREATE TABLE IF NOT EXISTS standings (
  kiosk   TEXT NOT NULL REFERENCES kiosks,
  kind    TEXT NOT NULL,
  version INTEGER NOT NULL,             -- of the last good document there
  refused INTEGER NOT NULL,             -- of a newer one that was refused; 0 for none
  reasons TEXT NOT NULL,                -- why, one a line
  said    INTEGER NOT NULL,
  PRIMARY KEY (kiosk, kind)
) STRICT;

CREATE TABLE IF NOT EXISTS access (
  n      INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  who    TEXT NOT NULL,                 -- user of the machine
  number TEXT NOT NULL,                 -- case that was opened
  reason TEXT NOT NULL
) STRICT;
`
