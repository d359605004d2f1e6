package kiosk

import (
	"errors"
	"time"
)

// ErrFull is a store's refusal of new work: too many records wait for the centre.
// Nothing was kept, and what was kept before is safe.
var ErrFull = errors.New("too many records wait for the centre")

// Head is the end of a kiosk's chain of records: where the next one goes.
type Head struct {
	Epoch    uint32   // new after a restore
	Sequence uint64   // of the next record; the first is 1
	Prev     [32]byte // hash of the record before it; zero for the first
}

// Record is one sealed, signed and chained message to the centre. Its bytes
// never change: every retry sends the same ones.
type Record struct {
	ID       string // UUIDv7, opaque
	Epoch    uint32
	Sequence uint64
	Hash     [32]byte
	Bytes    []byte // what goes over the wire
}

// SealFunc makes the record that stands at head. The store calls it inside the
// transaction that keeps a case, so that the chain has no gap.
type SealFunc func(head Head, number CaseNumber) (Record, error)

// NewCase is what the store keeps of a case in readable form, beside its sealed
// record. It holds nothing that tells who the resident is but the masked name.
type NewCase struct {
	ID               CaseID
	Prefix           string // of the case number
	Matter           MatterID
	CatalogueVersion int
	Sensitive        bool   // number and date only: no matter, no name, in any list
	MaskedName       string // "李**"; "" for sensitive and anonymous cases
	ResidentTag      []byte // finds the case by card; nil for anonymous cases
	Promise          Promise
	At               time.Time
	TimeTrusted      bool // false: the clock has not been confirmed by the centre
}

// ByHand tells that the resident gave a name and no card: who it is was typed, and a
// person has to verify it. A case by card has a tag, an anonymous or sealed one no
// name.
func (c NewCase) ByHand() bool { return c.MaskedName != "" && len(c.ResidentTag) == 0 }

// Kept is a case as the kiosk has it.
type Kept struct {
	NewCase
	Number    CaseNumber
	CheckCode CheckCode // "" once the sealed bytes are gone
	RecordID  string
	Hash      [32]byte
	Delivery  Delivery
	Reason    string    // why it is quarantined, a stable key
	AckedAt   time.Time // when the centre committed it; zero before
	Status    Status    // the newest
	History   []Event   // oldest first, revision 0 is the submission
	Receipt   ReceiptJob
}

// ReceiptJob is the paper of a case: kept with the case, before the first byte
// goes to the printer.
type ReceiptJob struct {
	ID     string // given to the printer as the job's identity
	Result string // "" not tried, else a printer.Result
	Copies int    // reprints asked for so far
}
