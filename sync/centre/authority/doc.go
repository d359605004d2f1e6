// Package authority is the centre's certificate authority and its book: it makes
// the certificates of servers and kiosks, issues and redeems enrolment codes,
// revokes, and writes what a broker outside needs. It promises that its private
// key is nowhere readable on the disk, that a certificate carries the name the
// centre chose and never one that was asked for, that a code works once, for a
// quarter of an hour and five tries, and that what is revoked stays so over
// restarts. It must not know records, cases or topics' content.
//
// Its book is a database of its own, or the shared one of a centre whose records
// are there: then codes, certificates, revocations and the authority's sealed
// keys are common to all workers, and whoever writes is alone in it.
//
// One authority follows another without a visit to any kiosk: see Rotate. A
// kiosk's earlier certificates end an hour after a later one was first shown: at
// the embedded broker by their serial, at a mosquitto by the list of revoked ones.
package authority
