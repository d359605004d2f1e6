package wire

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// canonical builds the one binary form of a list of fields that hashes and
// signatures are made over: lengths are written, so no two lists look alike.
type canonical struct{ b []byte }

func newCanonical(purpose string) *canonical {
	c := &canonical{}
	c.text("station365")
	c.text(purpose)
	return c
}

func (c *canonical) bytes(b []byte) {
	c.b = binary.BigEndian.AppendUint32(c.b, uint32(len(b)))
	c.b = append(c.b, b...)
}

func (c *canonical) text(s string) { c.bytes([]byte(s)) }

func (c *canonical) number(n uint64) { c.b = binary.BigEndian.AppendUint64(c.b, n) }

func (c *canonical) flag(f bool) {
	if f {
		c.b = append(c.b, 1)
		return
	}
	c.b = append(c.b, 0)
}

func (c *canonical) hash() [32]byte { return sha256.Sum256(c.b) }

// KeyID names a public key: the first eight bytes of its SHA-256, in hex.
func KeyID(public []byte) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:8])
}

// NewID makes a UUIDv7 (RFC 9562) of the time at; the clock may be wrong, so
// nothing is ordered by it.
func NewID(at time.Time) string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // crypto/rand never returns an error
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		u[i] = byte(ms >> (40 - 8*i))
	}
	u[6] = u[6]&0x0f | 0x70
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// validSignature is ed25519.Verify that refuses, instead of panicking on, a key
// of the wrong length.
func validSignature(public ed25519.PublicKey, message, sig []byte) bool {
	return len(public) == ed25519.PublicKeySize && ed25519.Verify(public, message, sig)
}
