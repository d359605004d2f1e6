package wire

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"regexp"

	"station365/kiosk"
)

// Identity is the centre's answer to a Request: who the kiosk is, where it
// speaks and whom it believes. It holds one secret, the broker token.
type Identity struct {
	Version   int               `json:"version"`
	Kiosk     string            `json:"kiosk"` // also the MQTT client id and user name
	Community string            `json:"community"`
	Prefix    string            `json:"prefix"`    // of its case numbers
	SealKey   []byte            `json:"sealKey"`   // the centre's X25519 public key
	SealKeyID string            `json:"sealKeyId"` // names SealKey in every record
	CentreKey ed25519.PublicKey `json:"centreKey"` // signs what comes down
	Topics    Topics            `json:"topics"`
	Token     string            `json:"token"` // password at the centre's own broker, on loopback only

	CA          []byte `json:"ca,omitempty"`          // X.509 in DER: signs all certificates of this centre
	Certificate []byte `json:"certificate,omitempty"` // X.509 in DER: the kiosk's first one, later ones are kept apart
}

// nameShape is what a kiosk id and a community look like; both stand in topics,
// so no separator or wildcard may occur.
var nameShape = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,62}$`)

// ValidName reports whether s can be a kiosk id or a community: letters, digits
// and hyphens, at most 63.
func ValidName(s string) bool { return nameShape.MatchString(s) }

// NewIdentity fills in what follows from the rest: version, topics, key id.
func NewIdentity(kioskID, community, prefix string, sealKey []byte, centreKey ed25519.PublicKey, token string) Identity {
	return Identity{Version: fileVersion, Kiosk: kioskID, Community: community, Prefix: prefix,
		SealKey: sealKey, SealKeyID: KeyID(sealKey), CentreKey: centreKey,
		Topics: TopicsOf(community, kioskID), Token: token}
}

// String keeps the token out of print and logs.
func (i Identity) String() string { return "identity of kiosk " + i.Kiosk }

// GoString keeps the token out of %#v.
func (i Identity) GoString() string { return i.String() }

// LogValue keeps the token out of slog.
func (i Identity) LogValue() slog.Value { return slog.StringValue(i.String()) }

func (i Identity) validate() error {
	switch {
	case i.Version != fileVersion:
		return fmt.Errorf("version %d, this program knows %d: %w", i.Version, fileVersion, ErrVersion)
	case !ValidName(i.Kiosk) || !ValidName(i.Community):
		return errors.New("kiosk and community must be letters, digits and hyphens, at most 63")
	case !kiosk.PrefixShape.MatchString(i.Prefix):
		return errors.New("prefix must be one capital letter and up to three digits")
	case len(i.SealKey) != 32 || len(i.CentreKey) != ed25519.PublicKeySize:
		return errors.New("a key of the centre is missing or has the wrong length")
	case i.SealKeyID != KeyID(i.SealKey):
		return errors.New("sealKeyId does not belong to sealKey")
	case i.Topics != TopicsOf(i.Community, i.Kiosk):
		return errors.New("topics do not belong to kiosk and community")
	case i.Token == "":
		return errors.New("token is missing")
	}
	return nil
}
