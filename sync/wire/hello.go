package wire

import (
	"crypto/ed25519"
	"fmt"
	"time"
)

// TypeHello is a kiosk's word on where it stands. Version 1 was not signed and
// did not say where the chain ends.
const TypeHello = "station365.hello.v2"

// Hello is what a kiosk says first on every connection, before any record, and
// again when a document was taken or refused: where it stands, so that the
// centre goes on from there and can tell a restored or cloned kiosk.
type Hello struct {
	Kiosk        string     `json:"kiosk"`
	Opening      bool       `json:"opening,omitempty"` // said on a new line before any record
	Epoch        uint32     `json:"epoch"`
	Sequence     uint64     `json:"sequence"`            // of the last record made in this epoch; 0 for none
	Hash         []byte     `json:"hash,omitempty"`      // of that record
	Acknowledged uint64     `json:"acknowledged"`        // this far the kiosk has the centre's word
	LastDown     uint64     `json:"lastDown"`            // the highest down sequence applied
	Documents    []Standing `json:"documents,omitempty"` // what the kiosk holds
}

// Standing is what became of the documents of one kind at a kiosk.
type Standing struct {
	Kind    string   `json:"kind"`
	Version uint64   `json:"version"`           // of the last good one; 0 for none
	Refused uint64   `json:"refused,omitempty"` // version of a newer one that was refused; 0 for none
	Reasons []string `json:"reasons,omitempty"` // why, in words for whoever published it
}

// Most of what a hello says about documents.
const (
	maxKinds   = 16
	MaxReasons = 20  // of one refusal
	MaxReason  = 300 // bytes of one reason
)

// maxHello is more than the longest hello has.
const maxHello = 160 << 10

func hello(kiosk string) spoken {
	return spoken{by: byKiosk, source: sourceKiosk(kiosk), kind: TypeHello, limit: maxHello}
}

// Hello encodes h as this kiosk's own, signed.
func (s *Sealer) Hello(h Hello, at time.Time) ([]byte, error) {
	h.Kiosk = s.identity.Kiosk
	return hello(h.Kiosk).sign(h, at.Truncate(coarse), s.sign)
}

// DecodeHello reads what the kiosk with this id and key said. Errors are
// ErrTooLarge, ErrMalformed, ErrVersion, ErrSignature or ErrForeign.
func DecodeHello(b []byte, kiosk string, key ed25519.PublicKey) (Hello, error) {
	var h Hello
	err := hello(kiosk).verify(b, key, &h)
	switch {
	case err != nil:
	case h.Kiosk != kiosk:
		err = ErrForeign
	case h.Epoch == 0 || h.Sequence > 0 && len(h.Hash) != 32:
		err = ErrMalformed
	case !h.bounded():
		err = ErrTooLarge
	}
	if err != nil {
		return Hello{}, fmt.Errorf("decode hello: %w", err)
	}
	return h, nil
}

func (h Hello) bounded() bool {
	for _, d := range h.Documents {
		if len(d.Kind) > maxName || len(d.Reasons) > MaxReasons {
			return false
		}
		for _, r := range d.Reasons {
			if len(r) > MaxReason {
				return false
			}
		}
	}
	return len(h.Documents) <= maxKinds
}
