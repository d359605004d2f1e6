// Package trust is the kiosk's half of transport security: the key and the
// certificate it shows, whom it believes, and by which clock. It promises that
// the key never leaves the kiosk, that nothing is sent to a server before its
// certificate leads to this kiosk's one centre, and that a certificate is
// renewed in time without a person. It must not know what is sent.
//
// # The clock may be 1970, or 2099
//
// A kiosk has no battery to trust. Who a server is (its chain and its name) is
// always checked; no clock is needed for that. How long its certificate lasts is
// checked against the best time there is:
//
//   - The centre's own, when it has said it for a question of this kiosk: on each
//     new connection that finds no recent answer, the kiosk asks with a nonce and
//     gets the time signed with the centre's key, which it has had since its
//     enrolment. An old answer cannot be played again. From then on that time
//     counts, moved on by what has passed here; the machine's clock does not
//     matter.
//   - Else the latest of the machine's clock, the time the program was built, and
//     the last time the centre signed for this kiosk (every acknowledgement bears
//     one), which is kept on the disk. A clock at 1970 therefore sees what ended
//     before that as ended, and nothing as not yet begun that the centre had
//     already shown.
//
// The question itself may be asked of a server whose certificate has ended,
// because what is believed is the signature and not the connection. So a clock
// that is wrong either way locks nobody out for longer than it takes to reach
// the centre, and switches nothing off. A kiosk that meets a foreign broker
// without the centre's enrolment service, with a clock in the future, waits
// until the service can be reached or the clock is set.
//
// A certificate that ended while the kiosk was off opens no broker any more, but
// still one door: the enrolment service takes it, with a signature by the key of
// the kiosk's records, for a new one, unless the kiosk was revoked.
//
// # The centre's authority may be followed by another
//
// With the time the centre says, signed, which authorities are in force, and which
// of them certifies kiosks now. The kiosk asks once a day, keeps what it hears,
// believes exactly those, and renews when its certificate is from another one than
// the first. One that was off for the whole overlap believes nobody who is there
// any more: nothing is sent, and a person has to enrol it again. Its records wait.
//
// # Enrolment
//
// At enrolment there is no centre to ask yet: there the time is in the answer
// that proves to know the code, and the server's certificate must be in force at
// that time before anything of the answer is believed.
package trust
