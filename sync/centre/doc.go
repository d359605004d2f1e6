// Package centre is the reference centre in one process: it takes records over
// its own embedded broker, checks and commits them, and only then acknowledges;
// it is the case desk, and sends down what happens to cases. It promises that
// nothing is acknowledged before it is committed, that nothing is ever
// overwritten (what does not fit is quarantined and raised), that sealed bytes
// are opened for a stated reason which is recorded, and that what is said to a
// kiosk reaches it however long it was away. It must not know screens or
// devices. TLS, enrolment by code and PostgreSQL are not here yet.
package centre
