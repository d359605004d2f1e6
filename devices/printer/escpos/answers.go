package escpos

// Everything a printer says comes on one stream without marks: flow control,
// real-time answers, packets it sends by itself, ordered answers and blocks are
// told apart by bits (manuals of several makers print the same table).
const (
	xon  = 0x11
	xoff = 0x13

	eotMask, eotValue   = 0x93, 0x12
	asbMask, asbValue   = 0x93, 0x10
	restMask, restValue = 0x90, 0x00 // packets' bytes 2 to 4, ordered answers
)

// blockMax is more than any block that we ask for; a longer one is noise.
const blockMax = 96

type answerKind int

const (
	flowOn answerKind = iota + 1
	flowOff
	realtimeAnswer
	statusPacket
	orderedAnswer
	block
)

// answer is one thing that the printer said.
type answer struct {
	kind  answerKind
	b     byte    // of one-byte answers
	asb   [4]byte // of packets
	block []byte  // without the closing zero; good until the next byte is heard
}

// ear parts the stream into answers. The zero ear has heard nothing.
type ear struct {
	packet  []byte
	block   []byte
	inBlock bool
}

// hear takes one byte; ok tells that it completed an answer.
func (e *ear) hear(b byte) (a answer, ok bool) {
	switch b { // may stand inside anything, so they come first
	case xon:
		return answer{kind: flowOn}, true
	case xoff:
		return answer{kind: flowOff}, true
	}
	if e.inBlock && (b == 0 || b >= 0x20 && b < 0x7F) {
		return e.hearBlock(b)
	}
	e.inBlock = false // text only: what else comes does not belong to it, its end was lost
	switch {
	case b&eotMask == eotValue:
		return answer{kind: realtimeAnswer, b: b}, true
	case b&asbMask == asbValue:
		e.packet = append(e.packet[:0], b)
		return answer{}, false
	case b&restMask == restValue && len(e.packet) > 0:
		return e.hearPacket(b)
	case b&restMask == restValue:
		return answer{kind: orderedAnswer, b: b}, true
	}
	e.packet = e.packet[:0]
	switch b {
	case 0x35, 0x37, 0x3B, 0x3D, 0x5F:
		e.block, e.inBlock = append(e.block[:0], b), true
	}
	return answer{}, false
}

func (e *ear) hearPacket(b byte) (answer, bool) {
	e.packet = append(e.packet, b)
	if len(e.packet) < 4 {
		return answer{}, false
	}
	a := answer{kind: statusPacket, asb: [4]byte(e.packet)}
	e.packet = e.packet[:0]
	return a, true
}

func (e *ear) hearBlock(b byte) (answer, bool) {
	if b == 0 {
		e.inBlock = false
		return answer{kind: block, block: e.block}, true
	}
	e.block = append(e.block, b)
	e.inBlock = len(e.block) <= blockMax
	return answer{}, false
}
