package wire

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"time"

	"station365/kiosk"
)

// TypeAcknowledgement is the centre's word on records. Version 1 named sequences
// only; a cloned kiosk would have taken it for its own.
const TypeAcknowledgement = "station365.acknowledgement.v2"

// Acknowledgement is the centre's word that it has committed records. It is
// cumulative: losing one does no harm. Through and Beyond count for a kiosk only
// if its own record there has the hash that is named: the chain of hashes then
// says that everything before it is the same too.
type Acknowledgement struct {
	Kiosk       string        `json:"kiosk"`
	Epoch       uint32        `json:"epoch"`
	Through     uint64        `json:"through"`               // all sequences up to here
	Hash        []byte        `json:"hash,omitempty"`        // of the record at Through; none if Through is 0
	Beyond      []Span        `json:"beyond,omitempty"`      // and these, after a gap
	Quarantined []Quarantined `json:"quarantined,omitempty"` // set aside at the centre, bytes kept
	ResendFrom  uint64        `json:"resendFrom,omitempty"`  // send again what follows here and is not named above; 0: no need
	SlowDown    uint32        `json:"slowDown,omitempty"`    // seconds in which to send no records; 0: go on
	At          time.Time     `json:"at"`                    // the centre's clock
}

// Span is an unbroken run of records, both ends included.
type Span struct {
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
	Hash []byte `json:"hash"` // of the record at To
}

// Quarantined names a record that the centre refused, by its hash: a cloned
// kiosk may have another one at the same place.
type Quarantined struct {
	Sequence uint64 `json:"sequence"`
	ID       string `json:"id"` // of the message: the record's or its tombstone's
	Hash     []byte `json:"hash"`
	Reason   string `json:"reason"` // a stable key
}

// Has reports whether the centre says that it has a record. Where it names a hash
// it must be the record's; elsewhere the chain of hashes leads to one that is named.
func (a Acknowledgement) Has(r kiosk.Record) bool {
	if a.Epoch != r.Epoch {
		return false
	}
	for _, s := range append([]Span{{1, a.Through, a.Hash}}, a.Beyond...) {
		if s.From <= r.Sequence && r.Sequence <= s.To {
			return r.Sequence < s.To || bytes.Equal(s.Hash, r.Hash[:])
		}
	}
	return false
}

// Most of what one acknowledgement names; what does not fit is said in the next.
const (
	MaxBeyond      = 256
	MaxQuarantined = 256
)

var acknowledgement = spoken{by: byCentre, source: sourceCentre, kind: TypeAcknowledgement, limit: MaxMessage}

// Sign encodes the acknowledgement.
func (a Acknowledgement) Sign(key ed25519.PrivateKey) ([]byte, error) {
	return acknowledgement.sign(a, a.At, key)
}

// DecodeAcknowledgement reads what the centre signed for this kiosk. Errors are
// ErrTooLarge, ErrMalformed, ErrVersion, ErrSignature or ErrForeign.
func DecodeAcknowledgement(b []byte, identity Identity) (Acknowledgement, error) {
	var a Acknowledgement
	err := acknowledgement.verify(b, identity.CentreKey, &a)
	switch {
	case err != nil:
	case a.Kiosk != identity.Kiosk:
		err = ErrForeign
	case len(a.Beyond) > MaxBeyond || len(a.Quarantined) > MaxQuarantined:
		err = ErrTooLarge
	}
	if err != nil {
		return Acknowledgement{}, fmt.Errorf("decode acknowledgement: %w", err)
	}
	return a, nil
}
