package wire

import (
	"crypto/ed25519"
	"fmt"
	"time"

	"station365/kiosk"
)

// Sealer makes a kiosk's records. It is safe for use by several goroutines.
type Sealer struct {
	identity Identity
	sign     ed25519.PrivateKey
}

// NewSealer makes records in the name of identity, signed with the kiosk's own
// key.
func NewSealer(identity Identity, keys KioskKeys) *Sealer {
	return &Sealer{identity: identity, sign: keys.SignKey()}
}

// Seal makes the record that stands at head. Its bytes are final: every try to
// send it uses the same ones.
func (s *Sealer) Seal(head kiosk.Head, body Body) (kiosk.Record, error) {
	plain, err := body.encode()
	if err != nil {
		return kiosk.Record{}, fmt.Errorf("seal record: %w", err)
	}
	defer clear(plain)
	at := body.SubmittedAt.UTC().Truncate(coarse)
	r := Record{Type: TypeRecord, ID: NewID(at), Kiosk: s.identity.Kiosk, Epoch: head.Epoch,
		Sequence: head.Sequence, Prev: head.Prev, KeyID: s.identity.SealKeyID,
		Time: at, TimeTrusted: body.TimeTrusted}
	if r.Sealed, err = sealTo(s.identity.SealKey, TypeRecord, r.aad(), plain); err != nil {
		return kiosk.Record{}, fmt.Errorf("seal record: %w", err)
	}
	r.Hash = r.recordHash()
	return s.finish(r)
}

// Tombstone makes what goes up in place of a record that was set aside: its
// place and hash, so that the chain has no gap, and why. reason is a stable key.
func (s *Sealer) Tombstone(of kiosk.Record, reason string, at time.Time) (kiosk.Record, error) {
	at = at.UTC().Truncate(coarse)
	return s.finish(Record{Type: TypeTombstone, ID: NewID(at), Kiosk: s.identity.Kiosk, Epoch: of.Epoch,
		Sequence: of.Sequence, Hash: of.Hash, KeyID: s.identity.SealKeyID,
		Time: at, Reason: reason})
}

func (s *Sealer) finish(r Record) (kiosk.Record, error) {
	r.Signature = ed25519.Sign(s.sign, r.signed())
	b, err := r.encode()
	if err != nil {
		return kiosk.Record{}, err
	}
	return kiosk.Record{ID: r.ID, Epoch: r.Epoch, Sequence: r.Sequence, Hash: r.Hash, Bytes: b}, nil
}
