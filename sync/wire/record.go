package wire

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"station365/kiosk"
)

// Types of what goes up. They are generic on purpose: kiosk, time and a telling
// name together would identify a person.
const (
	TypeRecord    = "station365.record.v1"
	TypeTombstone = "station365.tombstone.v1"
)

// What every envelope says of itself.
const (
	specVersion = "1.0"
	contentType = "application/json"
)

// coarse is how exact the times outside a sealed part are: a kiosk and a minute
// would tell who stood there. The exact time is sealed.
const coarse = time.Hour

// Record is a message from a kiosk as the centre sees it, decoded and not yet
// believed.
type Record struct {
	Type        string
	ID          string
	Kiosk       string
	Epoch       uint32
	Sequence    uint64
	Prev        [32]byte
	KeyID       string // of the centre's key that it is sealed to
	Time        time.Time
	TimeTrusted bool

	Sealed    []byte   // TypeRecord
	Hash      [32]byte // computed; in a tombstone the hash of the record it stands for
	Reason    string   // TypeTombstone: why the record itself does not come
	Signature []byte
}

// envelope is Record in structured CloudEvents JSON. CloudEvents integers have
// 32 bits, so the sequence is text.
type envelope struct {
	SpecVersion string  `json:"specversion"`
	ID          string  `json:"id"`
	Source      string  `json:"source"`
	Type        string  `json:"type"`
	Time        string  `json:"time"`
	ContentType string  `json:"datacontenttype"`
	Kiosk       string  `json:"kiosk"`
	Epoch       uint32  `json:"epoch"`
	Sequence    string  `json:"sequence"`
	Prev        string  `json:"prev"`
	KeyID       string  `json:"keyid"`
	TimeTrusted bool    `json:"timetrusted"`
	Data        payload `json:"data"`
}

type payload struct {
	Sealed []byte `json:"sealed,omitempty"`
	Hash   string `json:"hash,omitempty"`
	Reason string `json:"reason,omitempty"`
	Sig    []byte `json:"sig"`
}

// timeForm has milliseconds: what the hash covers and what is written agree.
const timeForm = "2006-01-02T15:04:05.000Z07:00"

// header is everything of a record that its hash covers but the sealed bytes.
func (r Record) header() *canonical {
	c := newCanonical(r.Type)
	c.text(r.ID)
	c.text(r.Kiosk)
	c.number(uint64(r.Epoch))
	c.number(r.Sequence)
	c.bytes(r.Prev[:])
	c.text(r.KeyID)
	c.number(uint64(r.Time.UnixMilli()))
	c.flag(r.TimeTrusted)
	return c
}

// recordHash is the chain's hash: header, prev included, and sealed bytes.
func (r Record) recordHash() [32]byte {
	c := r.header()
	c.bytes(r.Sealed)
	return c.hash()
}

// signed is what the kiosk's signature covers.
func (r Record) signed() []byte {
	if r.Type == TypeTombstone {
		c := r.header()
		c.bytes(r.Hash[:])
		c.text(r.Reason)
		return c.b
	}
	c := newCanonical("signature of " + TypeRecord)
	c.bytes(r.Hash[:])
	return c.b
}

// aad binds the sealed bytes to their place in the chain.
func (r Record) aad() []byte {
	c := newCanonical("sealed in " + TypeRecord)
	c.text(r.Kiosk)
	c.number(uint64(r.Epoch))
	c.number(r.Sequence)
	c.number(bodyVersion)
	c.text(r.KeyID)
	return c.b
}

// encode writes the message that goes over the wire.
func (r Record) encode() ([]byte, error) {
	e := envelope{
		SpecVersion: specVersion, ID: r.ID, Source: sourceKiosk(r.Kiosk), Type: r.Type,
		Time: r.Time.UTC().Format(timeForm), ContentType: contentType,
		Kiosk: r.Kiosk, Epoch: r.Epoch, Sequence: strconv.FormatUint(r.Sequence, 10),
		Prev: hex.EncodeToString(r.Prev[:]), KeyID: r.KeyID, TimeTrusted: r.TimeTrusted,
		Data: payload{Sealed: r.Sealed, Reason: r.Reason, Sig: r.Signature},
	}
	if r.Type == TypeTombstone {
		e.Data.Hash = hex.EncodeToString(r.Hash[:])
	}
	b, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode record: %w", err)
	}
	return b, nil
}

// Decode reads a record or tombstone and computes its hash. It believes
// nothing: see Verify. Errors are ErrTooLarge, ErrMalformed or ErrVersion; with
// ErrVersion the place in the chain is filled in if it could be read.
func Decode(b []byte) (Record, error) {
	if len(b) > MaxMessage {
		return Record{}, fmt.Errorf("decode record: %w", ErrTooLarge)
	}
	var e envelope
	if err := json.Unmarshal(b, &e); err != nil {
		return Record{}, fmt.Errorf("decode record: %w", ErrMalformed)
	}
	r, err := e.record()
	if err != nil {
		return r, fmt.Errorf("decode record: %w", err)
	}
	if r.Type == TypeRecord {
		r.Hash = r.recordHash()
	}
	return r, nil
}

func (e envelope) record() (Record, error) {
	r := Record{Type: e.Type, ID: e.ID, Kiosk: e.Kiosk, Epoch: e.Epoch, KeyID: e.KeyID,
		TimeTrusted: e.TimeTrusted, Sealed: e.Data.Sealed, Reason: e.Data.Reason, Signature: e.Data.Sig}
	var err error
	if r.Sequence, err = strconv.ParseUint(e.Sequence, 10, 63); err != nil || r.Sequence == 0 {
		return r, fmt.Errorf("sequence: %w", ErrMalformed)
	}
	if e.SpecVersion != specVersion || e.Type != TypeRecord && e.Type != TypeTombstone {
		return r, ErrVersion
	}
	for _, name := range []string{e.ID, e.Kiosk, e.KeyID, e.Data.Reason} {
		if len(name) > maxName {
			return r, fmt.Errorf("name: %w", ErrTooLarge)
		}
	}
	if e.ID == "" || e.Kiosk == "" || r.Epoch == 0 {
		return r, fmt.Errorf("header: %w", ErrMalformed)
	}
	if r.Time, err = time.Parse(time.RFC3339, e.Time); err != nil {
		return r, fmt.Errorf("time: %w", ErrMalformed)
	}
	if !decodeHash(&r.Prev, e.Prev) {
		return r, fmt.Errorf("prev: %w", ErrMalformed)
	}
	if len(r.Sealed) > MaxSealed {
		return r, fmt.Errorf("sealed: %w", ErrTooLarge)
	}
	if r.Type == TypeTombstone && !decodeHash(&r.Hash, e.Data.Hash) {
		return r, fmt.Errorf("hash: %w", ErrMalformed)
	}
	return r, nil
}

func decodeHash(into *[32]byte, text string) bool {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(into) {
		return false
	}
	copy(into[:], b)
	return true
}

// Verify says whether the kiosk with this key made the record: nil or
// ErrSignature.
func (r Record) Verify(kioskKey ed25519.PublicKey) error {
	if !validSignature(kioskKey, r.signed(), r.Signature) {
		return fmt.Errorf("record of kiosk %s: %w", r.Kiosk, ErrSignature)
	}
	return nil
}

// Open unseals the body with the centre's private key. Only TypeRecord has one.
// Errors are ErrUnsealed, ErrMalformed or ErrVersion.
func (r Record) Open(centreKey *ecdh.PrivateKey) (Body, error) {
	plain, err := openWith(centreKey, TypeRecord, r.aad(), r.Sealed)
	if err != nil {
		return Body{}, fmt.Errorf("open record: %w", err)
	}
	defer clear(plain)
	return decodeBody(plain)
}

// Check says whether a kept record still is what was made: its bytes decode,
// stand where the row says, and hash to what the row says. A tombstone's bytes
// may stand in the row of the record that they are for.
func Check(kept kiosk.Record) error {
	r, err := Decode(kept.Bytes)
	if err != nil {
		return err
	}
	itself := r.Type == TypeTombstone || r.ID == kept.ID
	if !itself || r.Epoch != kept.Epoch || r.Sequence != kept.Sequence || r.Hash != kept.Hash {
		return fmt.Errorf("check record: %w", ErrMalformed)
	}
	return nil
}
