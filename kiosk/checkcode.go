package kiosk

import (
	"errors"
	"strings"
)

// CheckCode is the first 80 bits of a record's hash, 16 Crockford base32
// characters in groups of four: "7F3A-C21E-90B4-KM5T".
type CheckCode string

// ErrCheckCode is a check code that was mistyped.
var ErrCheckCode = errors.New("not a check code")

// crockford is D. Crockford's alphabet: no I, L, O, U.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// CheckCodeOf writes the first ten bytes of a SHA-256 hash.
func CheckCodeOf(hash [32]byte) CheckCode {
	var b strings.Builder
	for i := range 16 {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(crockford[fiveBits(hash[:], i*5)])
	}
	return CheckCode(b.String())
}

// Base32 writes b in Crockford's base32 without padding; a QR code carries a
// whole hash this way.
func Base32(b []byte) string {
	var s strings.Builder
	for bit := 0; bit < len(b)*8; bit += 5 {
		s.WriteByte(crockford[fiveBits(b, bit)])
	}
	return s.String()
}

// ParseCheckCode accepts what people type: lower case, no hyphens, O for 0, I
// and L for 1.
func ParseCheckCode(typed string) (CheckCode, error) {
	var b strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch r {
		case '-', ' ':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if !strings.ContainsRune(crockford, r) {
			return "", ErrCheckCode
		}
		if b.Len() > 0 && b.Len()%5 == 4 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	if b.Len() != 19 {
		return "", ErrCheckCode
	}
	return CheckCode(b.String()), nil
}

// fiveBits reads five bits of b from bit at, with zeroes past the end.
func fiveBits(b []byte, at int) byte {
	var w uint16
	if at/8 < len(b) {
		w = uint16(b[at/8]) << 8
	}
	if at/8+1 < len(b) {
		w |= uint16(b[at/8+1])
	}
	return byte(w>>(11-at%8)) & 31
}
