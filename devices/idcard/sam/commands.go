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
)

// command is one line of the module's command table.
type command struct {
	name  string
	bytes []byte        // CMD, PARA and data
	limit time.Duration // for the whole answer
	least int           // bytes of data in a good answer; fewer belong to something else
	twice bool          // may simply be sent again when the answer was lost
}

// The commands that are used. Not used: 30 10 (fingerprints; they are nobody's
// business here), 30 05 (management number), 60 (rate) and 61 (radio frame).
// A reading is not simply repeated: the module has halted the card meanwhile.
var (
	//        name, CMD PARA, limit, least, twice                                                good answer
	resetSAM  = command{"reset module", []byte{0x10, 0xFF}, shortAnswer, 0, true}           // 90
	askStatus = command{"ask module", []byte{0x11, 0xFF}, shortAnswer, 0, true}             // 90
	askID     = command{"ask module id", []byte{0x12, 0xFF}, shortAnswer, 16, true}         // 90 and 16 bytes
	findCard  = command{"find card", []byte{0x20, 0x01}, shortAnswer, 0, true}              // 9F and 4 bytes, always zero; 80: none
	selCard   = command{"select card", []byte{0x20, 0x02}, shortAnswer, 0, true}            // 90 and 8 bytes, always zero
	readText  = command{"read card", []byte{0x30, 0x01}, longAnswer, 4 + textLength, false} // 90, two lengths, text, photo
	probeCard = command{"probe card", []byte{0x30, 0x03}, shortAnswer, 0, true}             // 90 or 91 while a read card lies there
)
