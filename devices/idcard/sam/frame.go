package sam

import (
	"bytes"
	"encoding/binary"
)

// A frame in either direction:
//
//	AA AA AA 96 69 | length, 2 bytes big endian | body | checksum
//
// The length counts body and checksum; the checksum is the XOR of everything
// after the preamble, so that the XOR of length, body and checksum is 0.
var preamble = []byte{0xAA, 0xAA, 0xAA, 0x96, 0x69}

const (
	lengthAt = 5 // where the length begins
	bodyAt   = 7 // where the body begins

	// An answer is at least SW1 SW2 SW3 and the checksum.
	minAnswer = 4
	// The longest answer: status 3, header 6, text 256, photo 1024,
	// fingerprints 1024, checksum 1 (30 10). A greater length is noise.
	maxAnswer = 3 + 6 + 256 + 1024 + 1024 + 1
)

// encode makes the frame of a command.
func encode(c command) []byte {
	n := len(c.bytes) + 1
	f := append([]byte{}, preamble...)
	f = binary.BigEndian.AppendUint16(f, uint16(n))
	f = append(f, c.bytes...)
	return append(f, xor(f[lengthAt:]))
}

func xor(b []byte) (sum byte) {
	for _, c := range b {
		sum ^= c
	}
	return sum
}

// parser finds answers in a stream of bytes that may begin in the middle, miss
// some or carry noise. It trusts nothing but a preamble with a possible length
// and a right checksum; after a wrong one it looks on from the next byte, since
// the true frame may begin inside the false one.
type parser struct {
	buf     []byte
	garbled bool // something that was no frame has been thrown away
}

// maxFed is the most that may be fed at once.
const maxFed = 512

// feed adds what arrived, at most maxFed bytes, after next has given nil. The
// buffer is made once, large enough: growing it would leave a copy of what a
// card says behind.
func (p *parser) feed(b []byte) {
	if p.buf == nil {
		p.buf = make([]byte, 0, bodyAt+maxAnswer+maxFed)
	}
	p.buf = append(p.buf, b...)
}

// next gives the body of the first whole frame (status and data), or nil if more
// bytes are needed. The body is the parser's until the next call of it.
func (p *parser) next() []byte {
	for {
		p.seek()
		if len(p.buf) < bodyAt {
			return nil
		}
		n := int(binary.BigEndian.Uint16(p.buf[lengthAt:]))
		if n < minAnswer || n > maxAnswer {
			p.skip(1)
			continue
		}
		end := bodyAt + n
		if len(p.buf) < end {
			return nil
		}
		if xor(p.buf[lengthAt:end]) != 0 {
			p.skip(1)
			continue
		}
		body := bytes.Clone(p.buf[bodyAt : end-1])
		p.drop(end)
		return body
	}
}

// seek drops what stands before the first preamble or the start of one.
func (p *parser) seek() {
	at := bytes.Index(p.buf, preamble)
	if at < 0 {
		at = len(p.buf) - tail(p.buf)
	}
	if at > 0 {
		p.skip(at)
	}
}

// tail is how many of the last bytes may be the start of a preamble.
func tail(b []byte) int {
	for n := min(len(b), len(preamble)-1); n > 0; n-- {
		if bytes.HasPrefix(preamble, b[len(b)-n:]) {
			return n
		}
	}
	return 0
}

func (p *parser) skip(n int) {
	p.garbled = true
	p.drop(n)
}

// drop forgets the first n bytes. They may be a person's, so that the place they
// leave is zeroed.
func (p *parser) drop(n int) {
	left := copy(p.buf, p.buf[n:])
	clear(p.buf[left:])
	p.buf = p.buf[:left]
}

// wipe forgets everything.
func (p *parser) wipe() {
	clear(p.buf[:cap(p.buf)])
	p.buf, p.garbled = p.buf[:0], false
}
