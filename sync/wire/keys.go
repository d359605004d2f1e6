package wire

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
)

// fileVersion is the only version of the key and identity files there is.
const fileVersion = 1

// KioskKeys are a kiosk's own secrets. They are made on the kiosk and never
// leave it; they stand outside its database. Printing them shows nothing.
type KioskKeys struct {
	Version int    `json:"version"`
	Sign    []byte `json:"sign"`   // Ed25519 seed, 32 bytes: signs records
	Kiosk   []byte `json:"kiosk"`  // X25519 private key, 32 bytes: opens what is sealed to the kiosk
	Tag     []byte `json:"tag"`    // HMAC key, 32 bytes: tags residents
	Secret  []byte `json:"secret"` // 32 bytes: goes into every reply key
	Salt    []byte `json:"salt"`   // 16 bytes: for Argon2id
}

// Request is the public part of KioskKeys: what a kiosk asks the centre to
// enrol. The wishes may be empty; the centre then chooses.
type Request struct {
	Version   int    `json:"version"`
	Sign      []byte `json:"sign"`                // Ed25519 public key
	KioskKey  []byte `json:"kioskKey"`            // X25519 public key
	TLS       []byte `json:"tls,omitempty"`       // PKCS #10 request for a TLS certificate, in DER; its names do not count
	Kiosk     string `json:"kiosk,omitempty"`     // wished kiosk id
	Community string `json:"community,omitempty"` // wished community
	Prefix    string `json:"prefix,omitempty"`    // wished prefix of case numbers
}

// NewKioskKeys makes a new kiosk's secrets.
func NewKioskKeys() (KioskKeys, error) {
	k := KioskKeys{Version: fileVersion, Sign: random(32), Tag: random(32), Secret: random(32), Salt: random(16)}
	key, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return KioskKeys{}, fmt.Errorf("make kiosk key: %w", err)
	}
	k.Kiosk = key.Bytes()
	return k, nil
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand never returns an error
	return b
}

// SignKey is the key that signs the kiosk's records.
func (k KioskKeys) SignKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(k.Sign) }

// Request is what is shown to the centre.
func (k KioskKeys) Request() (Request, error) {
	key, err := ecdh.X25519().NewPrivateKey(k.Kiosk)
	if err != nil {
		return Request{}, fmt.Errorf("kiosk key: %w", err)
	}
	return Request{Version: fileVersion, Sign: k.SignKey().Public().(ed25519.PublicKey),
		KioskKey: key.PublicKey().Bytes()}, nil
}

// String keeps the secrets out of print and logs.
func (k KioskKeys) String() string { return "kiosk keys" }

// GoString keeps the secrets out of %#v.
func (k KioskKeys) GoString() string { return "kiosk keys" }

// LogValue keeps the secrets out of slog.
func (k KioskKeys) LogValue() slog.Value { return slog.StringValue("kiosk keys") }

func (k KioskKeys) validate() error {
	switch {
	case k.Version != fileVersion:
		return fmt.Errorf("version %d, this program knows %d: %w", k.Version, fileVersion, ErrVersion)
	case len(k.Sign) != ed25519.SeedSize, len(k.Kiosk) != 32, len(k.Tag) != 32, len(k.Secret) != 32, len(k.Salt) != 16:
		return errors.New("a key is missing or has the wrong length")
	}
	return nil
}

func (r Request) validate() error {
	switch {
	case r.Version != fileVersion:
		return fmt.Errorf("version %d, this program knows %d: %w", r.Version, fileVersion, ErrVersion)
	case len(r.Sign) != ed25519.PublicKeySize, len(r.KioskKey) != 32:
		return errors.New("a key is missing or has the wrong length")
	}
	return nil
}
