package wire

import (
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"
)

// signedEnvelope is a CloudEvent that its speaker signed: the centre's words,
// and the kiosk's hello. The signature covers the very bytes of data, which
// therefore travel in base64; what a speaker signs nobody has to write again.
type signedEnvelope struct {
	SpecVersion string `json:"specversion"`
	ID          string `json:"id"`
	Source      string `json:"source"`
	Type        string `json:"type"`
	ContentType string `json:"datacontenttype"`
	KeyID       string `json:"keyid"`
	Sig         []byte `json:"sig"`
	Data        []byte `json:"data_base64"`
}

// Who may say what: the purpose that a signature is bound to, so that no word of
// a kiosk can pass for one of the centre.
const (
	byCentre = "said by the centre"
	byKiosk  = "said by the kiosk"
)

// sourceCentre is the CloudEvents source of all that the centre says.
const sourceCentre = "/centre"

func sourceKiosk(id string) string { return "/kiosk/" + id }

// spoken is what a signed message is bound to beside its content.
type spoken struct {
	by     string // byCentre or byKiosk
	source string
	kind   string // the type, version included
	limit  int    // bytes of the whole message
}

func (s spoken) bytes(data []byte) []byte {
	c := newCanonical(s.by)
	c.text(s.kind)
	c.bytes(data)
	return c.b
}

func (s spoken) sign(content any, at time.Time, key ed25519.PrivateKey) ([]byte, error) {
	data, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", s.kind, err)
	}
	b, err := json.Marshal(signedEnvelope{
		SpecVersion: specVersion, ID: NewID(at), Source: s.source, Type: s.kind, ContentType: contentType,
		KeyID: KeyID(key.Public().(ed25519.PublicKey)), Sig: ed25519.Sign(key, s.bytes(data)), Data: data,
	})
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", s.kind, err)
	}
	if len(b) > s.limit {
		return nil, fmt.Errorf("encode %s: %w", s.kind, ErrTooLarge)
	}
	return b, nil
}

func (s spoken) verify(b []byte, key ed25519.PublicKey, into any) error {
	if len(b) > s.limit {
		return ErrTooLarge
	}
	var e signedEnvelope
	if err := json.Unmarshal(b, &e); err != nil {
		return ErrMalformed
	}
	if e.SpecVersion != specVersion || e.Type != s.kind {
		return ErrVersion
	}
	if !validSignature(key, s.bytes(e.Data), e.Sig) {
		return ErrSignature
	}
	if err := json.Unmarshal(e.Data, into); err != nil {
		return ErrMalformed
	}
	return nil
}
