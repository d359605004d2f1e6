package wire

import (
	"encoding/hex"
	"strconv"
	"time"

	"station365/kiosk/personal"
)

// Fields of an audit head's body.
const (
	fieldAuditRow  = "row"
	fieldAuditHash = "hash"
)

// AuditHead is the body of a record that says where a kiosk's audit log ends: its
// last row and that row's hash. With it in the chain, nobody can take rows from
// the end of the log, or write it anew, without a trace at the centre.
func AuditHead(row uint64, hash [32]byte, at time.Time, trusted bool) Body {
	return Body{Kind: KindAuditHead, SubmittedAt: at, TimeTrusted: trusted, Answers: map[string]personal.Value{
		fieldAuditRow: personal.New(strconv.FormatUint(row, 10)), fieldAuditHash: personal.New(hex.EncodeToString(hash[:]))}}
}

// AuditHead reads such a body; ok is false for any other.
func (b Body) AuditHead() (row uint64, hash [32]byte, ok bool) {
	if b.Kind != KindAuditHead {
		return 0, hash, false
	}
	row, err := strconv.ParseUint(b.Answers[fieldAuditRow].Reveal(), 10, 64)
	return row, hash, err == nil && decodeHash(&hash, b.Answers[fieldAuditHash].Reveal())
}
