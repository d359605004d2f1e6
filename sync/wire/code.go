package wire

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"golang.org/x/crypto/argon2"

	"station365/kiosk"
)

// Code is what a technician types or scans to enrol a kiosk: 24 characters of
// Crockford's base32 and a check character, in five groups of five. Printing it
// shows nothing; Reveal does.
type Code struct {
	place  string // 2 characters: which of the centre's open codes it is; no secret
	secret string // 9 characters, 45 bits
	anchor string // 13 characters: the first 65 bits of the hash of the CA's key
}

// Lengths of the parts, in characters of five bits.
const (
	placeLength  = 2
	secretLength = 9
	anchorLength = 13
	codeLength   = placeLength + secretLength + anchorLength + 1 // and a check character
	codeGroup    = 5
)

// CodePlaces is how many codes can be open at a time.
const CodePlaces = 1 << (5 * placeLength)

// What can be wrong with a code that was typed.
var (
	ErrCodeLength = fmt.Errorf("an enrolment code has %d characters in groups of %d", codeLength, codeGroup)
	ErrCodeTyped  = errors.New("the enrolment code was mistyped")
)

// NewCode makes a code with a new secret, for a place below CodePlaces and the
// centre whose CA has this public key (SubjectPublicKeyInfo).
func NewCode(place int, caKey []byte) Code {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // crypto/rand never returns an error
	defer clear(b)
	return Code{place: CodePlace(place), secret: kiosk.Base32(b)[:secretLength], anchor: anchorOf(caKey)}
}

// CodePlace writes a place as it stands in a code.
func CodePlace(n int) string {
	return string([]byte{crockford[n>>5&31], crockford[n&31]})
}

func anchorOf(caKey []byte) string {
	sum := sha256.Sum256(caKey)
	return kiosk.Base32(sum[:])[:anchorLength]
}

// ParseCode accepts what people type and scanners read: lower case, with or
// without hyphens and spaces, O for 0, I and L for 1. One wrong character, and
// any two that changed places, are found.
func ParseCode(typed string) (Code, error) {
	folded := strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(strings.TrimSpace(typed)))
	if len(folded) != codeLength {
		return Code{}, ErrCodeLength
	}
	body := folded[:codeLength-1]
	check, ok := checkCharacter(body)
	if !ok || folded[codeLength-1] != check {
		return Code{}, ErrCodeTyped
	}
	return Code{place: body[:placeLength], secret: body[placeLength : placeLength+secretLength], anchor: body[placeLength+secretLength:]}, nil
}

// Reveal is the code as it is printed, typed and scanned.
func (c Code) Reveal() string {
	body := c.place + c.secret + c.anchor
	check, _ := checkCharacter(body)
	body += string(check)
	var groups []string
	for at := 0; at < len(body); at += codeGroup {
		groups = append(groups, body[at:at+codeGroup])
	}
	return strings.Join(groups, "-")
}

// Place says which of the centre's open codes this is.
func (c Code) Place() string { return c.place }

// Names reports whether a CA with this public key is the one the code was made
// for.
func (c Code) Names(caKey []byte) bool { return c.anchor == anchorOf(caKey) }

// String keeps the secret out of print and logs.
func (c Code) String() string { return "enrolment code" }

// GoString keeps the secret out of %#v.
func (c Code) GoString() string { return c.String() }

// LogValue keeps the secret out of slog.
func (c Code) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Argon2id for a code's secret: a server that is not the centre may see one
// proof, and has the code's fifteen minutes to find the secret. At a tenth of a
// second a guess, 45 bits would cost it a hundred thousand years.
const (
	codePasses = 3
	codeKiB    = 64 << 10
)

// CodeKey is what a code's secret becomes before it proves anything.
type CodeKey []byte

// Key derives the code's key. It takes a tenth of a second and 64 MiB on purpose.
func (c Code) Key(caKey []byte) CodeKey {
	salt := sha256.Sum256(append([]byte("station365 enrolment code v1"), caKey...))
	return argon2.IDKey([]byte(c.secret), salt[:], codePasses, codeKiB, 1, 32)
}

// Who proves something with a code's key.
const (
	ProvenByKiosk  = "proven by the kiosk"
	ProvenByCentre = "proven by the centre"
)

// Prove shows that whoever says message in the TLS connection with this exporter
// knows the code. It is worth nothing in any other connection.
func (k CodeKey) Prove(by string, exporter, message []byte) []byte {
	c := newCanonical(by)
	c.bytes(exporter)
	c.bytes(message)
	m := hmac.New(sha256.New, k)
	_, _ = m.Write(c.b) // a hash never returns an error
	return m.Sum(nil)
}

// Proves checks what Prove made.
func (k CodeKey) Proves(by string, exporter, message, proof []byte) bool {
	return len(k) > 0 && hmac.Equal(proof, k.Prove(by, exporter, message))
}

// crockford is D. Crockford's alphabet: no I, L, O, U.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// checkCharacter is a sum over GF(32) in which every place has another weight,
// a power of x modulo x^5+x^2+1; that polynomial is primitive, so up to 31
// places differ and every change of one character or swap of two shows.
func checkCharacter(body string) (check byte, ok bool) {
	var sum byte
	for i := range len(body) {
		v := bytes.IndexByte([]byte(crockford), body[i])
		if v < 0 {
			return 0, false
		}
		sum ^= byte(v)
		if sum <<= 1; sum&32 != 0 {
			sum ^= 0b100101
		}
	}
	return crockford[sum], true
}
