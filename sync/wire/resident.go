package wire

import (
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"station365/kiosk"
	"station365/kiosk/personal"
)

// Argon2id for card numbers: OWASP's 19 MiB, two passes, one lane. An ID number
// has little entropy; the kiosk's secrets, which are outside the database, carry
// the weight, and this makes each guess cost tens of milliseconds besides.
const (
	argonPasses = 2
	argonKiB    = 19 << 10
)

// infoReply binds a sealed Reply to its use.
const infoReply = "station365.reply.v1"

// Resident is what a card number opens at one kiosk and nowhere else: the tag
// that finds the resident's cases and the key that answers are sealed to. It
// lives as long as the session.
type Resident struct {
	tag   []byte
	key   *ecdh.PrivateKey
	wiped bool
}

// Reply is what only the resident reads: what the officer answers.
type Reply struct {
	CaseID   kiosk.CaseID
	Revision int
	Text     personal.Value
	Officer  personal.Value
}

type replyJSON struct {
	Version  int          `json:"version"`
	CaseID   kiosk.CaseID `json:"case"`
	Revision int          `json:"revision"`
	Text     string       `json:"text"`
	Officer  string       `json:"officer"`
}

// Identify derives a Resident from a card's number and the kiosk's secrets. It
// takes tens of milliseconds and 19 MiB on purpose.
func Identify(idNumber personal.Value, keys KioskKeys) (*Resident, error) {
	if idNumber.Empty() {
		return nil, errors.New("identify resident: no ID number")
	}
	number := []byte(strings.ToUpper(idNumber.Reveal()))
	defer clear(number)
	slow := argon2.IDKey(number, keys.Salt, argonPasses, argonKiB, 1, 32)
	defer clear(slow)
	seed, err := hkdf.Key(sha256.New, slow, keys.Secret, "station365 reply key v1", 32)
	if err != nil {
		return nil, fmt.Errorf("derive reply key: %w", err)
	}
	defer clear(seed)
	key, err := ecdh.X25519().NewPrivateKey(seed)
	if err != nil {
		return nil, fmt.Errorf("derive reply key: %w", err)
	}
	mac := hmac.New(sha256.New, keys.Tag)
	mac.Write(slow)
	return &Resident{tag: mac.Sum(nil), key: key}, nil
}

// Tag finds the resident's cases in this kiosk's store.
func (r *Resident) Tag() []byte { return append([]byte(nil), r.tag...) }

// ReplyKey is the public half of the key that answers are sealed to.
func (r *Resident) ReplyKey() []byte {
	if r.wiped {
		return nil
	}
	return r.key.PublicKey().Bytes()
}

// OpenReply unseals an officer's answer. Errors are ErrUnsealed, ErrMalformed or
// ErrVersion.
func (r *Resident) OpenReply(sealed []byte) (Reply, error) {
	if r.wiped || len(sealed) > MaxSealed {
		return Reply{}, fmt.Errorf("open reply: %w", ErrUnsealed)
	}
	return OpenReplyWith(r.key, sealed)
}

// OpenReplyWith unseals a Reply with the private half of the key that it was
// sealed to; the centre keeps a copy of each sealed to itself.
func OpenReplyWith(key *ecdh.PrivateKey, sealed []byte) (Reply, error) {
	plain, err := openWith(key, infoReply, nil, sealed)
	if err != nil {
		return Reply{}, fmt.Errorf("open reply: %w", err)
	}
	defer clear(plain)
	return decodeReply(plain)
}

// Open is OpenReply for those who want the officer's words only.
func (r *Resident) Open(sealed []byte) (personal.Value, error) {
	reply, err := r.OpenReply(sealed)
	return reply.Text, err
}

// Wipe forgets tag and key. The memory of the key itself belongs to crypto/ecdh
// and cannot be zeroed from here.
func (r *Resident) Wipe() {
	clear(r.tag)
	r.tag, r.key, r.wiped = nil, nil, true
}

// Seal closes the reply to a resident's public reply key.
func (p Reply) Seal(replyKey []byte) ([]byte, error) {
	plain, err := json.Marshal(replyJSON{Version: bodyVersion, CaseID: p.CaseID, Revision: p.Revision,
		Text: p.Text.Reveal(), Officer: p.Officer.Reveal()})
	if err != nil {
		return nil, fmt.Errorf("encode reply: %w", err)
	}
	defer clear(plain)
	if plain = pad(plain); len(plain) > MaxSealed-padTo {
		return nil, fmt.Errorf("encode reply: %w", ErrTooLarge)
	}
	return sealTo(replyKey, infoReply, nil, plain)
}

func decodeReply(plain []byte) (Reply, error) {
	var j replyJSON
	if err := json.Unmarshal(plain, &j); err != nil {
		return Reply{}, fmt.Errorf("decode reply: %w", ErrMalformed)
	}
	if j.Version != bodyVersion {
		return Reply{}, fmt.Errorf("decode reply: %w", ErrVersion)
	}
	return Reply{CaseID: j.CaseID, Revision: j.Revision, Text: personal.New(j.Text), Officer: personal.New(j.Officer)}, nil
}
