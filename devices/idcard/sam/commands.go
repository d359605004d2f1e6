package sam

import "time"

// How long each kind of command may take until its answer is whole.
const (
	// Status, find and select answer in well under 0.1 s; a second leaves room
	// for the slowest module and rate.
	shortAnswer = time.Second
	// A reading is a dialogue between module and card (0.8 to 1.5 s) and up to
	// 1.35 s of wire at 9600.
	longAnswer = 5 * time.Second
	// One more item of a card that was just read is a short dialogue (0.1 to 0.3 s);
	// a module that does not know the command may stay silent, and nobody should
	// wait long for that.
	extraAnswer = 2 * time.Second
	// A module answers its status in 25 ms at the slowest rate. Searching all rates
	// must end while a technician still looks.
	seekAnswer = 500 * time.Millisecond
)

// command is one line of the module's command table.
type command struct {
	name  string
	bytes []byte        // CMD, PARA and data
	limit time.Duration // for the whole answer
	least int           // bytes of data in a good answer; fewer belong to something else
	twice bool          // may simply be sent again when the answer was lost
}

// The commands that are used. Not used: 60 (rate; the module keeps the one its
// maker gave it) and everything that only one maker has. A reading is not simply
// repeated: the module has halted the card meanwhile.
var (
	//        name, CMD PARA, limit, least, twice                                                   good answer
	resetSAM   = command{"reset module", []byte{0x10, 0xFF}, shortAnswer, 0, true}                        // 90
	askStatus  = command{"ask module", []byte{0x11, 0xFF}, shortAnswer, 0, true}                          // 90
	seekModule = command{"look for a module", []byte{0x11, 0xFF}, seekAnswer, 0, true}                    // 90
	askID      = command{"ask module id", []byte{0x12, 0xFF}, shortAnswer, moduleIDLen, true}             // 90 and 16 bytes
	findCard   = command{"find card", []byte{0x20, 0x01}, shortAnswer, 0, true}                           // 9F and 4 bytes, always zero; 80: none
	selCard    = command{"select card", []byte{0x20, 0x02}, shortAnswer, 0, true}                         // 90 and 8 bytes, always zero
	readText   = command{"read card", []byte{0x30, 0x01}, longAnswer, 4 + textLength, false}              // 90, two lengths, text, photo
	readAll    = command{"read card whole", []byte{0x30, 0x10}, longAnswer, 6 + textLength, false}        // 90, three lengths, text, photo, fingerprints
	readNewest = command{"read newest address", []byte{0x30, 0x03}, extraAnswer, 0, false}                // 90 and text; 91: the card has none
	readBody   = command{"read management number", []byte{0x30, 0x05}, extraAnswer, bodyNumberLen, false} // 90 and 28 bytes
	probeCard  = command{"probe card", []byte{0x30, 0x03}, shortAnswer, 0, true}                          // 90 or 91 while a read card lies there
)

// Lengths of answers.
const (
	moduleIDLen   = 16
	bodyNumberLen = 28
	addressLen    = 70 // one newest address: 35 code units, as the printed one
)

// setRadio is the command that sets the most bytes of a frame between module and
// card.
func setRadio(most byte) command {
	return command{"set radio frame", []byte{0x61, 0xFF, most}, shortAnswer, 0, true} // 90
}
