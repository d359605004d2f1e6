package kiosk

import (
	"errors"
	"strings"
)

// ErrQR is a text that is not what a receipt's QR code says.
var ErrQR = errors.New("not the code of a receipt")

// qrMark begins every receipt's QR code: whose, and which version of its text.
const qrMark = "S365/1/"

// hashDigits are the characters that Base32 writes of a whole hash.
const hashDigits = 52

// QRText is what a receipt's QR code says: an opaque number and the whole hash,
// in characters of QR's alphanumeric mode.
func QRText(number CaseNumber, hash [32]byte) string {
	return qrMark + string(number) + "/" + Base32(hash[:])
}

// ParseQR reads what QRText wrote, to the letter: a printer makes no slips of the
// finger, and whoever holds up another code gets no second guess. The text may
// come from anybody.
func ParseQR(text string) (number CaseNumber, hash [32]byte, err error) {
	rest, ours := strings.CutPrefix(text, qrMark)
	first, second, two := strings.Cut(rest, "/")
	if !ours || !two || len(second) != hashDigits || !CaseNumber(first).Valid() {
		return "", hash, ErrQR
	}
	if err := readBase32(hash[:], second); err != nil {
		return "", [32]byte{}, err
	}
	return CaseNumber(first), hash, nil
}

// readBase32 fills b with what Base32 wrote; bits past its end must be zero, so
// that each hash has one way of being written.
func readBase32(b []byte, s string) error {
	for i := range len(s) {
		v := strings.IndexByte(crockford, s[i])
		if v < 0 {
			return ErrQR
		}
		for j := range 5 {
			bit := i*5 + j
			set := v&(16>>j) != 0
			switch {
			case set && bit >= len(b)*8:
				return ErrQR
			case set:
				b[bit/8] |= 0x80 >> (bit % 8)
			}
		}
	}
	return nil
}
