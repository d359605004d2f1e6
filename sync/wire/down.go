package wire

import (
	"crypto/ed25519"
	"fmt"
	"time"

	"station365/kiosk"
)

// TypeDown is what the centre says of a kiosk's cases.
const TypeDown = "station365.down.v1"

// KindStatusChanged is the kind of a Down that moves a case on.
const KindStatusChanged = "case-status-changed"

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

var down = spoken{by: byCentre, source: sourceCentre, kind: TypeDown, limit: MaxMessage}

// Sign encodes the message.
func (d Down) Sign(key ed25519.PrivateKey) ([]byte, error) { return down.sign(d, d.At, key) }

// DecodeDown reads what the centre signed for this kiosk. Errors are
// ErrTooLarge, ErrMalformed, ErrVersion, ErrSignature or ErrForeign.
func DecodeDown(b []byte, identity Identity) (Down, error) {
	var d Down
	err := down.verify(b, identity.CentreKey, &d)
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
