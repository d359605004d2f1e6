package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"station365/sync/courier"
	"station365/sync/wire"
)

// Carried is what came of a folder.
type Carried struct {
	Kiosks    int // that something was of
	Messages  int // batches of records taken, also those that had been taken before
	Refused   int // records now in quarantine
	Strangers int // files of kiosks that are not enrolled, or of nobody
	Answers   int // files written for the kiosks
}

// TakeCarried takes the records and hellos of a folder with the same checks as
// from the line, and writes what the kiosks are told beside them: signed
// acknowledgements, what happened to cases, documents. It may be done again, in
// any order, with any sticks.
func (c *Centre) TakeCarried(ctx context.Context, f courier.Folder) (Carried, error) {
	t := carrier{centre: c, folder: f, words: map[chain]word{}}
	err := f.Each(courier.Up, func(_ string, b []byte) error { return t.records(ctx, b) })
	err = errors.Join(err, f.Each(courier.Hello, func(_ string, b []byte) error { return t.hello(ctx, b) }))
	kiosks := map[string]bool{}
	for of, w := range t.words {
		kiosks[of.kiosk] = true
		err = errors.Join(err, t.acknowledge(ctx, of, w))
	}
	t.out.Kiosks = len(kiosks)
	c.watch.tell()
	if err != nil {
		return t.out, fmt.Errorf("take what was carried: %w", err)
	}
	return t.out, nil
}

// carrier is one look through a folder.
type carrier struct {
	centre *Centre
	folder courier.Folder
	words  map[chain]word
	out    Carried
}

// speaker finds the kiosk that a message names; false if there is none.
func (t *carrier) speaker(ctx context.Context, message []byte) (kioskRow, bool, error) {
	id, err := wire.Speaker(message)
	if err != nil {
		t.out.Strangers++
		return kioskRow{}, false, nil
	}
	k, err := t.centre.kiosk(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		t.out.Strangers++
		return kioskRow{}, false, nil
	}
	return k, err == nil, err
}

func (t *carrier) records(ctx context.Context, b []byte) error {
	parts, err := wire.SplitBatch(b)
	if err != nil || len(parts) == 0 {
		t.out.Strangers++
		return nil
	}
	from, known, err := t.speaker(ctx, parts[0])
	if err != nil || !known {
		return err
	}
	out, err := t.centre.ingest(ctx, from, b)
	if err != nil {
		return err
	}
	t.out.Messages++
	for epoch, refused := range out {
		of := chain{from.id, epoch}
		t.words[of] = t.words[of].and(word{refused: refused})
		t.out.Refused += len(refused)
	}
	return nil
}

func (t *carrier) hello(ctx context.Context, b []byte) error {
	from, known, err := t.speaker(ctx, b)
	if err != nil || !known {
		return err
	}
	h, err := wire.DecodeHello(b, from.id, from.signKey)
	if err != nil {
		t.out.Strangers++
		return nil
	}
	resend, err := t.centre.greeted(ctx, h)
	if err != nil {
		return err
	}
	if err := t.centre.noteStanding(ctx, h); err != nil {
		return err
	}
	of := chain{h.Kiosk, h.Epoch}
	t.words[of] = t.words[of].and(word{resend: resend})
	return errors.Join(t.down(ctx, h), t.documents(ctx, from))
}

// down writes what the kiosk has not heard yet.
func (t *carrier) down(ctx context.Context, h wire.Hello) error {
	for after := h.LastDown; ; {
		messages, err := t.centre.downAfter(ctx, h.Kiosk, after, wire.MaxBatch)
		if err != nil || len(messages) == 0 {
			return err
		}
		var batch wire.Batch
		for _, m := range messages {
			if !batch.Add(m.bytes) {
				break
			}
			after = m.sequence
		}
		if err := t.put(courier.Down, batch.Bytes()); err != nil {
			return err
		}
	}
}

func (t *carrier) documents(ctx context.Context, from kioskRow) error {
	all, err := t.centre.documentsFor(ctx, from)
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := t.put(courier.Document, d.bytes); err != nil {
			return err
		}
	}
	return nil
}

func (t *carrier) acknowledge(ctx context.Context, of chain, w word) error {
	message, _, _, err := t.centre.acknowledgement(ctx, of, w)
	if err != nil {
		return err
	}
	t.out.Answers++
	return t.folder.Replace(courier.Ack, fmt.Sprintf("%s/%d", of.kiosk, of.epoch), message)
}

func (t *carrier) put(kind courier.Kind, content []byte) error {
	_, isNew, err := t.folder.Put(kind, content)
	if isNew {
		t.out.Answers++
	}
	return err
}
