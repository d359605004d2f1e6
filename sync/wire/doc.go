// Package wire is the contract between a kiosk and its centre: what a message
// looks like, who signed it, to whom it is sealed, how records are chained, and
// the files that hold keys and identities. It promises that nothing personal, no
// matter and no case number stands outside a sealed part, that decoding has
// limits, and that no two releases read the same bytes differently. It knows no
// broker and no database. asyncapi.yaml in this directory says the same for
// people and other programs; a test holds both together.
//
// # Messages
//
// Every message is a CloudEvent 1.0 in structured JSON. Records go up several at
// a time in the JSON batch form, an array whose elements are the very bytes of
// the records: they are made once, kept, and the same on every try. MQTT 3.1.1
// has no field for the content type, so the topic settles it.
//
// A record is sealed to the centre (HPKE: X25519, HKDF-SHA256, AES-256-GCM),
// chained to the record before it by SHA-256 and signed by the kiosk (Ed25519).
// Every epoch is a chain of its own: it begins with sequence 1 and a zero prev.
// Times outside the sealed part are cut to the hour, also inside ids: a kiosk
// and a minute would tell who stood there.
//
// # What is hashed and signed
//
// Never JSON as such. A record's hash and signature are over its fields in the
// canonical form: each text or byte string as its length in four bytes, big
// endian, and the bytes; each number in eight bytes; each flag in one; in front
// "station365" and what it is for. In this order:
//
//	hash of a record       type, id, kiosk, epoch, sequence, prev, keyid, time in Unix ms, timetrusted, sealed
//	signature of a record  "signature of station365.record.v1", hash
//	signature of tombstone type … timetrusted as above, the record's hash, reason
//	bound to sealed bytes  "sealed in station365.record.v1", kiosk, epoch, sequence, version of the body, keyid
//	all other messages     "said by the centre" or "said by the kiosk", type, the bytes of data_base64 as they are
//
// # Versions
//
// The type of a message ends with its version. A reader ignores fields that it
// does not know and refuses a version that it does not know with ErrVersion; it
// never guesses. A field may be added within a version if a reader that ignores
// it does no harm; it is then optional for ever and, in a record, not signed.
// Anything else is a new version. Records and tombstones are kept, so every
// version that was ever released is read for ever (testdata has one of each).
// Hello, acknowledgement, down message and document are of the moment: they are
// said again on the next line, so a release reads the present version only. A
// centre is updated before its kiosks: what it does not know yet stays in their
// queues and raises an alarm. Key and identity files are the opposite: a field
// that is not known there is a fault.
package wire
