package flow

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/printer"
	"station365/devices/scanner"
	"station365/kiosk"
)

// Flow runs one visit after the other on one goroutine of its own.
type Flow struct {
	opts Opts
	show func(View)

	mu     sync.Mutex
	queue  []Event
	taking bool // what was in the queue is being taken
	wake   chan struct{}

	effects sync.WaitGroup
	visit   *Visit
	calls   int       // for help, on callDay
	callDay time.Time // at midnight
	heard   time.Time // when the centre was last reachable; zero: not since the start
}

// action changes a visit; guard asks it. They run on the flow's goroutine.
type (
	action func(v *Visit, e Event)
	guard  func(v *Visit, e Event) bool
)

// New makes a flow that hands every new View to show. show must not block.
func New(o Opts, show func(View)) *Flow {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Audit == nil {
		o.Audit = func(string, ...string) {}
	}
	if o.Frozen == nil {
		o.Frozen = func() kiosk.Rule { return "" }
	}
	if o.Mute == nil {
		o.Mute = func() bool { return false }
	}
	if o.Week == nil {
		o.Week = func() kiosk.Week { return kiosk.Week{} }
	}
	if o.Health == nil {
		o.Health = func() Health { return Health{} }
	}
	f := &Flow{opts: o, show: show, wake: make(chan struct{}, 1)}
	f.visit = newVisit(f)
	f.renew()
	return f
}

// Send queues an event from any goroutine. It never blocks.
func (f *Flow) Send(e Event) {
	f.mu.Lock()
	f.queue = append(f.queue, e)
	f.mu.Unlock()
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// Settled tells, from any goroutine, that everything sent so far was taken and that
// the page which came of it was shown. Effects may still be at work.
func (f *Flow) Settled() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.queue) == 0 && !f.taking
}

// Run watches the devices and works until ctx ends; then the session is wiped,
// its effects are waited for, and ctx.Err() is returned.
func (f *Flow) Run(ctx context.Context) error {
	deviceCtx, stopDevices := context.WithCancel(ctx)
	var watchers sync.WaitGroup
	watchers.Go(func() { _ = f.opts.Reader.Run(deviceCtx, f.fromReader) })
	watchers.Go(func() { _ = f.opts.Printer.Run(deviceCtx, f.fromPrinter) })
	if f.opts.Scanner != nil {
		watchers.Go(func() { _ = f.opts.Scanner.Run(deviceCtx, f.fromScanner) })
	}
	defer func() { stopDevices(); watchers.Wait(); f.effects.Wait(); f.discardQueue() }()

	f.visit.ctx = ctx
	f.visit.enter(Welcome)
	f.publish()
	for {
		timer := time.NewTimer(f.visit.untilNext(time.Now()))
		select {
		case <-ctx.Done():
			timer.Stop()
			f.handle(Event{Kind: Shutdown})
			return ctx.Err()
		case <-f.wake:
			f.drain()
		case <-timer.C:
			f.tick()
		}
		timer.Stop()
	}
}

func (f *Flow) drain() {
	for {
		f.mu.Lock()
		batch := f.queue
		f.queue, f.taking = nil, len(batch) > 0
		f.mu.Unlock()
		if len(batch) == 0 {
			return
		}
		for _, e := range batch {
			f.handle(e)
		}
	}
}

// discardQueue wipes what came too late to be looked at.
func (f *Flow) discardQueue() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.queue {
		f.visit.discard(e)
	}
	f.queue = nil
}

// tick raises TimeUp when the state's time has passed, and otherwise shows the
// clock and the countdown anew.
func (f *Flow) tick() {
	if f.visit.timeIsUp(time.Now()) {
		f.handle(Event{Kind: TimeUp})
		return
	}
	if f.visit.callIsDue(time.Now()) {
		f.handle(Event{Kind: CallDue})
		return
	}
	f.visit.sayLooking(time.Now())
	f.publish()
}

// handle takes one event through the table. A rule that breaks ends the session
// instead of the program: nobody's data stays on the glass.
func (f *Flow) handle(e Event) {
	defer func() {
		if p := recover(); p != nil {
			f.opts.Logger.Error("visit broke", "state", f.visit.state, "event", e.Kind, "panic", p)
			f.visit.endFailed(Event{Kind: Failed})
			f.visit.enter(Welcome)
			f.publish()
		}
	}()
	if f.visit.isLate(e) {
		f.visit.discard(e)
		return
	}
	f.visit.note(e)
	if e.Kind != Changed {
		f.visit.said = ""
	}
	r, ok := find(f.visit, e)
	switch {
	case f.visit.isOfCardBelow(e):
		f.visit.takeBelow(e)
	case ok:
		f.visit.take(r, e)
		f.visit.goOn()
	case e.session != nil && f.visit.isOverlay(e):
		f.visit.takeBelow(e)
	default:
		f.visit.discard(e)
		f.visit.sayWhy(e.Kind)
		if f.visit.said == "" {
			return
		}
	}
	f.publish()
}

func (f *Flow) publish() {
	f.renew()
	f.show(f.visit.view(time.Now()))
}

// renew takes what was published since, while nobody is here. What effects of
// the last visit still work with is theirs.
func (f *Flow) renew() {
	if f.opts.Source == nil || f.visit.state != Welcome || f.visit.session != nil {
		return
	}
	d := f.opts.Source.Documents()
	f.opts.Catalogue, f.opts.Station, f.opts.Places, f.opts.Papers = d.Catalogue, d.Station, d.Places, d.Papers
	if s := d.Settings; s != nil {
		isFirst := f.visit.look == f.firstLook() // nobody has changed it on the welcome page
		f.opts.Times, f.opts.Scale, f.opts.Sound = s.Times, s.Scale, s.Sound
		if isFirst {
			f.visit.look = f.firstLook()
		}
	}
}

// find returns the first row that fits: the state's own rows, then the ones for
// anywhere.
func find(v *Visit, e Event) (row, bool) {
	for _, from := range []State{v.state, anywhere} {
		for _, r := range table {
			if r.from == from && r.on == e.Kind && (r.when == nil || r.when(v, e)) {
				return r, true
			}
		}
	}
	return row{}, false
}

// later runs an effect beside the flow; what it returns comes back as an event
// of this visit, or is thrown away if the session has ended meanwhile.
func (f *Flow) later(effect func(ctx context.Context) Event) {
	person, ctx := f.visit.person(), f.visit.ctx
	f.effects.Go(func() {
		e := effect(ctx)
		e.session = person
		f.Send(e)
	})
}

// search is later for a look-up, which ends with CasesFound, CaseFound or FindFailed.
func (f *Flow) search(effect func(ctx context.Context) Event) {
	f.visit.searches++
	f.visit.searched = time.Now()
	f.later(effect)
}

func (f *Flow) fromReader(e idcard.Event) {
	switch e.Kind {
	case idcard.CardPlaced:
		f.Send(Event{Kind: CardPlaced})
	case idcard.CardRead:
		f.Send(Event{Kind: CardIsRead, data: e.Card})
	case idcard.CardFailed:
		f.Send(Event{Kind: CardUnread, data: e})
	case idcard.CardRemoved:
		f.Send(Event{Kind: CardRemoved})
	case idcard.HealthChanged:
		f.Send(Event{Kind: Changed, data: e.Health})
	}
}

func (f *Flow) fromPrinter(s printer.Status, h devices.Health) {
	f.Send(Event{Kind: Changed, data: printerNews{s, h}})
}

// fromScanner leaves what is no code to the technician: the driver has logged it,
// and nobody who reads here can help it.
func (f *Flow) fromScanner(e scanner.Event) {
	switch e.Kind {
	case scanner.CodeScanned:
		f.Send(Event{Kind: CodeScanned, data: e.Code})
	case scanner.HealthChanged:
		f.Send(Event{Kind: Changed, data: scannerNews{e.Health}})
	}
}

type scannerNews struct{ health devices.Health }

type printerNews struct {
	status printer.Status
	health devices.Health
}
