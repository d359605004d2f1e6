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

func (w *watch) text(ctx context.Context) (*idcard.Card, error) {
	a, err := w.talk.want(ctx, readText, swDone)
	if err != nil {
		return nil, err
	}
	defer a.wipe()
	block, err := textBlock(a.data)
	if err != nil {
		return nil, err
	}
	return decodeText(block)
}

// textBlock cuts the text out of a reading: length of text, length of photo,
// both two bytes big endian, text, photo. The lengths count, not the frame's
// size.
func textBlock(data []byte) ([]byte, error) {
	if len(data) < 4 || binary.BigEndian.Uint16(data) != textLength || len(data) < 4+textLength {
		return nil, &failure{code: codeText, what: fmt.Sprintf("text block missing in %d bytes", len(data)), kind: idcard.ErrUnreadable}
	}
	return data[4 : 4+textLength], nil
}
