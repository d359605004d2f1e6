package wire

import (
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"
)

// signedEnvelope is a CloudEvent from the centre. The signature covers the very
// bytes of data, which therefore travel in base64.
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

func signedBytes(kind string, data []byte) []byte {
	c := newCanonical("said by the centre")
	c.text(kind)
	c.bytes(data)
	return c.b
}

func signMessage(kind string, content any, at time.Time, key ed25519.PrivateKey) ([]byte, error) {
	data, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", kind, err)
	}
	b, err := json.Marshal(signedEnvelope{
		SpecVersion: "1.0", ID: NewID(at), Source: "/centre", Type: kind, ContentType: "application/json",
		KeyID: KeyID(key.Public().(ed25519.PublicKey)), Sig: ed25519.Sign(key, signedBytes(kind, data)), Data: data,
	})
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", kind, err)
	}
	return b, nil
}

func verifyMessage(b []byte, kind string, centreKey ed25519.PublicKey, into any) error {
	if len(b) > MaxMessage {
		return ErrTooLarge
	}
	var e signedEnvelope
	if err := json.Unmarshal(b, &e); err != nil {
		return ErrMalformed
	}
	if e.SpecVersion != "1.0" || e.Type != kind {
		return ErrVersion
	}
	if !validSignature(centreKey, signedBytes(kind, e.Data), e.Sig) {
		return ErrSignature
	}
	if err := json.Unmarshal(e.Data, into); err != nil {
		return ErrMalformed
	}
	return nil
}
