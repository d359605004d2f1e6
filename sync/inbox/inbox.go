package inbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"station365/kiosk"
	"station365/sync/wire"
)

// Waits before the centre is asked again, at random below a bound that doubles.
const (
	minBackoff = time.Second     // a disk that is full for a moment
	maxBackoff = 5 * time.Minute // a disk that stays full must not press the centre
)

// Link is the line the inbox needs.
type Link interface {
	Publish(ctx context.Context, topic string, payload []byte) error
}

// Opts is what an inbox works with.
type Opts struct {
	Identity   wire.Identity
	Sign       func(wire.Hello, time.Time) ([]byte, error)       // wire.Sealer.Hello
	Shelf      *Shelf                                            // the documents; nil for none
	OnChange   func(caseID kiosk.CaseID, event kiosk.Event)      // a case of this kiosk changed; may be nil
	OnDocument func(kind string, version uint64, content []byte) // a document was taken; may be nil
	Logger     *slog.Logger                                      // may be nil
}

// Inbox applies what comes down. Run asks again for what is missing; the other
// methods may be called from any goroutine.
type Inbox struct {
	applied Applied
	link    Link
	opts    Opts
	wake    chan struct{}

	mu      sync.Mutex        // one message at a time
	up      bool              // there is somebody to ask
	missing bool              // something was said that is not applied
	unsaid  bool              // a hello did not get through
	unkept  map[string][]byte // documents that the disk had no room for, by kind
}

// New makes an inbox.
func New(applied Applied, link Link, opts Opts) *Inbox {
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.OnChange == nil {
		opts.OnChange = func(kiosk.CaseID, kiosk.Event) {}
	}
	if opts.OnDocument == nil {
		opts.OnDocument = func(string, uint64, []byte) {}
	}
	return &Inbox{applied: applied, link: link, opts: opts, wake: make(chan struct{}, 1), unkept: map[string][]byte{}}
}

// LinkChanged says hello on every new line: the centre replays from there.
func (i *Inbox) LinkChanged(ctx context.Context, up bool) {
	i.mu.Lock()
	i.up, i.missing, i.unsaid = up, false, false
	i.mu.Unlock()
	if up {
		i.greet(ctx, true)
	}
}

// greet says hello, and has it said again later if that does not work.
func (i *Inbox) greet(ctx context.Context, opening bool) {
	err := i.hello(ctx, opening)
	if err != nil && ctx.Err() == nil {
		i.opts.Logger.Warn("hello to the centre", "error", err)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.unsaid = err != nil; i.unsaid {
		i.tell()
	}
}

// Run asks again, with growing random waits, as long as something is missing.
// It returns nil when ctx ends.
func (i *Inbox) Run(ctx context.Context) error {
	for failures := 0; ctx.Err() == nil; {
		if !i.isBehind() {
			failures = 0
			select {
			case <-i.wake:
			case <-ctx.Done():
			}
			continue
		}
		bound := maxBackoff
		if failures < 20 {
			bound = min(bound, minBackoff<<failures)
		}
		failures++
		select {
		case <-time.After(time.Duration(rand.Int64N(int64(bound) + 1))):
		case <-ctx.Done():
			return nil
		}
		i.keepAgain(ctx)
		if i.mustAsk() {
			i.greet(ctx, false)
		}
	}
	return nil
}

// keepAgain tries documents again that the disk had no room for.
func (i *Inbox) keepAgain(ctx context.Context) {
	i.mu.Lock()
	again := i.unkept
	i.unkept = map[string][]byte{}
	i.mu.Unlock()
	for _, payload := range again {
		_ = i.Document(ctx, payload) // logged there
	}
}

func (i *Inbox) mustAsk() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.up && (i.missing || i.unsaid)
}

func (i *Inbox) isBehind() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.up && (i.missing || i.unsaid) || len(i.unkept) > 0
}

// miss notes that something has to be asked for.
func (i *Inbox) miss() {
	i.missing = true
	i.tell()
}

// tell wakes Run.
func (i *Inbox) tell() {
	select {
	case i.wake <- struct{}{}:
	default:
	}
}

// Down takes a message as it came over the line or in a folder. What the centre
// did not sign for this kiosk changes nothing. The error is for who carries; it
// has been logged.
func (i *Inbox) Down(ctx context.Context, payload []byte) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	err := i.down(ctx, payload)
	if err != nil {
		i.opts.Logger.Warn("message from the centre", "error", err)
	}
	return err
}

func (i *Inbox) down(ctx context.Context, payload []byte) error {
	d, err := wire.DecodeDown(payload, i.opts.Identity)
	if err != nil {
		return err
	}
	last, err := i.applied.LastDown(ctx)
	if err != nil {
		i.miss()
		return fmt.Errorf("read last down sequence: %w", err)
	}
	switch {
	case d.Sequence <= last:
		return nil // said again
	case d.Sequence > last+1:
		i.miss() // what lies between is asked for, and this with it
		return nil
	}
	if err := i.apply(ctx, d); err != nil {
		i.miss() // the disk may have room again soon
		return err
	}
	i.missing = false
	return nil
}

func (i *Inbox) apply(ctx context.Context, d wire.Down) error {
	if d.Kind != wire.KindStatusChanged {
		// A newer centre says things this kiosk does not know. They are passed
		// over by rule, so that what follows still arrives.
		_, err := i.applied.Apply(ctx, d.Sequence, "", kiosk.Event{}, nil)
		return err
	}
	newer, err := i.applied.Apply(ctx, d.Sequence, d.CaseID, d.Event(), d.Sealed)
	if err != nil {
		return fmt.Errorf("apply down message %d: %w", d.Sequence, err)
	}
	if newer {
		i.opts.OnChange(d.CaseID, d.Event())
	}
	return nil
}

// Document takes a document as it came over the line or in a folder, and tells
// the centre what became of it. The error is for who carries; it has been logged.
func (i *Inbox) Document(ctx context.Context, payload []byte) error {
	if i.opts.Shelf == nil {
		return nil
	}
	d, changed, err := i.opts.Shelf.Take(payload)
	if err != nil {
		i.opts.Logger.Error("document of the centre", "kind", d.Kind, "version", d.Version, "error", err)
	}
	if errors.Is(err, ErrNotKept) {
		i.mu.Lock()
		i.unkept[d.Kind] = payload
		i.tell()
		i.mu.Unlock()
	}
	if changed && err == nil {
		i.opts.Logger.Info("document taken", "kind", d.Kind, "version", d.Version)
		i.opts.OnDocument(d.Kind, d.Version, d.Content)
	}
	if changed {
		i.greet(ctx, false)
	}
	return err
}

// Hello is what this kiosk says of where it stands, signed. opening says that no
// record has gone over this line yet.
func (i *Inbox) Hello(ctx context.Context, opening bool) ([]byte, error) {
	last, err := i.applied.LastDown(ctx)
	if err != nil {
		return nil, fmt.Errorf("read last down sequence: %w", err)
	}
	head, acknowledged, err := i.applied.Chain(ctx)
	if err != nil {
		return nil, fmt.Errorf("read end of chain: %w", err)
	}
	h := wire.Hello{Opening: opening, Epoch: head.Epoch, Sequence: head.Sequence - 1, Acknowledged: acknowledged, LastDown: last}
	if h.Sequence > 0 {
		h.Hash = head.Prev[:]
	}
	if i.opts.Shelf != nil {
		h.Documents = i.opts.Shelf.Standing()
	}
	return i.opts.Sign(h, time.Now())
}

func (i *Inbox) hello(ctx context.Context, opening bool) error {
	if i.link == nil {
		return nil // a kiosk that only exports
	}
	b, err := i.Hello(ctx, opening)
	if err != nil {
		return err
	}
	if err := i.link.Publish(ctx, i.opts.Identity.Topics.Hello, b); err != nil {
		return fmt.Errorf("say hello: %w", err)
	}
	return nil
}
