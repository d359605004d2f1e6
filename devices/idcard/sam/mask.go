package sam

import (
	"bytes"
	"encoding/binary"
)

// Mask copies what a module said with nothing of a person in it, for transcripts:
// in a reading every character but the mark of the card's kind becomes an x, every
// digit a 0, photo and fingerprints zero, and the checksum is right again, so that
// the transcript can be played. Bytes that belong to no whole answer are zeroed:
// they may be the rest of a reading.
func Mask(said []byte) []byte {
	out := make([]byte, 0, len(said))
	for len(said) > 0 {
		n := wholeFrame(said)
		switch {
		case n == 0:
			out = append(out, 0)
			n = 1
		case n <= longestImpersonal:
			out = append(out, said[:n]...)
		default:
			out = append(out, maskedFrame(said[:n])...)
		}
		said = said[n:]
	}
	return out
}

// longestImpersonal is the frame of the module's number; what is longer says
// something about a card.
const longestImpersonal = bodyAt + 3 + moduleIDLen + 1

// wholeFrame is the length of the answer that b begins with, 0 if there is none.
func wholeFrame(b []byte) int {
	if len(b) < bodyAt || !bytes.HasPrefix(b, preamble) {
		return 0
	}
	n := int(binary.BigEndian.Uint16(b[lengthAt:]))
	if n < minAnswer || n > maxAnswer || len(b) < bodyAt+n || xor(b[lengthAt:bodyAt+n]) != 0 {
		return 0
	}
	return bodyAt + n
}

func maskedFrame(f []byte) []byte {
	m := make([]byte, len(f))
	const dataAt = bodyAt + 3
	copy(m, f[:dataAt])
	data, masked := f[dataAt:len(f)-1], m[dataAt:len(m)-1]
	for _, items := range []int{2, 3} {
		head := 2 * items
		if block, err := textBlock(data, items); err == nil && adds(data, items) {
			copy(masked, data[:head])
			maskText(masked[head:head+textLength], block)
		}
	}
	m[len(m)-1] = xor(m[lengthAt : len(m)-1])
	return m
}

// adds reports whether the lengths at the beginning are those of all that follows,
// which tells a reading with fingerprints from one without.
func adds(data []byte, items int) bool {
	total := 2 * items
	for i := range items {
		total += int(binary.BigEndian.Uint16(data[2*i:]))
	}
	return total == len(data)
}

func maskText(out, block []byte) {
	for at := 0; at < textLength; at += 2 {
		u := binary.LittleEndian.Uint16(block[at:])
		switch {
		case at == markAt || padding(u):
		case u >= '0' && u <= '9':
			u = '0'
		default:
			u = 'x'
		}
		binary.LittleEndian.PutUint16(out[at:], u)
	}
}
