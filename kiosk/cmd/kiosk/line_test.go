package main

import (
	"bytes"
	"context"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"station365/devices/idcard"
	"station365/devices/idcard/idcardtest"
	"station365/devices/printer"
	"station365/devices/printer/printertest"
	"station365/kiosk"
	"station365/kiosk/catalogue"
	"station365/kiosk/flow"
	"station365/kiosk/form"
	"station365/kiosk/personal"
	"station365/kiosk/station"
	"station365/kiosk/store"
	"station365/sync/centre"
	"station365/sync/wire"
)

// An invented neighbour.
const (
	name    = "欧阳𬎆𠅤"
	number  = "520102195101010020"
	address = "贵阳市南明区无名路365号"
	phone   = "13800005678"
)

// patience is how long a test on loopback waits for a condition.
const patience = 30 * time.Second

// desk is the kiosk with its real rooms and a real centre; only the devices are
// played.
type desk struct {
	t       *testing.T
	state   string
	keys    wire.KioskKeys
	centre  *centre.Centre
	flow    *flow.Flow
	store   *store.Store
	reader  *idcardtest.Reader
	printer *printertest.Printer

	mu      sync.Mutex
	last    flow.View
	changed chan struct{}
}

func (d *desk) show(v flow.View) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = v
	close(d.changed)
	d.changed = make(chan struct{})
}

// until waits for a view that satisfies ok.
func (d *desk) until(what string, ok func(flow.View) bool) flow.View {
	d.t.Helper()
	deadline := time.After(patience)
	for {
		d.mu.Lock()
		v, changed := d.last, d.changed
		d.mu.Unlock()
		if ok(v) {
			return v
		}
		select {
		case <-changed:
		case <-deadline:
			d.t.Fatalf("waited for %s; the kiosk is at %s, delivery %s, status %s", what, v.State, v.Case.Delivery, v.Case.Status)
		}
	}
}

func (d *desk) at(s flow.State) flow.View {
	d.t.Helper()
	return d.until(string(s), func(v flow.View) bool { return v.State == s })
}

func (d *desk) send(k flow.Kind, value string) { d.flow.Send(flow.Event{Kind: k, Value: value}) }

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func setUp(t *testing.T) *desk {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	t.Cleanup(func() { cancel(); running.Wait() })
	top := t.TempDir()
	d := &desk{t: t, state: filepath.Join(top, "kiosk"), reader: idcardtest.NewReader(false), printer: printertest.NewPrinter(), changed: make(chan struct{})}

	must[string](t)(centre.Init(filepath.Join(top, "centre")))
	d.centre = must[*centre.Centre](t)(centre.Open(filepath.Join(top, "centre"), centre.Opts{}))
	t.Cleanup(func() { cancel(); running.Wait(); _ = d.centre.Close() })
	listener := must[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0"))
	running.Go(func() { _ = d.centre.Serve(ctx, listener) })

	if err := os.MkdirAll(d.state, 0o700); err != nil {
		t.Fatal(err)
	}
	d.keys = must[wire.KioskKeys](t)(ensureKeys(filepath.Join(d.state, keysFile)))
	request := must[wire.Request](t)(d.keys.Request())
	request.Kiosk, request.Community, request.Prefix = "shanan-2", "shanan", "S2"
	identity := must[wire.Identity](t)(d.centre.Enrol(ctx, request))

	d.store = must[*store.Store](t)(store.Open(d.state, store.Opts{}))
	t.Cleanup(func() { cancel(); running.Wait(); _ = d.store.Close() })
	closing := wire.NewSealer(identity, d.keys)
	var l *line
	log := slog.New(slog.DiscardHandler)
	help := newBell(identity, closing, func(e flow.Event) { d.flow.Send(e) }, log)
	d.flow = flow.New(flow.Opts{Caller: help, Kiosk: "shanan-2", Prefix: identity.Prefix, Catalogue: must[*catalogue.Catalogue](t)(catalogue.Load(os.DirFS("../../../assets/catalogue"))),
		Station: profile(t), Places: places(), Reader: d.reader, Printer: d.printer, Store: keeper{d.store, func() { l.outbox.Wake() }}, Sealer: sealer{closing}, Identify: identifier{d.keys},
		Papers: papers{}, Online: func() bool { return l.link.Connected() }, Scale: "standard", Times: flow.DefaultTimes()}, d.show)
	l = newLine("mqtt://"+listener.Addr().String(), ends{identity: identity, sealer: closing, store: d.store, bell: help, log: log,
		changed: func() { d.flow.Send(flow.Event{Kind: flow.Changed}) }})
	running.Go(func() { l.run(ctx) })
	running.Go(func() { _ = d.flow.Run(ctx) })
	d.at(flow.Welcome)
	return d
}

func profile(t *testing.T) *station.Profile {
	t.Helper()
	f := must[*os.File](t)(os.Open("../../../assets/station/shanan.json"))
	defer f.Close()
	p := must[*station.Profile](t)(station.Read(f))
	for i := range p.Duty.Weekly { // somebody is there at whatever hour this runs
		p.Duty.Weekly[i].From, p.Duty.Weekly[i].Until = "00:00", "24:00"
	}
	p.Duty.Dates = nil
	return p
}

func places() *station.Places {
	return &station.Places{Version: 1, Estates: []station.Estate{{Code: "e1", Name: "翠屏苑", Buildings: []station.Building{{Code: "3", Name: "3栋", Entrances: []string{"2"}}}}}}
}

// papers is the page of a receipt, here only its number.
type papers struct{}

func (papers) Page(k kiosk.Kept, _ []form.Line, _ time.Time, _ string) printer.Page {
	return printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: string(k.Number)}}}}
}

func (papers) Ticket(_ int, _ time.Time, phone string) printer.Page {
	return printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: phone}}}}
}

// register does a residence registration up to the last page.
func (d *desk) register() flow.View {
	d.t.Helper()
	d.send(flow.Start, "")
	d.send(flow.OpenMatter, "residence-registration")
	d.at(flow.FlowCard)
	d.send(flow.Next, "")
	d.at(flow.Notice)
	d.send(flow.Next, "")
	d.at(flow.AwaitingCard)
	d.reader.Lay(card())
	d.at(flow.CardRead)
	d.send(flow.Next, "")
	v := d.at(flow.Filling)
	for asked := ""; v.State == flow.Filling; {
		asked = v.Question.Field
		d.answer(v.Question)
		v = d.until("the question after "+asked, func(v flow.View) bool { return v.State != flow.Filling || v.Question.Field != asked })
	}
	d.at(flow.Reviewing)
	d.send(flow.Next, "")
	return d.at(flow.Done)
}

func (d *desk) answer(q flow.Question) {
	if q.Kind == "choice" {
		d.send(flow.Answer, q.Choices[0].Value)
		return
	}
	for _, r := range phone[:min(q.Max, len(phone))] {
		d.send(flow.Key, string(r))
	}
	d.send(flow.Next, "")
}

func card() *idcard.Card {
	return &idcard.Card{Kind: idcard.Resident, Name: personal.New(name), Sex: "2", EthnicGroup: "01", Birth: personal.New("19510101"),
		Address: personal.New(address), IDNumber: personal.New(number)}
}

func TestTheMainJob_FromTheCardToTheCentreAndBack(t *testing.T) {
	d := setUp(t)

	v := d.register()
	d.until("the centre's acknowledgement", func(v flow.View) bool { return v.Case.Delivery == kiosk.Acknowledged })
	opened := must[centre.Opened](t)(d.centre.Show(t.Context(), v.Case.Number, "a test"))
	err := d.centre.Move(t.Context(), centre.Move{Number: v.Case.Number, Status: kiosk.Accepted, Answer: "材料齐了", Officer: "王芳"})
	if err != nil {
		t.Fatal(err)
	}
	d.until("the changed status on the kiosk", func(v flow.View) bool { return v.Case.Status == kiosk.Accepted })

	if got := opened.Body.Answers["name"].Reveal(); got != name {
		t.Errorf("the centre has the name %q", got)
	}
	if got := opened.Body.Answers["phone"].Reveal(); got != phone {
		t.Errorf("the centre has the telephone %q", got)
	}
	if lines := must[[]centre.Line](t)(d.centre.Records(t.Context())); len(lines) != 1 {
		t.Errorf("the centre has %d records", len(lines))
	}
}

func TestTheOfficersAnswerOpensWithTheCard(t *testing.T) {
	d := setUp(t)
	v := d.register()
	d.until("the acknowledgement", func(v flow.View) bool { return v.Case.Delivery == kiosk.Acknowledged })
	if err := d.centre.Move(t.Context(), centre.Move{Number: v.Case.Number, Status: kiosk.Accepted, Answer: "材料齐了", Officer: "王芳"}); err != nil {
		t.Fatal(err)
	}
	d.until("the status", func(v flow.View) bool { return v.Case.Status == kiosk.Accepted })
	d.send(flow.Next, "")
	d.at(flow.TakeCard)
	d.send(flow.Next, "")
	d.at(flow.Welcome)

	d.send(flow.Start, "")
	d.send(flow.OpenCases, "")
	d.send(flow.ByCard, "")
	d.at(flow.AwaitingCard)
	d.reader.Lay(card())
	v = d.at(flow.MyCases)
	d.send(flow.OpenCase, string(v.Cases[0].Number))
	v = d.until("the answer", func(v flow.View) bool { return v.State == flow.CaseDetail && !v.Case.Answer.Empty() })

	if v.Case.Answer.Reveal() != "材料齐了" {
		t.Error("the answer is not what the officer wrote")
	}
}

func TestTheWholeStateDirectoryTellsNothingOfAResident(t *testing.T) {
	d := setUp(t)
	d.register()
	d.until("the acknowledgement", func(v flow.View) bool { return v.Case.Delivery == kiosk.Acknowledged })

	files := 0
	err := filepath.WalkDir(d.state, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		for _, secret := range []string{name, number, address, phone, "19510101"} {
			if bytes.Contains(text, []byte(secret)) || bytes.Contains(text, utf16Bytes(secret)) {
				t.Errorf("%s says something personal", filepath.Base(path))
			}
		}
		return err
	})
	if err != nil || files < 3 {
		t.Errorf("searched %d files, %v", files, err)
	}
}

func utf16Bytes(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}
