package wire

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"fmt"
)

// encapsulated is the length of an X25519 encapsulated key, which stands before
// the ciphertext.
const encapsulated = 32

// padTo hides the length of what is sealed: JSON is filled up with spaces to a
// multiple of it. The length of a form would tell which matter it is.
const padTo = 1024

// sealTo closes plain for the holder of public, with a fresh sender each time.
func sealTo(public []byte, info string, aad, plain []byte) ([]byte, error) {
	key, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("public seal key: %w", err)
	}
	enc, sender, err := hpke.NewSender(key, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(info))
	if err != nil {
		return nil, fmt.Errorf("start sealing: %w", err)
	}
	sealed, err := sender.Seal(aad, plain)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return append(enc, sealed...), nil
}

// openWith reverses sealTo. Every failure is ErrUnsealed: which step failed is
// nobody's business.
func openWith(private *ecdh.PrivateKey, info string, aad, sealed []byte) ([]byte, error) {
	if len(sealed) < encapsulated {
		return nil, ErrUnsealed
	}
	key, err := hpke.NewDHKEMPrivateKey(private)
	if err != nil {
		return nil, ErrUnsealed
	}
	r, err := hpke.NewRecipient(sealed[:encapsulated], key, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(info))
	if err != nil {
		return nil, ErrUnsealed
	}
	plain, err := r.Open(aad, sealed[encapsulated:])
	if err != nil {
		return nil, ErrUnsealed
	}
	return plain, nil
}

func pad(plain []byte) []byte {
	if over := len(plain) % padTo; over != 0 {
		return append(plain, bytes.Repeat([]byte{' '}, padTo-over)...)
	}
	return plain
}
