package centre

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/argon2"

	"station365/sync/wire"
)

// PassphraseVariable names the environment variable that opens the centre's
// keys.
const PassphraseVariable = "STATION365_CENTRE_PASSPHRASE"

// Files in the centre's directory.
const (
	keyFile        = "centre.key"
	passphraseFile = "centre.passphrase"
	databaseFile   = "centre.db"
	bookFile       = "authority.db" // unless the records are elsewhere
)

// ErrPassphrase is a passphrase that does not open the key file.
var ErrPassphrase = errors.New("passphrase does not open the centre's keys")

// Argon2id for a passphrase people choose: it is derived once per start, so it
// may cost 64 MiB and three passes.
const (
	passphrasePasses = 3
	passphraseKiB    = 64 << 10
)

// keys are the centre's own secrets.
type keys struct {
	seal *ecdh.PrivateKey   // opens records
	sign ed25519.PrivateKey // signs what goes down
}

// sealedKeys is the key file.
type sealedKeys struct {
	Version int    `json:"version"`
	Salt    []byte `json:"salt"`
	Nonce   []byte `json:"nonce"`
	Sealed  []byte `json:"sealed"` // AES-256-GCM over both 32-byte secrets
}

func makeKeys() (keys, error) {
	seal, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return keys{}, fmt.Errorf("make seal key: %w", err)
	}
	_, sign, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return keys{}, fmt.Errorf("make sign key: %w", err)
	}
	return keys{seal: seal, sign: sign}, nil
}

func (k keys) write(dir, passphrase string) error {
	f := sealedKeys{Version: 1, Salt: make([]byte, 16), Nonce: make([]byte, 12)}
	_, _ = rand.Read(f.Salt) // crypto/rand never returns an error
	_, _ = rand.Read(f.Nonce)
	lock, err := lockOf(passphrase, f.Salt)
	if err != nil {
		return err
	}
	secret := append(k.seal.Bytes(), k.sign.Seed()...)
	defer clear(secret)
	f.Sealed = lock.Seal(nil, f.Nonce, secret, []byte(keyFile))
	return wire.WriteFile(filepath.Join(dir, keyFile), f)
}

func readKeys(dir string) (keys, error) {
	b, err := os.ReadFile(filepath.Join(dir, keyFile))
	if err != nil {
		return keys{}, fmt.Errorf("read centre's keys (made by centre init): %w", err)
	}
	var f sealedKeys
	if err := json.Unmarshal(b, &f); err != nil || f.Version != 1 || len(f.Nonce) != 12 {
		return keys{}, fmt.Errorf("read centre's keys: %s is not a key file of version 1", keyFile)
	}
	passphrase, err := passphraseFor(dir)
	if err != nil {
		return keys{}, err
	}
	lock, err := lockOf(passphrase, f.Salt)
	if err != nil {
		return keys{}, err
	}
	secret, err := lock.Open(nil, f.Nonce, f.Sealed, []byte(keyFile))
	if err != nil || len(secret) != 64 {
		return keys{}, ErrPassphrase
	}
	defer clear(secret)
	seal, err := ecdh.X25519().NewPrivateKey(secret[:32])
	if err != nil {
		return keys{}, fmt.Errorf("read centre's keys: %w", err)
	}
	return keys{seal: seal, sign: ed25519.NewKeyFromSeed(secret[32:])}, nil
}

// lock is a key for what else the centre seals on its disk, derived from its own
// secrets: one passphrase opens all.
func (k keys) lock(use string) ([]byte, error) {
	secret := append(k.seal.Bytes(), k.sign.Seed()...)
	defer clear(secret)
	lock, err := hkdf.Key(sha256.New, secret, nil, "station365 centre: "+use, 32)
	if err != nil {
		return nil, fmt.Errorf("derive lock of %s: %w", use, err)
	}
	return lock, nil
}

func lockOf(passphrase string, salt []byte) (cipher.AEAD, error) {
	key := argon2.IDKey([]byte(passphrase), salt, passphrasePasses, passphraseKiB, 1, 32)
	defer clear(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("lock centre's keys: %w", err)
	}
	return cipher.NewGCM(block)
}

// passphraseFor takes the environment's passphrase, else the one beside the
// keys. The latter protects only against a copied key file.
func passphraseFor(dir string) (string, error) {
	if p := os.Getenv(PassphraseVariable); p != "" {
		return p, nil
	}
	b, err := os.ReadFile(filepath.Join(dir, passphraseFile))
	if err != nil {
		return "", fmt.Errorf("no %s in the environment: %w", PassphraseVariable, err)
	}
	return strings.TrimSpace(string(b)), nil
}

// choosePassphrase is the environment's, or a random one that is written beside
// the keys; beside then is its path.
func choosePassphrase(dir string) (passphrase, beside string, err error) {
	if p := os.Getenv(PassphraseVariable); p != "" {
		return p, "", nil
	}
	b := make([]byte, 20)
	_, _ = rand.Read(b) // crypto/rand never returns an error
	passphrase = base32.StdEncoding.EncodeToString(b)
	beside = filepath.Join(dir, passphraseFile)
	return passphrase, beside, wire.WriteBytes(beside, []byte(passphrase+"\n"))
}
