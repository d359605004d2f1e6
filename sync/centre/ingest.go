package centre

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"station365/sync/wire"
)

// place is where a record belongs.
type place struct {
	epoch    uint32
	sequence uint64
}

func (p place) String() string { return fmt.Sprintf("%d/%d", p.epoch, p.sequence) }

// arrival is one record on its way into the books.
type arrival struct {
	record  wire.Record
	body    wire.Body
	bytes   []byte
	reason  string // why it cannot be taken, "" so far
	unknown bool   // of a version that this centre does not know: it stays with the kiosk
}

func (a arrival) place() place { return place{a.record.Epoch, a.record.Sequence} }

// outcome is what became of a message and has to be said to the kiosk: how far
// each of these epochs has come, and what was refused in it.
type outcome map[uint32][]wire.Quarantined

// ingest takes one message of a kiosk, a batch of records, and returns after all
// of it is committed in one transaction, in records or in quarantine. An error
// means that nothing was committed: the message must not be acknowledged by
// anybody.
func (c *Centre) ingest(ctx context.Context, from kioskRow, payload []byte) (outcome, error) {
	parts, err := wire.SplitBatch(payload)
	if err != nil {
		parts = [][]byte{payload} // kept whole in quarantine
	}
	all := c.readAll(from, parts)
	defer func() {
		for _, a := range all {
			a.body.Wipe()
		}
	}()
	var out outcome
	err = c.books.inTx(ctx, func(p page) error {
		out, err = c.take(ctx, p, from.id, all)
		return err
	})
	return out, err
}

// readAll decodes, verifies and opens what arrived, on all processors: this is
// most of the work of a record.
func (c *Centre) readAll(from kioskRow, parts [][]byte) []arrival {
	all := make([]arrival, len(parts))
	next := make(chan int)
	var readers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) {
		readers.Go(func() {
			for i := range next {
				all[i] = c.readOne(from, parts[i])
			}
		})
	}
	for i := range parts {
		next <- i
	}
	close(next)
	readers.Wait()
	return all
}

func (c *Centre) readOne(from kioskRow, part []byte) arrival {
	a := arrival{bytes: part}
	var err error
	a.record, err = wire.Decode(part)
	switch {
	case errors.Is(err, wire.ErrVersion):
		a.unknown = true
	case err != nil:
		a.record, a.reason = wire.Record{Hash: sha256.Sum256(part)}, ReasonMalformed
	case strings.ContainsRune(a.record.ID, 0):
		a.reason = ReasonMalformed // PostgreSQL's text cannot hold it, and no name needs it
	case a.record.Kiosk != from.id:
		a.reason = ReasonForeign
	case a.record.Verify(from.signKey) != nil:
		a.reason = ReasonSignature
	case a.record.Type == wire.TypeRecord:
		// Opened here by the program, for the index: number, id and reply key.
		if a.body, err = a.record.Open(c.keys.seal); err != nil {
			a.reason = ReasonUnreadable
		} else if strings.ContainsRune(string(a.body.CaseID)+string(a.body.Number), 0) {
			a.reason = ReasonMalformed
		}
	}
	return a
}

// take judges what arrived, one after the other, and writes what came of it.
func (c *Centre) take(ctx context.Context, p page, from string, all []arrival) (outcome, error) {
	j, err := newJudge(ctx, p, from, all)
	if err != nil {
		return nil, err
	}
	out := outcome{}
	var good []arrival
	for _, a := range all {
		if a.unknown {
			if err := c.raise(ctx, p, from, AlarmVersion, a.place().String()); err != nil {
				return nil, err
			}
			continue
		}
		verdict := j.judge(a)
		switch {
		case verdict.reason != "":
			a.reason = verdict.reason
			if err := c.refuse(ctx, p, from, a, out); err != nil {
				return nil, err
			}
		case verdict.again:
			out[a.record.Epoch] = out[a.record.Epoch] // said again: answered again
		default:
			out[a.record.Epoch] = out[a.record.Epoch]
			good = append(good, a)
		}
	}
	if len(good) == 0 {
		return out, nil
	}
	if err := p.keep(ctx, from, good, c.millis()); err != nil {
		return nil, err
	}
	return out, c.advance(ctx, p, from, good)
}

// advance moves the ends of unbroken chains on, and raises an epoch that begins
// where there was another one.
func (c *Centre) advance(ctx context.Context, p page, from string, good []arrival) error {
	first := map[uint32]place{}
	for _, a := range good {
		if _, seen := first[a.record.Epoch]; !seen {
			first[a.record.Epoch] = a.place()
		}
	}
	for epoch, at := range first {
		isNew, others, err := p.advance(ctx, from, epoch)
		if err != nil {
			return err
		}
		if isNew && others {
			if err := c.raise(ctx, p, from, AlarmNewEpoch, at.String()); err != nil {
				return err
			}
		}
	}
	return nil
}

// refuse keeps the bytes in quarantine and raises it, once.
func (c *Centre) refuse(ctx context.Context, p page, from string, a arrival, out outcome) error {
	isNew, err := p.quarantine(ctx, from, a, c.millis())
	if err != nil {
		return err
	}
	if isNew {
		if err := c.raise(ctx, p, from, a.reason, a.place().String()); err != nil {
			return err
		}
	}
	if a.record.Sequence > 0 && len(out[a.record.Epoch]) < wire.MaxQuarantined {
		out[a.record.Epoch] = append(out[a.record.Epoch], wire.Quarantined{Sequence: a.record.Sequence, ID: a.record.ID,
			Hash: append([]byte(nil), a.record.Hash[:]...), Reason: a.reason})
	}
	return nil
}

// raise puts down an alarm once: what is sent again every half minute is one
// thing to look at.
func (c *Centre) raise(ctx context.Context, p page, kioskID, kind, at string) error {
	isNew, err := p.alarm(ctx, kioskID, kind, at, c.millis())
	if err == nil && isNew {
		c.opts.Logger.Error("alarm", "kind", kind, "kiosk", kioskID, "place", at)
	}
	return err
}
