package centre

import (
	"context"
	"sync/atomic"
	"time"

	"station365/sync/wire"
)

// exchange takes what kiosks say and gives what they are told, over whatever
// broker carries it.
type exchange struct {
	centre *Centre
	carry  carriage
	ctx    context.Context // of Run; what a broker calls is given none
	toSay  chan say        // acknowledgements to be made
	again  chan string     // kiosks to push to
	calls  chan struct{}   // there is a call for help whose kiosk has not been told
	shown  int64           // number of the last document published here; push's own
	afresh atomic.Bool     // the broker may have lost what was retained there
}

// carriage is a broker as the exchange uses it.
type carriage interface {
	// publish hands a message over at quality of service 1. After an error it may
	// not have gone out: the caller says it again later.
	publish(ctx context.Context, topic string, payload []byte, retain bool) error

	// reaches reports whether p can hear what is published for it.
	reaches(p *present) bool
}

// say is an acknowledgement that is due.
type say struct {
	of   chain
	word word
}

// waiting is how many acknowledgements and pushes may be due. A full channel
// drops: acknowledgements are cumulative and pushes are looked for every second.
const waiting = 4096

func newExchange(ctx context.Context, c *Centre, carry carriage) *exchange {
	return &exchange{centre: c, carry: carry, ctx: ctx, toSay: make(chan say, waiting), again: make(chan string, waiting), calls: make(chan struct{}, 1)}
}

// Signs that kiosks should hold back, and for how long they are asked to.
const (
	slowCommit   = 2 * time.Second // the disk cannot follow
	slowQuiet    = 10              // seconds
	failureQuiet = 60              // seconds; nothing can be committed: a full disk is not emptied sooner
)

// up takes a message of records. An error means that nothing was committed and
// that the broker must not answer.
func (x *exchange) up(from kioskRow, payload []byte) error {
	start := time.Now()
	out, err := x.centre.ingest(x.ctx, from, payload)
	if err != nil {
		x.centre.opts.Logger.Error("commit records", "kiosk", from.id, "error", err)
		x.quieten(from, payload)
		return err
	}
	// Committed from here on: the broker may answer, the centre will.
	quiet := uint32(0)
	if time.Since(start) > slowCommit || len(x.toSay) > waiting/2 {
		quiet = slowQuiet
	}
	for epoch, refused := range out {
		x.due(say{chain{from.id, epoch}, word{refused: refused, quiet: quiet}})
	}
	x.centre.watch.tell()
	return nil
}

// quieten asks a kiosk to keep what could not be committed for a while.
func (x *exchange) quieten(from kioskRow, payload []byte) {
	parts, err := wire.SplitBatch(payload)
	if err != nil || len(parts) == 0 {
		return
	}
	if r, err := wire.Decode(parts[0]); err == nil {
		x.due(say{chain{from.id, r.Epoch}, word{quiet: failureQuiet}})
	}
}

// hello takes a kiosk's word on where it stands; errors are as those of up.
func (x *exchange) hello(here *present, payload []byte) error {
	h, err := wire.DecodeHello(payload, here.row.id, here.row.signKey)
	if err != nil {
		x.centre.opts.Logger.Warn("hello", "kiosk", here.row.id, "error", err)
		return nil
	}
	resend, err := x.centre.greeted(x.ctx, h)
	if err != nil {
		x.centre.opts.Logger.Error("take hello", "kiosk", h.Kiosk, "error", err)
		return err // it says it again
	}
	x.centre.heard(x.ctx, here, h)
	x.due(say{chain{h.Kiosk, h.Epoch}, word{resend: resend}})
	select {
	case x.again <- h.Kiosk:
	default:
	}
	return nil
}

func (x *exchange) due(s say) {
	select {
	case x.toSay <- s:
	default:
	}
}
