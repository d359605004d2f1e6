package line

import (
	"bytes"
	"fmt"

	"station365/devices/scanner"
)

// maxCode is the most that a printed code of any kind says: 7089 figures in a QR
// code of version 40-L.
const maxCode = 7089

// parser cuts the bytes of a line into codes. It keeps at most the longest code
// and a frame, whatever comes.
type parser struct {
	format Format
	most   int // bytes of a code
	line   []byte
	lost   bool // this line was too long; the rest of it is thrown away
}

// piece is one line's end: a code, or what was wrong.
type piece struct {
	symbology string
	text      []byte // the taker's own
	err       error
}

// feed takes bytes and gives take each piece that they complete.
func (p *parser) feed(b []byte, take func(piece)) {
	for _, c := range b {
		p.add(c)
		if p.format.Suffix != Pause && p.isEnd() {
			p.line = p.line[:len(p.line)-len(p.format.Suffix)]
			p.end(take)
		}
	}
}

// add keeps one byte. A line too long loses its middle: its end must still be
// known when it comes.
func (p *parser) add(c byte) {
	if len(p.line) >= p.most+len(p.format.Prefix)+len(CRLF) {
		p.lost = true
		keep := copy(p.line, p.line[len(p.line)-len(CRLF):])
		clear(p.line[keep:])
		p.line = p.line[:keep]
	}
	p.line = append(p.line, c)
}

func (p *parser) isEnd() bool { return bytes.HasSuffix(p.line, []byte(p.format.Suffix)) }

// pending tells that a code has begun and not ended.
func (p *parser) pending() bool { return len(p.line) > 0 || p.lost }

// silence is what a gap means: the end where nothing else marks one, and half a
// code where something should have.
func (p *parser) silence(take func(piece)) {
	switch {
	case !p.pending():
	case p.format.Suffix == Pause || isBlank(p.line):
		p.end(take)
	default:
		p.fail(take, scanner.ErrPartial)
	}
}

// end takes the line off. Empty lines are no codes: scanners that send CR LF
// where CR is expected leave one after each code.
func (p *parser) end(take func(piece)) {
	body := bytes.TrimLeft(p.line, CRLF)
	if p.format.Suffix == Pause {
		body = bytes.TrimRight(body, CRLF)
	}
	if len(body) == 0 && !p.lost {
		p.forget()
		return
	}
	if p.lost || len(body) > p.most+len(p.format.Prefix) {
		p.fail(take, scanner.ErrTooLong)
		return
	}
	body, framed := bytes.CutPrefix(body, []byte(p.format.Prefix))
	if !framed {
		p.fail(take, scanner.ErrFrame)
		return
	}
	symbology, text, err := p.format.code(body)
	if err != nil {
		p.fail(take, err)
		return
	}
	p.forget()
	take(piece{symbology: symbology, text: text})
}

func isBlank(line []byte) bool { return len(bytes.Trim(line, CRLF)) == 0 }

func (p *parser) fail(take func(piece), kind error) {
	n := len(p.line)
	p.forget()
	take(piece{err: fmt.Errorf("%d bytes: %w", n, kind)})
}

// forget empties the line; what stood in it was somebody's.
func (p *parser) forget() {
	clear(p.line)
	p.line, p.lost = p.line[:0], false
}
