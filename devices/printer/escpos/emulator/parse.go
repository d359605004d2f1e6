package emulator

import "unicode/utf8"

// op is what one command does.
type op int

const (
	none op = iota
	character
	lineFeed
	feedLines
	feedDots
	initialise
	align
	bold
	size
	hanMode
	hanSize
	spacing
	defaultSpacing
	charset
	cut
	cutAfterFeed
	rasterHead
	autoStatus
	orderedStatus
	modelName
	processID
	qrCode
)

// command is one step of the printer's program.
type command struct {
	op   op
	args []byte
}

// fixed are the commands of a known length: two bytes of name, then parameters.
var fixed = map[[2]byte]struct {
	op   op
	args int
}{
	{0x1B, '@'}: {initialise, 0}, {0x1B, 'a'}: {align, 1}, {0x1B, 'E'}: {bold, 1}, {0x1B, 'G'}: {bold, 1},
	{0x1B, '3'}: {spacing, 1}, {0x1B, '2'}: {defaultSpacing, 0}, {0x1B, 'd'}: {feedLines, 1}, {0x1B, 'J'}: {feedDots, 1},
	{0x1B, '9'}: {charset, 1}, {0x1B, 'i'}: {cut, 0}, {0x1B, 'm'}: {cut, 0}, {0x1B, 't'}: {none, 1}, {0x1B, 'M'}: {none, 1},
	{0x1B, '!'}: {none, 1}, {0x1B, '-'}: {none, 1}, {0x1B, '$'}: {none, 2}, {0x1B, 'R'}: {none, 1}, {0x1B, '{'}: {none, 1}, {0x1B, 'p'}: {none, 3},
	{0x1D, '!'}: {size, 1}, {0x1D, 'a'}: {autoStatus, 1}, {0x1D, 'r'}: {orderedStatus, 1}, {0x1D, 'I'}: {modelName, 1},
	{0x1D, 'L'}: {none, 2}, {0x1D, 'W'}: {none, 2}, {0x1D, 'P'}: {none, 2}, {0x1D, 'B'}: {none, 1},
	{0x1C, '&'}: {hanMode, 0}, {0x1C, '.'}: {hanMode, 0}, {0x1C, '!'}: {hanSize, 1}, {0x1C, 'W'}: {hanSize, 1}, {0x1C, 'S'}: {none, 2}, {0x1C, '-'}: {none, 1},
	{0x10, dleEOT}: {none, 1}, {0x10, dleENQ}: {none, 1}, {0x10, 0x14}: {none, 3},
}

// parse takes one command from the head of buf. A size of 0 means that more bytes
// are needed.
func parse(buf []byte, m mode) (c command, size int) {
	if len(buf) == 0 {
		return command{}, 0
	}
	switch buf[0] {
	case '\n':
		return command{op: lineFeed}, 1
	case 0x1B, 0x1D, 0x1C, dle:
		return parseNamed(buf)
	}
	if buf[0] < 0x20 || buf[0] == 0x7F {
		return command{}, 1
	}
	size = characterSize(buf, m)
	if size == 0 {
		return command{}, 0
	}
	return command{character, buf[:size]}, size
}

func parseNamed(buf []byte) (command, int) {
	if len(buf) < 2 {
		return command{}, 0
	}
	name := [2]byte{buf[0], buf[1]}
	switch {
	case name == [2]byte{0x1D, 'V'}:
		return parseCut(buf)
	case name == [2]byte{0x1D, 'v'}:
		return parseArgs(buf, rasterHead, 6)
	case name[1] == '(' && name[0] != dle:
		return parseCounted(buf)
	}
	if f, ok := fixed[name]; ok {
		if f.op == hanMode {
			return command{hanMode, buf[1:2]}, 2
		}
		return parseArgs(buf, f.op, f.args)
	}
	return command{}, 2 // unknown: swallowed, and what follows is printed
}

func parseArgs(buf []byte, o op, n int) (command, int) {
	if len(buf) < 2+n {
		return command{}, 0
	}
	return command{o, buf[2 : 2+n]}, 2 + n
}

func parseCut(buf []byte) (command, int) {
	if len(buf) < 3 {
		return command{}, 0
	}
	if buf[2] == 'A' || buf[2] == 'B' {
		return parseArgs(buf, cutAfterFeed, 2)
	}
	return parseArgs(buf, cut, 1)
}

// parseCounted reads a command that says how long it is.
func parseCounted(buf []byte) (command, int) {
	if len(buf) < 5 {
		return command{}, 0
	}
	end := 5 + int(buf[3]) + 256*int(buf[4])
	if end > bufferSize {
		return command{}, 5 // longer than the buffer: it never fits
	}
	if len(buf) < end {
		return command{}, 0
	}
	c := command{none, buf[5:end]}
	switch [2]byte{buf[0], buf[2]} {
	case [2]byte{0x1D, 'H'}:
		c.op = processID
	case [2]byte{0x1D, 'k'}:
		c.op = qrCode
	}
	return c, end
}

// characterSize is how many bytes the character at the head takes; 0 if its rest
// has not come yet.
func characterSize(buf []byte, m mode) int {
	if buf[0] < 0x80 || !m.han {
		return 1
	}
	if m.utf8 {
		if !utf8.FullRune(buf) {
			return 0
		}
		_, n := utf8.DecodeRune(buf)
		return n
	}
	if len(buf) < 2 {
		return 0
	}
	if buf[1] < 0x40 { // half of a code of four bytes: this printer knows two
		return 1
	}
	return 2
}
