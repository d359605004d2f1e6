package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"

	"station365/assets"
	"station365/devices/idcard"
	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/audit"
	"station365/kiosk/catalogue"
	"station365/kiosk/flow"
	"station365/kiosk/station"
	"station365/kiosk/store"
	"station365/kiosk/voice"
	"station365/kiosk/words"
)

// appliance is one kiosk, assembled from its configuration.
type appliance struct {
	config  config
	log     *slog.Logger
	place   place
	store   *store.Store
	audit   *audit.Log
	centre  enrolment
	reader  idcard.Reader
	printer printer.Printer
	screen  *screen
	voice   *voice.Voice
	clock   *clock
	broken  func(error) // ends run
	noStore error       // why store only stands in for the database; nil if it is that
	quiet   atomic.Bool // the welcome page is shown and nobody is called: nobody is here

	visits    atomic.Pointer[flow.Flow] // nil until run
	meant     atomic.Int64              // what fingers meant so far
	printing  atomic.Int32              // jobs that are running
	successor *successor                // nil: nothing takes this program's place
}

// place is what this kiosk knows of where it stands.
type place struct {
	words     *words.Table   // the kiosk's own language, which papers are in
	languages []*words.Table // of every language, that one first
	catalogue *catalogue.Catalogue
	station   *station.Profile
	places    *station.Places
}

// assemble reads and opens what must be there: the program's own data, the
// station's profile, the database. Everything else may come later.
func assemble(c config, log *slog.Logger) (*appliance, error) {
	p, err := readPlace(c.Kiosk.Station)
	if err != nil {
		return nil, err
	}
	tables, err := readCodes(c.Reader.EthnicGroups)
	if err != nil {
		return nil, err
	}
	for i, w := range p.languages {
		p.languages[i] = nameGroups(w, tables)
	}
	p.words = p.languages[0]
	if p.station.Community != c.Kiosk.Community {
		log.Warn("the station's profile is for another community than the configuration", "profile", p.station.Community, "configuration", c.Kiosk.Community)
	}
	s, err := openScreen(c.Screen, correction(c, log), log)
	if err != nil {
		return nil, err
	}
	kept, noStore := openOrStandIn(c, log)
	happened, err := openAudit(c.Kiosk.State, log)
	if err != nil {
		log.Error("no audit log is kept until the kiosk is started again; what happens stands here", "reason", err)
	}
	centre := enrolled(c, log)
	s.voice = voice.New(c.Sound.heard(p.languages, log))
	return &appliance{config: c, log: log, place: p, store: kept, noStore: noStore, audit: happened, centre: centre, screen: s, voice: s.voice, clock: centre.clock(),
		reader: newReader(c.Reader, tables, log), printer: newPrinter(c.Printer, c.Kiosk.State, log)}, nil
}

func readPlace(profile string) (p place, err error) {
	data := assets.FS()
	if p.languages, err = load(data, "strings", words.LoadAll); err != nil {
		return p, err
	}
	p.words = p.languages[0]
	if p.catalogue, err = load(data, "catalogue", catalogue.Load); err != nil {
		return p, err
	}
	places, err := data.Open("dictionary/places.json")
	if err != nil {
		return p, fmt.Errorf("read places: %w", err)
	}
	defer func() { _ = places.Close() }() // only read
	if p.places, err = station.ReadPlaces(places); err != nil {
		return p, err
	}
	file, err := openProfile(data, profile)
	if err != nil {
		return p, fmt.Errorf("read station profile: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	p.station, err = station.Read(file)
	return p, err
}

// openProfile opens the station's own profile; "" is the sample in the program.
func openProfile(data fs.FS, path string) (fs.File, error) {
	if path == "" {
		return data.Open("station/shanan.json")
	}
	return os.Open(path)
}

func load[T any](data fs.FS, folder string, read func(fs.FS) (T, error)) (T, error) {
	sub, err := fs.Sub(data, folder)
	if err != nil {
		var none T
		return none, fmt.Errorf("read %s: %w", folder, err)
	}
	return read(sub)
}

// openAudit opens the log of what happens here. A broken one was set aside
// whole; a new one is begun, and the technician is told.
func openAudit(dir string, log *slog.Logger) (*audit.Log, error) {
	events, err := audit.ReadEvents(assets.FS())
	if err != nil {
		return nil, err
	}
	l, err := audit.Open(dir, events, audit.Opts{Logger: log})
	var broken *audit.BrokenError
	if errors.As(err, &broken) {
		log.Error("the audit log is broken; a new one is begun", "error", err)
		return audit.Open(dir, events, audit.Opts{Logger: log})
	}
	return l, err
}

// note puts an event down; one that the catalogue does not allow is a mistake of
// ours and nobody else's trouble.
func (a *appliance) note(event string, detail ...string) {
	if a.audit == nil {
		a.log.Warn("an event that no audit log takes", "event", event, "detail", detail)
		return
	}
	if err := a.audit.Note(event, detail...); err != nil {
		a.log.Error("an event was not noted", "error", err)
	}
}

// run works until ctx ends or a part breaks that nobody can do without. The
// visit ends first, so that the glass still takes the welcome page over whatever
// a resident was reading, and the audit log still takes the session's end.
func (a *appliance) run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	a.broken = stop
	after, end := context.WithCancel(context.WithoutCancel(ctx))
	var around, work sync.WaitGroup
	around.Go(func() {
		if err := a.screen.run(after); err != nil {
			stop(err)
		}
	})
	around.Go(func() {
		if a.audit == nil {
			return
		}
		if err := a.audit.Run(after); err != nil && !errors.Is(err, context.Canceled) {
			a.log.Error("end the audit log", "error", err)
		}
	})
	a.note("program-started")
	a.tellDamage()
	if err := a.work(ctx, &work); err != nil {
		stop(err)
	}
	work.Wait()
	<-ctx.Done()
	a.note("program-stopped")
	a.screen.settle()
	end()
	around.Wait()
	return broken(ctx)
}

// broken is why ctx ended, if nobody asked for it.
func broken(ctx context.Context) error {
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// work starts the visit and the line to the centre.
func (a *appliance) work(ctx context.Context, parts *sync.WaitGroup) error {
	var f *flow.Flow
	face := a.screen.face(a.place.languages, func(e flow.Event) { a.meant.Add(1); f.Send(e) })
	show := func(v flow.View) {
		face.Show(v)
		a.voice.Show(v)
		a.quiet.Store(v.State == flow.Welcome && v.Call.Step == "")
	}
	week := newWeekly(a.store, func() { f.Send(flow.Event{Kind: flow.Changed}) }, a.log)
	docs := newDocuments(a.place, a.config, a.centre, a.log)
	o := flow.Opts{Week: week.Week, Kiosk: a.config.Kiosk.ID, Prefix: cmp.Or(a.centre.identity.Prefix, a.store.Prefix(ctx)), Source: docs, Reader: a.reader, Printer: counted{a.printer, &a.printing}, Scanner: newScanner(a.config.Scanner, a.log), Housing: a.config.housing(),
		Clock: a.clock.Trusted, Languages: namesOf(a.place.languages), Writing: a.config.Input.writing(), Scale: a.config.Screen.Type, Sound: a.config.Sound.Volume, Mute: a.voice.Mute, Times: a.config.Times.waits(), Audit: a.note, Logger: a.log}
	watch := &frozen{store: a.store, limits: docs.Limits, clock: a.clock, note: a.note, log: a.log,
		changed: func() { f.Send(flow.Event{Kind: flow.Changed}) }, online: func() bool { return o.Online() }}
	o.Frozen = watch.Rule
	if a.centre.err != nil {
		// The residents see that nothing is taken before anything is asked, and read
		// everything else.
		o.Store, o.Sealer, o.Identify, o.Online = notEnrolled{a.store}, notEnrolled{}, notEnrolled{}, func() bool { return false }
		o.Frozen = func() kiosk.Rule { return kiosk.NotEnrolled }
		f = flow.New(o, show)
	} else {
		closing := a.centre.sealer()
		var l *line
		o.Store, o.Sealer, o.Identify = keeper{a.store, func() { l.outbox.Wake() }}, sealer{closing}, identifier{a.centre.keys}
		o.Online = func() bool { return l.link.Connected() }
		help := newBell(a.centre.identity, closing, func(e flow.Event) { f.Send(e) }, a.log)
		o.Caller = help
		day := a.daybook(o.Online, func() { f.Send(flow.Event{Kind: flow.Changed}) })
		o.Health = day.Health
		f = flow.New(o, show)
		l = newLine(a.config.Centre.URL, ends{identity: a.centre.identity, trust: a.centre.trust, noLine: a.centre.noLine, sealer: closing, store: a.store, bell: help, log: a.log, shelf: docs.shelf,
			changed:    func() { f.Send(flow.Event{Kind: flow.Changed}) },
			onDocument: func(kind string, n uint64, b []byte) { docs.take(kind, n, b); f.Send(flow.Event{Kind: flow.Changed}) }})
		parts.Go(func() { l.run(ctx) })
		parts.Go(func() { day.run(ctx) })
	}
	a.visits.Store(f)
	a.screen.tellOf(func() { f.Send(flow.Event{Kind: flow.Touched}) })
	parts.Go(func() { _ = f.Run(ctx) }) // it only ends with ctx
	parts.Go(func() { _ = a.voice.Run(ctx) })
	parts.Go(func() { week.run(ctx) })
	parts.Go(func() { watch.run(ctx) })
	if a.successor != nil {
		parts.Go(func() { a.updates().run(ctx) })
	}
	if a.noStore != nil {
		parts.Go(func() { a.awaitDisk(ctx) })
		return nil
	}
	parts.Go(func() { a.careFor(a.clock, a.broken).run(ctx) })
	return nil
}
