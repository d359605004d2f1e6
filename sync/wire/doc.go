// Package wire is the contract between a kiosk and its centre: what a message
// looks like, who signed it, to whom it is sealed, how records are chained, and
// the files that hold keys and identities. It promises that nothing personal
// stands outside a sealed part, that decoding has limits, that unknown fields
// are ignored and unknown versions refused. It knows no broker and no database.
//
// Envelopes are CloudEvents 1.0 in structured JSON mode. A record goes up; it is
// sealed to the centre (HPKE: X25519, HKDF-SHA256, AES-256-GCM), chained to the
// record before it by SHA-256 and signed by the kiosk (Ed25519). Every epoch is
// a chain of its own: it begins with sequence 1 and a zero prev.
package wire
