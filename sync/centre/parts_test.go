package centre_test

import (
	"context"
	"crypto/tls"
	"os"
	"sort"
	"sync"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/sync/centre"
	"station365/sync/inbox"
	"station365/sync/link"
	"station365/sync/outbox"
	"station365/sync/trust"
	"station365/sync/wire"
)

// secret is what an invented person tells; no byte of it may be readable.
const secret = "青石桥小区五号楼"

// deadline is how long a test on loopback waits for a condition.
const deadline = time.Minute

// memory is queue and applied of a kiosk, as the store is but without a disk.
type memory struct {
	mu      sync.Mutex
	records []kiosk.Record
	state   map[outbox.Position]kiosk.Delivery
	open    map[outbox.Position]bool
	reasons map[outbox.Position]string
	head    kiosk.Head
	last    uint64
	events  map[kiosk.CaseID][]kiosk.Event
	sealed  map[kiosk.CaseID][]byte
	changed chan struct{}
}

func newMemory() *memory {
	return &memory{state: map[outbox.Position]kiosk.Delivery{}, open: map[outbox.Position]bool{}, reasons: map[outbox.Position]string{},
		head: kiosk.Head{Epoch: 1, Sequence: 1}, events: map[kiosk.CaseID][]kiosk.Event{}, sealed: map[kiosk.CaseID][]byte{},
		changed: make(chan struct{}, 1)}
}

func at(r kiosk.Record) outbox.Position {
	return outbox.Position{Epoch: r.Epoch, Sequence: r.Sequence}
}

func (m *memory) note() {
	select {
	case m.changed <- struct{}{}:
	default:
	}
}

func (m *memory) put(r kiosk.Record) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.records = append(m.records, r)
	m.state[at(r)], m.open[at(r)] = kiosk.Queued, true
	m.head = kiosk.Head{Epoch: r.Epoch, Sequence: r.Sequence + 1, Prev: r.Hash}
}

func (m *memory) Unacknowledged(_ context.Context, after outbox.Position, limit int) ([]kiosk.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []kiosk.Record
	for _, r := range m.records {
		if m.open[at(r)] && after.Before(at(r)) && len(out) < limit {
			out = append(out, r)
		}
	}
	return out, nil
}

func (m *memory) At(_ context.Context, p outbox.Position) (kiosk.Record, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.records {
		if at(r) == p {
			return r, true, nil
		}
	}
	return kiosk.Record{}, false, nil
}

func (m *memory) Reopen(_ context.Context, from outbox.Position) (n int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.records {
		if p := at(r); p.Epoch == from.Epoch && !p.Before(from) && !m.open[p] {
			m.open[p], m.state[p] = true, kiosk.Queued
			n++
		}
	}
	return n, nil
}

func (m *memory) Chain(context.Context) (kiosk.Head, uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	acknowledged := m.head.Sequence - 1
	for p := range m.open {
		acknowledged = min(acknowledged, p.Sequence-1)
	}
	return m.head, acknowledged, nil
}

func (m *memory) MarkSent(_ context.Context, all []outbox.Position) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range all {
		if m.state[p] == kiosk.Queued {
			m.state[p] = kiosk.Sent
		}
	}
	return nil
}

func (m *memory) MarkAcknowledged(_ context.Context, epoch uint32, through uint64, beyond []uint64, _ time.Time, _ []byte) ([]outbox.Position, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.note()
	covered := map[uint64]bool{}
	for _, s := range beyond {
		covered[s] = true
	}
	var out []outbox.Position
	for p := range m.open {
		if p.Epoch != epoch || p.Sequence > through && !covered[p.Sequence] {
			continue
		}
		delete(m.open, p)
		if m.state[p] != kiosk.Quarantined {
			m.state[p] = kiosk.Acknowledged
			out = append(out, p)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Before(out[j]) })
	return out, nil
}

func (m *memory) Quarantine(_ context.Context, p outbox.Position, reason string, stone *kiosk.Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.note()
	m.state[p], m.reasons[p] = kiosk.Quarantined, reason
	for i, r := range m.records {
		if at(r) == p && stone != nil {
			m.records[i].Bytes = stone.Bytes
		}
	}
	return nil
}

func (m *memory) LastDown(context.Context) (uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last, nil
}

func (m *memory) Apply(_ context.Context, seq uint64, id kiosk.CaseID, e kiosk.Event, sealed []byte) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.note()
	m.last = seq
	m.events[id] = append(m.events[id], e)
	m.sealed[id] = sealed
	return true, nil
}

func (m *memory) count(d kiosk.Delivery) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	for _, s := range m.state {
		if s == d {
			n++
		}
	}
	return n
}

func (m *memory) history(id kiosk.CaseID) []kiosk.Event {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]kiosk.Event(nil), m.events[id]...)
}

// machine is a kiosk's sync rooms, put together as the appliance does.
type machine struct {
	t        testing.TB
	keys     wire.KioskKeys
	identity wire.Identity
	sealer   *wire.Sealer
	memory   *memory
	address  string
	tls      *tls.Config  // nil: without TLS, or by trust
	trust    *trust.Trust // nil: by tls
	dropAck  func() bool
	retry    time.Duration             // of the outbox
	batch    int                       // records in a message; 0: as many as may be
	lose     func(payload []byte) bool // says which messages a broker answers and loses

	stop context.CancelFunc
	done sync.WaitGroup
}

func newMachine(t testing.TB, c *centre.Centre, address string) *machine {
	t.Helper()
	keys, err := wire.NewKioskKeys()
	must(t, err)
	request, err := keys.Request()
	must(t, err)
	identity, err := c.Enrol(t.Context(), request)
	must(t, err)
	return &machine{t: t, keys: keys, identity: identity, sealer: wire.NewSealer(identity, keys), memory: newMemory(),
		address: address, dropAck: func() bool { return false }, retry: time.Second, lose: func([]byte) bool { return false }}
}

// leaky is a line on which messages get lost although they were answered.
type leaky struct {
	*link.Link
	lose func(payload []byte) bool
}

func (l leaky) Send(topic string, payload []byte) <-chan error {
	if !l.lose(payload) {
		return l.Link.Send(topic, payload)
	}
	done := make(chan error, 1)
	done <- nil
	return done
}

// line is how the kiosk reaches its broker.
func (m *machine) line() link.Opts {
	o := link.Opts{URL: "mqtt://" + m.address, Client: m.identity.Kiosk, Token: m.identity.Token, MinBackoff: 5 * time.Millisecond}
	if m.tls != nil {
		o.URL, o.Token = "mqtts://"+m.address, ""
		o.TLS = func(context.Context) (*tls.Config, error) { return m.tls, nil }
	}
	if m.trust != nil {
		o.URL, o.Token, o.TLS = "mqtts://"+m.address, "", m.trust.TLS
	}
	return o
}

// start brings the line up; it ends with the test or with off.
func (m *machine) start() *outbox.Outbox {
	ctx, cancel := context.WithCancel(context.Background())
	o := m.line()
	o.StateTopic, o.Here, o.Gone = m.identity.Topics.State, wire.StateHere, wire.StateGone
	o.MaxBackoff, o.AnswerTimeout = 50*time.Millisecond, 2*time.Second
	l := link.New(o)
	out := outbox.New(m.memory, leaky{l, m.lose}, outbox.Opts{Identity: m.identity, Tombstone: m.sealer.Tombstone, Retry: m.retry, Batch: m.batch})
	in := inbox.New(m.memory, l, inbox.Opts{Identity: m.identity, Sign: m.sealer.Hello})
	l.Handle(m.identity.Topics.Ack, func(ctx context.Context, b []byte) {
		if !m.dropAck() {
			_ = out.Acknowledge(ctx, b)
		}
	})
	l.Handle(m.identity.Topics.Down, func(ctx context.Context, b []byte) { _ = in.Down(ctx, b) })
	l.Watch(in.LinkChanged)
	l.Watch(out.LinkChanged)
	m.done.Go(func() { _ = l.Run(ctx) })
	m.done.Go(func() { _ = out.Run(ctx) })
	m.done.Go(func() { _ = in.Run(ctx) })
	m.stop = cancel
	m.t.Cleanup(m.off)
	return out
}

func (m *machine) off() {
	m.stop()
	m.done.Wait()
}

// submit keeps n cases and returns the last one's id and number.
func (m *machine) submit(n int) (kiosk.CaseID, kiosk.CaseNumber) {
	m.t.Helper()
	resident, err := wire.Identify(personal.New("11010119900307123X"), m.keys)
	must(m.t, err)
	var b wire.Body
	for range n {
		b = bodyOf(m.identity.Prefix, int64(m.memory.head.Sequence))
		b.ReplyKey = resident.ReplyKey()
		r, err := m.sealer.Seal(m.memory.head, b)
		must(m.t, err)
		m.memory.put(r)
	}
	return b.CaseID, b.Number
}

func bodyOf(prefix string, n int64) wire.Body {
	now := time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)
	return wire.Body{Kind: wire.KindCaseSubmitted, CaseID: kiosk.CaseID(wire.NewID(now)), Number: kiosk.NewCaseNumber(prefix, n),
		Matter: "residence-registration", CatalogueVersion: 1, NoticeVersion: 1,
		Answers:     map[string]personal.Value{"address": personal.New(secret)},
		SubmittedAt: now, Promise: kiosk.Promise{Officer: "周晓梅", Phone: "010-0000", DueBy: now.AddDate(0, 0, 5)}}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// eventually waits until the kiosk's memory fulfils a condition.
func (m *machine) eventually(what string, f func() bool) {
	m.t.Helper()
	end := time.After(deadline)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !f() {
		select {
		case <-m.memory.changed:
		case <-again.C:
		case <-end:
			m.t.Fatalf("not seen in %v: %s", deadline, what)
		}
	}
}

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	return b
}
