package sam

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"station365/devices"
	"station365/devices/idcard"
)

// read selects the card that was found and reads it. If the wire spoilt the
// answer it is asked for again; the module may have halted the card by then.
func (w *watch) read(ctx context.Context) (*idcard.Card, error) {
	c, err := w.selected(ctx)
	if !errors.Is(err, devices.ErrGarbled) {
		return c, err
	}
	w.talk.hush(ctx)
	if c, again := w.reread(ctx); again == nil {
		return c, nil
	}
	return nil, err
}

// selected selects and reads. A select that fails is tried once more after a new
// find, for a card that was still moving.
func (w *watch) selected(ctx context.Context) (*idcard.Card, error) {
	_, err := w.talk.want(ctx, selCard, swDone)
	if refusedWith(err, swSelect, swOrder) {
		if _, again := w.talk.want(ctx, findCard, swFound); again == nil {
			_, err = w.talk.want(ctx, selCard, swDone)
		}
	}
	if err != nil {
		return nil, err
	}
	return w.text(ctx)
}

// reread reads a card that was read before: found anew where the module repeats
// itself, otherwise straight away, which works while it is still selected.
func (w *watch) reread(ctx context.Context) (*idcard.Card, error) {
	found, err := w.find(ctx)
	if err != nil {
		return nil, err
	}
	if found {
		return w.selected(ctx)
	}
	return w.text(ctx)
}

// text reads the card that is selected, and what else the module can say of it.
func (w *watch) text(ctx context.Context) (*idcard.Card, error) {
	reading := w.dev.reading()
	a, err := w.talk.want(ctx, reading.command, swDone)
	if err != nil {
		return nil, err
	}
	defer a.wipe()
	block, err := textBlock(a.data, reading.items)
	if err != nil {
		return nil, err
	}
	c, err := decodeText(block)
	if err != nil {
		return nil, err
	}
	w.newestAddress(ctx, c)
	w.managementNumber(ctx, c)
	return c, nil
}

// reading is one of the two commands and how many items its answer has.
type reading struct {
	command
	items int
}

func (d *Dev) reading() reading {
	if d.opts.Fingerprints {
		return reading{readAll, 3}
	}
	return reading{readText, 2}
}

// textBlock cuts the text out of a reading: the lengths of its items (text, photo
// and with 30 10 fingerprints), each two bytes big endian, then the items. The
// lengths count, not the frame's size. What follows the text is never looked at, so
// that nothing of it can make a reading fail.
func textBlock(data []byte, items int) ([]byte, error) {
	head := 2 * items
	if len(data) < head+textLength || binary.BigEndian.Uint16(data) != textLength {
		return nil, damaged(data)
	}
	return data[head : head+textLength], nil
}

func damaged(data []byte) error {
	return &failure{code: codeText, what: fmt.Sprintf("text block missing in %d bytes", len(data)), kind: idcard.ErrUnreadable}
}
