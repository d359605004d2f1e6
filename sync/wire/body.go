package wire

import (
	"encoding/json"
	"fmt"
	"time"

	"station365/kiosk"
	"station365/kiosk/personal"
)

// Kinds of what is sealed in a record.
const (
	KindCaseSubmitted = "case-submitted"
	KindAuditHead     = "audit-head" // no case: where the kiosk's audit log ends; see AuditHead
)

// bodyVersion is the only version of Body there is.
const bodyVersion = 1

// Body is what a resident hands in: the sealed part of a record.
type Body struct {
	Kind             string // KindCaseSubmitted
	CaseID           kiosk.CaseID
	Number           kiosk.CaseNumber
	Matter           kiosk.MatterID
	CatalogueVersion int
	NoticeVersion    int                       // of the notice the resident agreed to
	Answers          map[string]personal.Value // field of the form -> answer
	Card             map[string]personal.Value // what the ID card said; nil if anonymous
	ReplyKey         []byte                    // X25519 public key for answers; nil if anonymous
	SubmittedAt      time.Time
	TimeTrusted      bool // the centre has confirmed the kiosk's clock
	Promise          kiosk.Promise
}

// Wipe zeroes the answers and the card data.
func (b Body) Wipe() {
	for _, values := range []map[string]personal.Value{b.Answers, b.Card} {
		for _, v := range values {
			v.Wipe()
		}
	}
}

// bodyJSON is Body as it is sealed: the one place where values are revealed.
type bodyJSON struct {
	Version          int               `json:"version"`
	Kind             string            `json:"kind"`
	CaseID           kiosk.CaseID      `json:"case"`
	Number           kiosk.CaseNumber  `json:"number"`
	Matter           kiosk.MatterID    `json:"matter"`
	CatalogueVersion int               `json:"catalogueVersion"`
	NoticeVersion    int               `json:"noticeVersion"`
	Answers          map[string]string `json:"answers"`
	Card             map[string]string `json:"card,omitempty"`
	ReplyKey         []byte            `json:"replyKey,omitempty"`
	SubmittedAt      time.Time         `json:"submittedAt"`
	TimeTrusted      bool              `json:"timeTrusted"`
	Promise          promiseJSON       `json:"promise"`
}

type promiseJSON struct {
	Officer string    `json:"officer"`
	Phone   string    `json:"phone"`
	Face    string    `json:"face,omitempty"`
	DueBy   time.Time `json:"dueBy"`
}

func (b Body) encode() ([]byte, error) {
	plain, err := json.Marshal(bodyJSON{
		Version: bodyVersion, Kind: b.Kind, CaseID: b.CaseID, Number: b.Number, Matter: b.Matter,
		CatalogueVersion: b.CatalogueVersion, NoticeVersion: b.NoticeVersion,
		Answers: revealAll(b.Answers), Card: revealAll(b.Card), ReplyKey: b.ReplyKey,
		SubmittedAt: b.SubmittedAt.UTC(), TimeTrusted: b.TimeTrusted, Promise: promiseJSON(b.Promise),
	})
	if err != nil {
		return nil, fmt.Errorf("encode body: %w", err)
	}
	if plain = pad(plain); len(plain) > MaxSealed-1024 {
		return nil, fmt.Errorf("encode body: %w", ErrTooLarge)
	}
	return plain, nil
}

func decodeBody(plain []byte) (Body, error) {
	var j bodyJSON
	if err := json.Unmarshal(plain, &j); err != nil {
		// The text of a JSON error may quote what it stumbled over.
		return Body{}, fmt.Errorf("decode body: %w", ErrMalformed)
	}
	if j.Version != bodyVersion {
		return Body{}, fmt.Errorf("decode body: %w", ErrVersion)
	}
	return Body{
		Kind: j.Kind, CaseID: j.CaseID, Number: j.Number, Matter: j.Matter,
		CatalogueVersion: j.CatalogueVersion, NoticeVersion: j.NoticeVersion,
		Answers: concealAll(j.Answers), Card: concealAll(j.Card), ReplyKey: j.ReplyKey,
		SubmittedAt: j.SubmittedAt, TimeTrusted: j.TimeTrusted, Promise: kiosk.Promise(j.Promise),
	}, nil
}

func revealAll(values map[string]personal.Value) map[string]string {
	if values == nil {
		return nil
	}
	out := make(map[string]string, len(values))
	for field, v := range values {
		out[field] = v.Reveal()
	}
	return out
}

func concealAll(values map[string]string) map[string]personal.Value {
	if values == nil {
		return nil
	}
	out := make(map[string]personal.Value, len(values))
	for field, v := range values {
		out[field] = personal.New(v)
	}
	return out
}
