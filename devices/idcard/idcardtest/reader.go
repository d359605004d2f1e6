// Package idcardtest has a played card reader for the tests of those who use
// the contract, and the conformance suite that every reader passes, the played
// one too.
package idcardtest

import (
	"context"

	"station365/devices/idcard"
)

// Reader is a reader without hardware: the test says what lies on it.
type Reader struct {
	news     chan idcard.Event
	presence bool
}

// NewReader makes a reader; presence is whether it can tell that a card was
// taken away.
func NewReader(presence bool) *Reader {
	return &Reader{news: make(chan idcard.Event, 16), presence: presence}
}

// Lay puts a card down and lets it be read. The receiver owns c from then on.
func (r *Reader) Lay(c *idcard.Card) {
	r.news <- idcard.Event{Kind: idcard.CardPlaced}
	r.news <- idcard.Event{Kind: idcard.CardRead, Card: c}
}

// Fail puts a card down that cannot be read, with a technician's code.
func (r *Reader) Fail(err error, code string) {
	r.news <- idcard.Event{Kind: idcard.CardPlaced}
	r.news <- idcard.Event{Kind: idcard.CardFailed, Err: err, Code: code}
}

// Lift takes the card away; only a reader with presence notices.
func (r *Reader) Lift() {
	if r.presence {
		r.news <- idcard.Event{Kind: idcard.CardRemoved}
	}
}

// Run emits what the test says until ctx ends.
func (r *Reader) Run(ctx context.Context, emit func(idcard.Event)) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case e := <-r.news:
			emit(e)
		}
	}
}

// Again does nothing: the test lays the card down again.
func (r *Reader) Again() {}

// Presence is what NewReader was told.
func (r *Reader) Presence() bool { return r.presence }

// String names it in logs.
func (r *Reader) String() string { return "played reader" }
