package wire

import (
	"crypto/ed25519"
	"fmt"
	"slices"
	"time"
)

// Types of a call for help and of a word on it. Neither is kept in any chain: a
// call that is an hour old helps nobody.
const (
	TypeCall     = "station365.call.v1"
	TypeCallWord = "station365.callword.v1"
)

// maxCall is more than either has.
const maxCall = 8 << 10

// Call is a kiosk's word that somebody before it wants help. There is nothing of
// that person in it.
type Call struct {
	Kiosk   string    `json:"kiosk"`
	ID      string    `json:"id"`             // of this call alone
	Number  int       `json:"number"`         // on the kiosk's glass; 0 for a card that was left behind
	Officer string    `json:"officer"`        // who is called now, from the station's roster
	Step    string    `json:"step"`           // one of CallSteps
	Over    bool      `json:"over,omitempty"` // nobody need come any more
	At      time.Time `json:"at"`
}

// CallSteps are the steps that a kiosk tells.
func CallSteps() []string { return []string{"first", "second", "telephone", "card-left"} }

// CallWord is the centre's word on a call: it stands on the desk, or a person has
// said there that she comes. It is said after the centre's commit.
type CallWord struct {
	Kiosk   string    `json:"kiosk"`
	ID      string    `json:"id"`
	Word    string    `json:"word"`              // AtDesk or Coming
	Officer string    `json:"officer,omitempty"` // who comes
	At      time.Time `json:"at"`
}

// The words on a call.
const (
	AtDesk = "desk"
	Coming = "coming"
)

// CallTopic is where a kiosk tells its calls.
func CallTopic(community, kiosk string) string { return "v1/" + community + "/" + kiosk + "/call" }

// CallWordTopic is where it hears the words on them.
func CallWordTopic(community, kiosk string) string {
	return "v1/" + community + "/" + kiosk + "/callword"
}

func call(kiosk string) spoken {
	return spoken{by: byKiosk, source: sourceKiosk(kiosk), kind: TypeCall, limit: maxCall}
}

var callWord = spoken{by: byCentre, source: sourceCentre, kind: TypeCallWord, limit: maxCall}

// Call encodes c as this kiosk's own, signed.
func (s *Sealer) Call(c Call) ([]byte, error) {
	c.Kiosk = s.identity.Kiosk
	return call(c.Kiosk).sign(c, c.At.Truncate(coarse), s.sign)
}

// DecodeCall reads what the kiosk with this id and key said. Errors are
// ErrTooLarge, ErrMalformed, ErrVersion, ErrSignature or ErrForeign.
func DecodeCall(b []byte, kiosk string, key ed25519.PublicKey) (Call, error) {
	var c Call
	err := call(kiosk).verify(b, key, &c)
	switch {
	case err != nil:
	case c.Kiosk != kiosk:
		err = ErrForeign
	case c.ID == "" || len(c.ID) > maxName || len(c.Officer) > maxName || c.Number < 0 || !slices.Contains(CallSteps(), c.Step):
		err = ErrMalformed
	}
	if err != nil {
		return Call{}, fmt.Errorf("decode call: %w", err)
	}
	return c, nil
}

// Sign encodes the word.
func (w CallWord) Sign(key ed25519.PrivateKey) ([]byte, error) { return callWord.sign(w, w.At, key) }

// DecodeCallWord reads what the centre signed for this kiosk. Errors are as those
// of DecodeCall.
func DecodeCallWord(b []byte, identity Identity) (CallWord, error) {
	var w CallWord
	err := callWord.verify(b, identity.CentreKey, &w)
	switch {
	case err != nil:
	case w.Kiosk != identity.Kiosk:
		err = ErrForeign
	case w.ID == "" || w.Word != AtDesk && w.Word != Coming:
		err = ErrMalformed
	}
	if err != nil {
		return CallWord{}, fmt.Errorf("decode word on a call: %w", err)
	}
	return w, nil
}
