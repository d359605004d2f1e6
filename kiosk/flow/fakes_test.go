package flow

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/idcardtest"
	"station365/devices/printer"
	"station365/devices/printer/printertest"
	"station365/kiosk"
	"station365/kiosk/catalogue"
	"station365/kiosk/form"
	"station365/kiosk/personal"
	"station365/kiosk/station"
)

const (
	invented   = "李阿婆"
	inventedID = "520102195101010020"
)

// desk is a kiosk on a desk: the real flow, catalogue, station and places; the
// devices, the disk and the sealing are played.
type desk struct {
	t       *testing.T
	flow    *Flow
	reader  *idcardtest.Reader
	printer *printertest.Printer
	store   *fakeStore
	mu      sync.Mutex
	last    View
	noted   []string // what the audit was told
	cancel  context.CancelFunc
	done    chan error
}

func open(t *testing.T) *desk { t.Helper(); return openWith(t, idcardtest.NewReader(false)) }

func openWith(t *testing.T, reader *idcardtest.Reader) *desk {
	t.Helper()
	d := &desk{t: t, reader: reader, printer: printertest.NewPrinter(),
		store: &fakeStore{cases: map[kiosk.CaseNumber]kiosk.Kept{}}, done: make(chan error, 1)}
	c, err := catalogue.Load(os.DirFS("../../assets/catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("../../assets/station/shanan.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st, err := station.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	places := &station.Places{Version: 1, Committees: []station.Committee{{Code: "01", Name: "翠屏居民委员会"}},
		Estates: []station.Estate{{Code: "e1", Name: "翠屏苑", Committee: "01", Grid: "01-1", Buildings: []station.Building{{Code: "3", Name: "3栋", Entrances: []string{"1", "2"}}}},
			{Code: "e2", Name: "南苑", Buildings: []station.Building{{Code: "1", Name: "1栋", Entrances: []string{"1"}}}}}}
	d.flow = New(Opts{Kiosk: "shanan-2", Prefix: "S2", Catalogue: c, Station: st, Places: places, Reader: d.reader, Printer: d.printer,
		Store: d.store, Sealer: fakeSealer{d.store}, Identify: fakeIdentifier{}, Papers: fakePapers{}, Online: func() bool { return true },
		Scale: "standard", Times: DefaultTimes(), Audit: d.note}, func(v View) { d.mu.Lock(); d.last = v; d.mu.Unlock() })
	ctx, cancel := context.WithCancel(t.Context())
	d.cancel = cancel
	go func() { d.done <- d.flow.Run(ctx) }()
	synctest.Wait()
	return d
}

func (d *desk) note(event string, detail ...string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.noted = append(d.noted, strings.Join(append([]string{event}, detail...), "|"))
}

// close ends the program and waits for it.
func (d *desk) close() {
	d.cancel()
	<-d.done
}

func (d *desk) view() View {
	synctest.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.last
}

// do sends events one after the other and waits until each has had its effects.
func (d *desk) do(events ...Event) View {
	d.t.Helper()
	for _, e := range events {
		d.flow.Send(e)
		synctest.Wait()
	}
	return d.view()
}

func (d *desk) at(s State) View {
	d.t.Helper()
	v := d.view()
	if v.State != s {
		d.t.Fatalf("the visit is at %s, want %s", v.State, s)
	}
	return v
}

func (d *desk) layCard(name, number string) *idcard.Card {
	c := cardOf(name, number)
	d.reader.Lay(c)
	synctest.Wait()
	return c
}

func cardOf(name, number string) *idcard.Card {
	return &idcard.Card{Kind: idcard.Resident, Name: personal.New(name), Sex: "2", EthnicGroup: "01", Birth: personal.New("19510101"),
		Address: personal.New("贵阳市某处1号"), IDNumber: personal.New(number)}
}

// fill answers every question until the review: the first choice, or digits.
func (d *desk) fill(digits string) View {
	d.t.Helper()
	for range 30 {
		v := d.view()
		if v.State != Filling {
			return v
		}
		q := v.Question
		if q.Kind == "choice" {
			d.do(Event{Kind: Answer, Value: q.Choices[0].Value})
			continue
		}
		if q.Kind == "text" {
			d.write(v)
			d.do(Event{Kind: Next})
			continue
		}
		d.do(Event{Kind: Key, Value: "clear"})
		for _, r := range digits[:min(q.Max, len(digits))] {
			d.do(Event{Kind: Key, Value: string(r)})
		}
		d.do(Event{Kind: Next})
	}
	d.t.Fatal("the form never ends")
	return View{}
}

func pick(k Kind, value string) Event { return Event{Kind: k, Value: value} }

type fakeStore struct {
	mu    sync.Mutex
	cases map[kiosk.CaseNumber]kiosk.Kept
	full  bool
	slow  time.Duration
	sent  []Submission
}

var errNoMatch = errors.New("no such case and code")

func (s *fakeStore) Keep(_ context.Context, c kiosk.NewCase, seal kiosk.SealFunc) (kiosk.Kept, error) {
	time.Sleep(s.slow)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full {
		return kiosk.Kept{}, kiosk.ErrFull
	}
	number := kiosk.NewCaseNumber(c.Prefix, int64(len(s.cases)+1))
	r, err := seal(kiosk.Head{Epoch: 1, Sequence: uint64(len(s.cases) + 1)}, number)
	if err != nil {
		return kiosk.Kept{}, err
	}
	k := kiosk.Kept{NewCase: c, Number: number, Hash: r.Hash, CheckCode: kiosk.CheckCodeOf(r.Hash), Delivery: kiosk.Queued, Status: kiosk.Submitted,
		Receipt: kiosk.ReceiptJob{ID: "job"}}
	s.cases[number] = k
	return k, nil
}

func (s *fakeStore) ByTag(_ context.Context, tag []byte) (found []kiosk.Kept, _ error) {
	time.Sleep(s.slow)
	for _, k := range s.cases {
		if string(k.ResidentTag) == string(tag) {
			found = append(found, k)
		}
	}
	return found, nil
}

func (s *fakeStore) ByNumber(_ context.Context, n kiosk.CaseNumber) (kiosk.Kept, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.cases[n]
	return k, ok, nil
}

func (s *fakeStore) Try(_ context.Context, n kiosk.CaseNumber, code kiosk.CheckCode) (kiosk.Kept, error) {
	time.Sleep(s.slow)
	k, ok := s.cases[n]
	if !ok || k.CheckCode != code {
		return kiosk.Kept{}, errNoMatch
	}
	return k, nil
}
func (s *fakeStore) ReceiptResult(context.Context, kiosk.CaseID, string) error { return nil }
func (s *fakeStore) Reprint(context.Context, kiosk.CaseID) (int, error) {
	time.Sleep(s.slow)
	if s.full {
		return 0, kiosk.ErrFull
	}
	return 1, nil
}
func (s *fakeStore) Replies(context.Context, kiosk.CaseID) (sealed [][]byte, _ error) {
	return nil, nil
}

type fakeSealer struct{ store *fakeStore }

func (f fakeSealer) Seal(s Submission) kiosk.SealFunc {
	return func(h kiosk.Head, _ kiosk.CaseNumber) (kiosk.Record, error) {
		f.store.sent = append(f.store.sent, s)
		return kiosk.Record{Epoch: h.Epoch, Sequence: h.Sequence, Hash: [32]byte{byte(h.Sequence), 2, 3}}, nil
	}
}

type fakeIdentifier struct{}

func (fakeIdentifier) Identify(number personal.Value) (Identity, error) {
	return fakeIdentity{[]byte("tag of " + number.Reveal()[14:]), personal.New("a key")}, nil
}

type fakeIdentity struct {
	tag []byte
	key personal.Value
}

func (i fakeIdentity) Tag() []byte                         { return i.tag }
func (i fakeIdentity) ReplyKey() []byte                    { return []byte("key") }
func (i fakeIdentity) Open([]byte) (personal.Value, error) { return personal.Value{}, nil }
func (i fakeIdentity) Wipe()                               { i.key.Wipe() }

type fakePapers struct{}

func (fakePapers) Page(k kiosk.Kept, _ []form.Line, _ time.Time, _ string) printer.Page {
	return printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: string(k.Number)}}}, Copy: k.Receipt.Copies}
}

func (fakePapers) Ticket(_ int, _ time.Time, phone string) printer.Page {
	return printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: phone}}}}
}
