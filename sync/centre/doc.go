// Package centre is the reference centre in one process: it takes records over
// a broker, checks and commits them, and only then acknowledges;
// it is the case desk, and sends down what happens to cases. It promises that
// nothing is acknowledged before it is committed, that nothing is ever
// overwritten (what does not fit is quarantined and raised), that sealed bytes
// are opened for a stated reason which is recorded, and that what is said to a
// kiosk reaches it however long it was away. It must not know screens or
// devices.
//
// Records are kept in SQLite or, by several workers together, in PostgreSQL;
// kiosks come to the broker in this process or to one outside. The rules know
// neither: ingest speaks to books, what is said and heard goes through exchange.
// The authority's book stands beside the records, so that workers share it; the
// centre's own keys, which open all of it, are in the directory only.
//
// Kiosks come over lines of Secure, by the name in their certificate: what a
// kiosk says, hears and wills stays within its own topics. A plain line hears
// this machine only. Who is enrolled, renewed and revoked is kept by the room
// authority; ServeEnrolment speaks for it over HTTPS, also with kiosks that have
// no certificate yet or one that has ended, and says the time to whoever asks.
package centre
