package emulator

import (
	"image"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"station365/devices/printer/typeset"
)

// mode is how the next letters are printed.
type mode struct {
	han     bool // bytes from 80 are halves of Han characters
	utf8    bool
	bold    bool
	wide    int
	high    int
	align   byte
	spacing int // rows from line to line
}

const inchSixth = 34 // rows: the spacing at power-on

func (p *Printer) modeAtPowerOn() mode { return mode{han: true, wide: 1, high: 1, spacing: inchSixth} }

// letter waits for its line to be printed.
type letter struct {
	r    rune
	bold bool
	wide int
	high int
}

func (p *Printer) execute(c command) {
	m := &p.mode
	switch c.op {
	case character:
		p.write(c.args)
	case lineFeed:
		p.printLine(0)
	case feedLines:
		p.printLine(int(c.args[0]) * m.spacing)
	case feedDots:
		p.printLine(int(c.args[0]))
	case initialise:
		*m, p.letters = p.modeAtPowerOn(), nil
	case align:
		m.align = c.args[0] & 3
	case bold:
		m.bold = c.args[0]&1 == 1
	case size:
		m.wide, m.high = int(c.args[0]>>4&7)+1, int(c.args[0]&7)+1
	case hanSize:
		m.wide, m.high = int(c.args[0]>>2&1)+1, int(c.args[0]>>3&1)+1
	case hanMode:
		m.han = c.args[0] == '&'
	case spacing:
		m.spacing = int(c.args[0])
	case defaultSpacing:
		m.spacing = inchSixth
	case charset:
		m.utf8 = p.opts.Charset == "utf8" && c.args[0] == 1
	case rasterHead:
		a := c.args
		p.raster = raster{rows: int(a[4]) + 256*int(a[5]), stride: int(a[2]) + 256*int(a[3])}
		if p.raster.stride == 0 || p.raster.stride > bufferSize {
			p.raster = raster{}
		}
	default:
		p.answer(c)
	}
}

// answer does the commands that the host wants to hear of, and codes.
func (p *Printer) answer(c command) {
	can := p.opts.Can
	switch {
	case c.op == autoStatus && can.ASB:
		p.asb = c.args[0]
		if packet := p.status(); p.asb != 0 {
			p.say(packet[:]...)
		}
	case c.op == orderedStatus && can.Ordered:
		p.say(p.orderedPaper())
	case c.op == modelName && can.Model != "":
		p.say(append(append([]byte{0x5F}, can.Model...), 0)...)
	case c.op == processID && can.ProcessID && len(c.args) == 6:
		p.say(append(append([]byte{0x37, 0x22}, c.args[2:6]...), 0)...)
	case c.op == qrCode && can.QR:
		p.qr(c.args)
	}
}

// write puts one character into the line; a full line is printed first.
func (p *Printer) write(b []byte) {
	l := letter{p.decode(b), p.mode.bold, p.mode.wide, p.mode.high}
	if p.lineWidth()+l.width() > p.opts.Dots {
		p.printLine(0)
	}
	p.letters = append(p.letters, l)
}

func (l letter) width() int { return typeset.Columns(l.r) * typeset.HalfCell * l.wide }

func (p *Printer) lineWidth() int {
	w := 0
	for _, l := range p.letters {
		w += l.width()
	}
	return w
}

// decode reads a character as this printer's font has it: two bytes at most.
func (p *Printer) decode(b []byte) rune {
	switch {
	case len(b) == 1 && b[0] < 0x80:
		return rune(b[0])
	case len(b) == 1:
		return '?'
	case p.mode.utf8:
		r, _ := utf8.DecodeRune(b)
		if gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r))); err != nil || len(gbk) > 2 {
			return '?'
		}
		return r
	}
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(b)
	r, _ := utf8.DecodeRune(text)
	if err != nil || r == utf8.RuneError {
		return '\u3000' // a blank as wide as a character
	}
	return r
}

// printLine prints what waits and feeds so many rows, or the line spacing for 0.
func (p *Printer) printLine(rows int) {
	high := 0
	for _, l := range p.letters {
		high = max(high, l.high*typeset.Cell)
	}
	if rows == 0 {
		rows = p.mode.spacing
	}
	top, x := p.paper.H, p.from(p.lineWidth())
	p.feed(max(rows, high))
	for _, l := range p.letters {
		if l.r != ' ' && l.r != '\u3000' {
			p.pen.Cell(p.paper, x, top+high-l.high*typeset.Cell, l.r, l.bold, l.wide, l.high)
		}
		x += l.width()
	}
	p.letters = nil
}

// code is what the commands for QR codes have set up.
type code struct {
	module int
	data   []byte
}

func (p *Printer) qr(args []byte) {
	if len(args) < 3 || args[0] != 0x31 {
		return
	}
	switch args[1] {
	case 0x43:
		p.code.module = int(args[2])
	case 0x50:
		p.code.data = append([]byte(nil), args[3:]...)
	case 0x51:
		c, err := typeset.Encode(string(p.code.data), max(1, p.code.module), p.opts.Dots)
		if err != nil {
			return // as the real thing: nothing comes out
		}
		top := p.paper.H
		p.feed(c.Dots())
		p.paper.Draw(c.Bitmap(), image.Pt(p.from(c.Dots()), top))
	case 0x52:
		p.say(0x37, 0x36, 0x30, 0)
	}
}
