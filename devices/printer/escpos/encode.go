package escpos

import (
	"station365/devices/printer/typeset"
)

// step is a whole command, or some that belong together: between two steps, and
// only there, the printer may be asked for its status.
type step struct {
	bytes []byte
	rows  int // of paper that it moves
	ink   bool
}

// bandRows is how high a strip of a picture is sent. Low strips keep the printer
// answering; this one is at most 1.8 KB, less than the smallest common buffer.
const bandRows = 24

// bandMax is the longest step.
const bandMax = 8 + bandRows*typeset.Paper80/8

// Commands. Names and numbers are those of the makers' manuals.
var (
	initialise = []byte{0x1B, '@'}
	hanMode    = []byte{0x1C, '&'}
	hanTight   = []byte{0x1C, 'S', 0, 0} // some set Han characters two dots apart
	utf8Mode   = []byte{0x1B, '9', 1}
	plainSize  = []byte{0x1D, '!', 0, 0x1C, '!', 0} // makers differ in which of the two Han characters obey
	lineFeed   = []byte{'\n'}
	cutPaper   = []byte{0x1D, 'V', 'B', 0} // feeds to the knife first
	clearAll   = []byte{0x10, 0x05, 0x02}
)

func emphasis(on bool) []byte {
	if on {
		return []byte{0x1B, 'E', 1}
	}
	return []byte{0x1B, 'E', 0}
}

func spacing(rows int) []byte { return []byte{0x1B, '3', byte(rows)} }

func alignment(n byte) []byte { return []byte{0x1B, 'a', n} }

func processID(id string) []byte { return append([]byte{0x1D, '(', 'H', 6, 0, '0', '0'}, id...) }

// program turns a sheet into steps.
type program struct {
	charset  *charset
	nativeQR bool
	steps    []step
	pending  int // rows of empty paper not yet sent
}

func encode(s *typeset.Sheet, c *charset, nativeQR bool) []step {
	p := &program{charset: c, nativeQR: nativeQR}
	head := join(initialise, hanMode, hanTight, plainSize, alignment(0))
	if c.name == UTF8 {
		head = join(head, utf8Mode)
	}
	p.add(0, head)
	for _, l := range s.Lines {
		p.line(l, s.Dots)
	}
	p.flush()
	return p.steps
}

func join(parts ...[]byte) []byte {
	var out []byte
	for _, b := range parts {
		out = append(out, b...)
	}
	return out
}

func (p *program) add(rows int, parts ...[]byte) {
	p.steps = append(p.steps, step{bytes: join(parts...), rows: rows})
}

// addInk adds a step that leaves something on the paper.
func (p *program) addInk(rows int, parts ...[]byte) {
	p.add(rows, parts...)
	p.steps[len(p.steps)-1].ink = true
}

func (p *program) line(l typeset.Line, dots int) {
	if text, ok := p.charset.line(l.Cells); ok && l.Height <= 255 {
		p.flush()
		p.addInk(l.Height, spacing(l.Height), text, lineFeed)
		return
	}
	switch {
	case l.Code != nil && p.nativeQR:
		p.code(l.Code)
	case l.Code != nil:
		b := typeset.NewBitmap(dots, l.Code.Dots())
		b.Draw(l.Code.Bitmap(), at((dots-l.Code.Dots())/2, 0))
		p.picture(b, l.Height)
	case l.Picture != nil:
		p.picture(l.Picture, l.Height)
	default:
		p.pending += l.Height
	}
}

// flush sends the empty paper that has gathered.
func (p *program) flush() {
	for p.pending > 0 {
		n := min(p.pending, 255)
		p.add(n, []byte{0x1B, 'J', byte(n)})
		p.pending -= n
	}
}

// code lets the printer draw: model 2, middle error correction.
func (p *program) code(c *typeset.Code) {
	p.flush()
	data := []byte(c.Data)
	n := len(data) + 3
	p.addInk(c.Dots(), alignment(1),
		[]byte{0x1D, '(', 'k', 4, 0, '1', 'A', '2', 0},
		[]byte{0x1D, '(', 'k', 3, 0, '1', 'C', byte(c.Module)},
		[]byte{0x1D, '(', 'k', 3, 0, '1', 'E', '1'},
		[]byte{0x1D, '(', 'k', byte(n), byte(n >> 8), '1', 'P', '0'}, data,
		[]byte{0x1D, '(', 'k', 3, 0, '1', 'Q', '0'},
		alignment(0))
}
