package flow

import (
	"context"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard/idcardtest"
	"station365/devices/printer/printertest"
	"station365/kiosk"
	"station365/kiosk/catalogue"
	"station365/kiosk/station"
)

// press is a Source whose documents a test replaces.
type press struct {
	mu  sync.Mutex
	now Documents
}

func (p *press) Documents() Documents {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// publish replaces the catalogue by one with a higher version and no concern.
func (p *press) publish(f *Flow, c *catalogue.Catalogue) {
	p.mu.Lock()
	p.now.Catalogue = c
	p.mu.Unlock()
	f.Send(Event{Kind: Changed})
	synctest.Wait()
}

// startWith begins a flow that works with what p has.
func (d *desk) startWith(p *press) {
	d.flow = New(Opts{Kiosk: "shanan-2", Prefix: "S2", Source: p, Reader: d.reader, Printer: d.printer, Store: d.store,
		Sealer: fakeSealer{d.store}, Identify: fakeIdentifier{}, Online: func() bool { return true }, Scale: "standard",
		Times: DefaultTimes(), Audit: d.note}, func(v View) { d.mu.Lock(); d.last = v; d.mu.Unlock() })
	ctx, cancel := context.WithCancel(d.t.Context())
	d.cancel = cancel
	go func() { d.done <- d.flow.Run(ctx) }()
	synctest.Wait()
}

func readProfile(t *testing.T) *station.Profile {
	t.Helper()
	f, err := os.Open("../../assets/station/shanan.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := station.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func readCatalogue(t *testing.T) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.Load(os.DirFS("../../assets/catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCatalogueIsPublishedMidVisit_TheVisitKeepsItsOwnAndTheNextHasTheNew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		old, fresh := readCatalogue(t), readCatalogue(t)
		fresh.Version = old.Version + 1
		p := &press{now: Documents{old, readProfile(t), &station.Places{}, fakePapers{}, nil}}
		d := &desk{t: t, reader: idcardtest.NewReader(false), printer: printertest.NewPrinter(), store: &fakeStore{cases: map[kiosk.CaseNumber]kiosk.Kept{}}, done: make(chan error, 1)}
		d.startWith(p)
		defer d.close()

		d.do(Event{Kind: Start})
		p.publish(d.flow, fresh)
		d.at(Home)
		during := d.flow.opts.Catalogue
		d.do(Event{Kind: Touched}) // what is read above is read before the flow goes on
		time.Sleep(2 * DefaultTimes().Public)
		d.at(Welcome)
		after := d.flow.opts.Catalogue
		p.publish(d.flow, old)
		idle := d.flow.opts.Catalogue

		if during != old || after != fresh || idle != old {
			t.Errorf("during the visit %v, after it %v, while nobody is here %v", during == old, after == fresh, idle == old)
		}
	})
}

func TestSettingsComeMidVisit_TheVisitEndsUnderItsOwnAndTheNextBeginsWithThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		old := readCatalogue(t)
		p := &press{now: Documents{old, readProfile(t), &station.Places{}, fakePapers{}, &Settings{Times: DefaultTimes(), Scale: "standard", Sound: SoundOff}}}
		d := &desk{t: t, reader: idcardtest.NewReader(false), printer: printertest.NewPrinter(), store: &fakeStore{cases: map[kiosk.CaseNumber]kiosk.Kept{}}, done: make(chan error, 1)}
		d.startWith(p)
		defer d.close()
		patient := DefaultTimes()
		patient.Public *= 2

		d.do(Event{Kind: Start})
		p.mu.Lock()
		p.now.Settings = &Settings{Times: patient, Scale: "large", Sound: SoundSoft}
		p.mu.Unlock()
		p.publish(d.flow, old)
		during := d.at(Home)
		d.do(Event{Kind: Touched}) // what is read above is read before the flow goes on
		time.Sleep(2 * DefaultTimes().Public)
		after := d.at(Welcome)

		if during.Look.Scale != "standard" || after.Look.Scale != "large" || after.Look.Sound != SoundSoft || d.flow.opts.Times.Public != patient.Public {
			t.Errorf("during the visit %+v, after it %+v", during.Look, after.Look)
		}
	})
}
