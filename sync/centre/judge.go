package centre

import (
	"bytes"
	"context"

	"station365/kiosk"
	"station365/sync/wire"
)

// Reasons for quarantine and kinds of alarms; stable keys.
const (
	ReasonMalformed  = "malformed"       // not a message
	ReasonForeign    = "foreign"         // speaks in another kiosk's name
	ReasonSignature  = "signature-wrong" // not made by the kiosk it names
	ReasonConflict   = "conflict"        // other bytes under an id that is taken
	ReasonForked     = "chain-forked"    // another record in a place that is taken: the kiosk was cloned, or restored without a new epoch
	ReasonChain      = "chain-broken"    // does not follow the record before it
	ReasonUnreadable = "cannot-be-opened"
	ReasonCaseTaken  = "case-taken" // a case of that id or number is there already

	AlarmVersion    = "unknown-version"   // kept by the kiosk until the centre understands it
	AlarmNewEpoch   = "new-epoch"         // the kiosk was restored, and says so
	AlarmOldEpoch   = "old-epoch"         // a kiosk speaks from an epoch that was left: a clone, or an old disk
	AlarmRolledBack = "chain-rolled-back" // the kiosk's chain ends before what is here: an old copy of its disk
	AlarmMissing    = "records-missing"   // acknowledged once, and not here: the centre lost them and asks again
	AlarmGap        = "gap"               // a record was not sent for long, asked for as it was
	AlarmDocument   = "document-refused"  // a kiosk does not take what was published
)

// judge compares what arrived with what is in the books. It reads once for a
// whole batch and then decides without asking again, so that the rules stand
// here and not in the SQL of one database.
type judge struct {
	from  string
	at    map[place]held
	ids   map[string]bool
	cases map[kiosk.CaseID]bool
	nums  map[kiosk.CaseNumber]bool
}

// held is a record that is in the books.
type held struct {
	id    string
	stone bool // a tombstone: its prev means nothing
	prev  [32]byte
	hash  [32]byte
	bytes []byte
}

// verdict is what becomes of an arrival: again if it was taken before, else
// refused for a reason, else to be kept.
type verdict struct {
	reason string
	again  bool
}

func newJudge(ctx context.Context, p page, from string, all []arrival) (*judge, error) {
	j := &judge{from: from}
	var places []place
	var ids []string
	var cases []kiosk.CaseID
	var numbers []kiosk.CaseNumber
	for _, a := range all {
		if a.unknown || a.reason != "" {
			continue
		}
		r := a.record
		places = append(places, place{r.Epoch, r.Sequence - 1}, a.place(), place{r.Epoch, r.Sequence + 1})
		ids = append(ids, r.ID)
		if a.body.Kind == wire.KindCaseSubmitted {
			cases, numbers = append(cases, a.body.CaseID), append(numbers, a.body.Number)
		}
	}
	var err error
	if j.at, j.ids, err = p.held(ctx, from, places, ids); err != nil {
		return nil, err
	}
	j.cases, j.nums, err = p.casesTaken(ctx, cases, numbers)
	return j, err
}

// judge decides about one arrival, and remembers it if it is to be kept.
func (j *judge) judge(a arrival) verdict {
	if a.reason != "" {
		return verdict{reason: a.reason}
	}
	r := a.record
	if h, taken := j.at[a.place()]; taken {
		switch {
		case bytes.Equal(h.bytes, a.bytes):
			return verdict{again: true}
		case h.id == r.ID:
			return verdict{reason: ReasonConflict}
		}
		return verdict{reason: ReasonForked}
	}
	if j.ids[r.ID] {
		return verdict{reason: ReasonConflict}
	}
	if r.Type == wire.TypeRecord {
		if !j.follows(r) {
			return verdict{reason: ReasonChain}
		}
	}
	if a.body.Kind == wire.KindCaseSubmitted {
		if j.cases[a.body.CaseID] || j.nums[a.body.Number] {
			return verdict{reason: ReasonCaseTaken}
		}
		j.cases[a.body.CaseID], j.nums[a.body.Number] = true, true
	}
	j.at[a.place()] = held{id: r.ID, stone: r.Type == wire.TypeTombstone, prev: r.Prev, hash: r.Hash, bytes: a.bytes}
	j.ids[r.ID] = true
	return verdict{}
}

// follows reports whether the record fits between its neighbours, as far as
// they are here. An epoch begins with sequence 1 and a zero prev.
func (j *judge) follows(r wire.Record) bool {
	if r.Sequence == 1 && r.Prev != [32]byte{} {
		return false
	}
	if before, there := j.at[place{r.Epoch, r.Sequence - 1}]; there && before.hash != r.Prev {
		return false
	}
	after, there := j.at[place{r.Epoch, r.Sequence + 1}]
	return !there || after.stone || after.prev == r.Hash
}
