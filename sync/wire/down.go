package wire

import (
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"

	"station365/kiosk"
)

// Types of what the centre says, and of the kiosk's hello.
const (
	TypeAcknowledgement = "station365.acknowledgement.v1"
	TypeDown            = "station365.down.v1"
	TypeHello           = "station365.hello.v1"
)

// KindStatusChanged is the kind of a Down that moves a case on.
const KindStatusChanged = "case-status-changed"

// Acknowledgement is the centre's word that it has committed records. It is
// cumulative: losing one does no harm.
type Acknowledgement struct {
	Kiosk       string        `json:"kiosk"`
	Epoch       uint32        `json:"epoch"`
	Through     uint64        `json:"through"`               // all sequences up to here
	Beyond      []uint64      `json:"beyond,omitempty"`      // and these, after a gap
	Quarantined []Quarantined `json:"quarantined,omitempty"` // set aside at the centre, bytes kept
	At          time.Time     `json:"at"`                    // the centre's clock
}

// Quarantined names a record that the centre refused, by its hash: a cloned
// kiosk may have another one at the same place.
type Quarantined struct {
	Sequence uint64 `json:"sequence"`
	Hash     []byte `json:"hash"`
	Reason   string `json:"reason"` // a stable key
}

// Down is one message of the centre to one kiosk.
type Down struct {
	Kiosk    string       `json:"kiosk"`
	Sequence uint64       `json:"sequence"` // the down sequence: 1, 2, 3 … per kiosk
	Kind     string       `json:"kind"`     // KindStatusChanged
	CaseID   kiosk.CaseID `json:"case"`
	Revision int          `json:"revision"`
	Status   kiosk.Status `json:"status"`
	Reason   string       `json:"reason,omitempty"` // reason code, never free text
	At       time.Time    `json:"at"`
	Sealed   []byte       `json:"sealed,omitempty"` // a Reply, to the resident's reply key
}

// Event is the line of the case's history that d brings.
func (d Down) Event() kiosk.Event {
	return kiosk.Event{Revision: d.Revision, Status: d.Status, Reason: d.Reason, At: d.At}
}

// Hello is what a kiosk says on every connection: from where to go on.
type Hello struct {
	Type     string `json:"type"` // TypeHello
	Kiosk    string `json:"kiosk"`
	Epoch    uint32 `json:"epoch"`
	LastDown uint64 `json:"lastDown"` // the highest down sequence applied
}

// Sign encodes the acknowledgement.
func (a Acknowledgement) Sign(key ed25519.PrivateKey) ([]byte, error) {
	return signMessage(TypeAcknowledgement, a, a.At, key)
}

// Sign encodes the message.
func (d Down) Sign(key ed25519.PrivateKey) ([]byte, error) {
	return signMessage(TypeDown, d, d.At, key)
}

// DecodeAcknowledgement reads what the centre signed for this kiosk. Errors are
// ErrTooLarge, ErrMalformed, ErrVersion, ErrSignature or ErrForeign.
func DecodeAcknowledgement(b []byte, identity Identity) (Acknowledgement, error) {
	var a Acknowledgement
	err := verifyMessage(b, TypeAcknowledgement, identity.CentreKey, &a)
	if err == nil && a.Kiosk != identity.Kiosk {
		err = ErrForeign
	}
	if err != nil {
		return Acknowledgement{}, fmt.Errorf("decode acknowledgement: %w", err)
	}
	return a, nil
}

// DecodeDown reads what the centre signed for this kiosk. Errors are
// ErrTooLarge, ErrMalformed, ErrVersion, ErrSignature or ErrForeign.
func DecodeDown(b []byte, identity Identity) (Down, error) {
	var d Down
	err := verifyMessage(b, TypeDown, identity.CentreKey, &d)
	switch {
	case err != nil:
	case d.Kiosk != identity.Kiosk:
		err = ErrForeign
	case d.Sequence == 0:
		err = ErrMalformed
	}
	if err != nil {
		return Down{}, fmt.Errorf("decode down message: %w", err)
	}
	return d, nil
}

// Encode writes the hello. It is not signed: it moves nothing but where a
// replay to this kiosk begins, and the broker lets only this kiosk say it.
func (h Hello) Encode() ([]byte, error) {
	h.Type = TypeHello
	b, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("encode hello: %w", err)
	}
	return b, nil
}

// DecodeHello reads a hello. Errors are ErrTooLarge, ErrMalformed, ErrVersion.
func DecodeHello(b []byte) (Hello, error) {
	var h Hello
	if len(b) > 4<<10 {
		return h, fmt.Errorf("decode hello: %w", ErrTooLarge)
	}
	if err := json.Unmarshal(b, &h); err != nil {
		return Hello{}, fmt.Errorf("decode hello: %w", ErrMalformed)
	}
	if h.Type != TypeHello {
		return Hello{}, fmt.Errorf("decode hello: %w", ErrVersion)
	}
	return h, nil
}
