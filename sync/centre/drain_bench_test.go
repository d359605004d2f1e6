package centre_test

import (
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/hooks/auth"
	"github.com/mochi-mqtt/server/v2/listeners"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/kiosk/store"
	"station365/sync/centre"
	"station365/sync/inbox"
	"station365/sync/link"
	"station365/sync/outbox"
	"station365/sync/wire"
)

// pier is a kiosk with a long queue on its disk.
type pier struct {
	b        *testing.B
	dir      string
	keys     wire.KioskKeys
	identity wire.Identity
	sealer   *wire.Sealer
}

// newPier enrols a kiosk whose queue holds n records of 1 KiB sealed.
func newPier(b *testing.B, c *centre.Centre, n int) *pier {
	b.Helper()
	keys, err := wire.NewKioskKeys()
	must(b, err)
	request, err := keys.Request()
	must(b, err)
	identity, err := c.Enrol(b.Context(), request)
	must(b, err)
	p := &pier{b: b, dir: b.TempDir(), keys: keys, identity: identity, sealer: wire.NewSealer(identity, keys)}
	p.fill(n)
	return p
}

// fill puts records into the queue in one transaction: keeping each on its own
// would take most of the time of a measurement.
func (p *pier) fill(n int) {
	s, err := store.Open(p.dir, store.Opts{})
	must(p.b, err)
	head, _, err := s.Chain(p.b.Context())
	must(p.b, err)
	must(p.b, s.Close())
	db, err := sql.Open("sqlite", filepath.Join(p.dir, store.File))
	must(p.b, err)
	defer func() { must(p.b, db.Close()) }()
	tx, err := db.Begin()
	must(p.b, err)
	for range n {
		body := bodyOf(p.identity.Prefix, int64(head.Sequence))
		body.CaseID = kiosk.CaseID(fmt.Sprintf("%s-%d", p.identity.Kiosk, head.Sequence))
		body.Answers = map[string]personal.Value{"address": personal.New(secret)}
		r, err := p.sealer.Seal(head, body)
		must(p.b, err)
		_, err = tx.Exec(`INSERT INTO records (place, id, hash, bytes, delivery, reason, acked_at) VALUES (?, ?, ?, ?, 'queued', '', 0)`,
			int64(r.Epoch)<<32+int64(r.Sequence), r.ID, r.Hash[:], r.Bytes)
		must(p.b, err)
		head = kiosk.Head{Epoch: r.Epoch, Sequence: r.Sequence + 1, Prev: r.Hash}
	}
	_, err = tx.Exec(`UPDATE chain SET sequence = ?, prev = ?, counter = counter + ?, waiting = ?`, head.Sequence, head.Prev[:], n, n)
	must(p.b, err)
	must(p.b, tx.Commit())
}

// disk is the kiosk's store as the outbox sees it; the appliance has the same.
type disk struct{ *store.Store }

func (d disk) Unacknowledged(ctx context.Context, after outbox.Position, limit int) ([]kiosk.Record, error) {
	return d.Store.Unacknowledged(ctx, store.Place(after), limit)
}

func (d disk) At(ctx context.Context, at outbox.Position) (kiosk.Record, bool, error) {
	return d.Store.At(ctx, store.Place(at))
}

func (d disk) MarkSent(ctx context.Context, at []outbox.Position) error {
	places := make([]store.Place, len(at))
	for i, p := range at {
		places[i] = store.Place(p)
	}
	return d.Store.MarkSent(ctx, places...)
}

func (d disk) MarkAcknowledged(ctx context.Context, epoch uint32, through uint64, beyond []uint64, at time.Time, word []byte) ([]outbox.Position, error) {
	places, err := d.Store.MarkAcknowledged(ctx, epoch, through, beyond, at, word)
	out := make([]outbox.Position, len(places))
	for i, p := range places {
		out[i] = outbox.Position(p)
	}
	return out, err
}

func (d disk) Quarantine(ctx context.Context, at outbox.Position, reason string, stone *kiosk.Record) error {
	return d.Store.Quarantine(ctx, store.Place(at), reason, stone)
}

func (d disk) Reopen(ctx context.Context, from outbox.Position) (int, error) {
	return d.Store.Reopen(ctx, store.Place(from))
}

// drain sends the whole queue and returns when the kiosk has marked all of it
// acknowledged. watch is called with how many are.
func (p *pier) drain(address string, n int, watch func(done int)) {
	s, err := store.Open(p.dir, store.Opts{})
	must(p.b, err)
	defer func() { must(p.b, s.Close()) }()
	ctx, cancel := context.WithCancel(p.b.Context())
	defer cancel()
	all, done := make(chan struct{}), 0
	l := link.New(link.Opts{URL: "mqtt://" + address, Client: p.identity.Kiosk, Token: p.identity.Token})
	out := outbox.New(disk{s}, l, outbox.Opts{Identity: p.identity, Tombstone: p.sealer.Tombstone,
		OnDelivery: func(_ outbox.Position, d kiosk.Delivery, _ string) {
			if d != kiosk.Acknowledged {
				return
			}
			if done++; done == n {
				close(all)
			}
			watch(done)
		}})
	in := inbox.New(s, l, inbox.Opts{Identity: p.identity, Sign: p.sealer.Hello})
	l.Handle(p.identity.Topics.Ack, func(ctx context.Context, b []byte) { _ = out.Acknowledge(ctx, b) })
	l.Handle(p.identity.Topics.Down, func(ctx context.Context, b []byte) { _ = in.Down(ctx, b) })
	l.Watch(in.LinkChanged)
	l.Watch(out.LinkChanged)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	running.Go(func() { _ = l.Run(ctx) })
	running.Go(func() { _ = out.Run(ctx) })
	running.Go(func() { _ = in.Run(ctx) })
	select {
	case <-all:
	case <-time.After(10 * time.Minute):
		p.b.Fatal("the queue does not drain")
	}
}

// bareBroker lets everybody in and keeps nothing.
func bareBroker(b *testing.B) (address string) {
	b.Helper()
	server := mqtt.New(&mqtt.Options{Logger: slog.New(slog.DiscardHandler)})
	must(b, server.AddHook(new(auth.AllowHook), nil))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(b, err)
	must(b, server.AddListener(listeners.NewNet("bare", l)))
	must(b, server.Serve())
	b.Cleanup(func() { _ = server.Close() })
	return l.Addr().String()
}

// reference is what one would write in an afternoon: read the same batches,
// verify and decode, publish at quality of service 1, insert into the centre's
// own table; with a key it also opens them. It chains, indexes, acknowledges and marks
// nothing.
func (p *pier) reference(address string, into kept, n int, open *ecdh.PrivateKey) (took time.Duration) {
	start := time.Now()
	s, err := store.Open(p.dir, store.Opts{})
	must(p.b, err)
	defer func() { must(p.b, s.Close()) }()
	db, err := sql.Open(into.driver, into.name)
	must(p.b, err)
	defer func() { must(p.b, db.Close()) }()
	ctx, cancel := context.WithCancel(p.b.Context())
	up := make(chan struct{}, 1)
	l := link.New(link.Opts{URL: "mqtt://" + address, Client: "reference"})
	l.Watch(func(context.Context, bool) { up <- struct{}{} })
	var running sync.WaitGroup
	running.Go(func() { _ = l.Run(ctx) })
	defer func() { cancel(); <-up; running.Wait() }()
	<-up
	for after, total := (store.Place{}), 0; total < n; {
		records, err := s.Unacknowledged(ctx, after, wire.MaxBatch)
		must(p.b, err)
		p.referenceBatch(ctx, l, db, into.insert, records, open)
		last := records[len(records)-1]
		after, total = store.Place{Epoch: last.Epoch, Sequence: last.Sequence}, total+len(records)
	}
	return time.Since(start)
}

func (p *pier) referenceBatch(ctx context.Context, l *link.Link, db *sql.DB, insert inserts, records []kiosk.Record, open *ecdh.PrivateKey) {
	key := p.keys.SignKey().Public().(ed25519.PublicKey)
	var batch wire.Batch
	var decoded []wire.Record
	for _, r := range records {
		d, err := wire.Decode(r.Bytes)
		must(p.b, err)
		must(p.b, d.Verify(key))
		if open != nil {
			_, err = d.Open(open)
			must(p.b, err)
		}
		decoded = append(decoded, d)
		batch.Add(r.Bytes)
	}
	must(p.b, l.Publish(ctx, "reference/up", batch.Bytes()))
	tx, err := db.Begin()
	must(p.b, err)
	must(p.b, insert(tx, decoded, records))
	must(p.b, tx.Commit())
}

// kept is where a reference keeps records, and how.
type kept struct {
	driver, name string
	insert       inserts
}

// inserts puts a batch into the centre's own table.
type inserts func(tx *sql.Tx, decoded []wire.Record, records []kiosk.Record) error

func keptInFile(centreDir string) kept {
	return kept{"sqlite", "file:" + filepath.Join(centreDir, "centre.db") + "?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)",
		oneByOne(`INSERT INTO records (kiosk, epoch, sequence, id, type, prev, hash, bytes, received) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)}
}

func oneByOne(statement string) inserts {
	return func(tx *sql.Tx, decoded []wire.Record, records []kiosk.Record) error {
		insert, err := tx.Prepare(statement)
		if err != nil {
			return err
		}
		for i, r := range decoded {
			if _, err := insert.Exec(r.Kiosk, r.Epoch, r.Sequence, r.ID, r.Type, r.Prev[:], r.Hash[:], records[i].Bytes, 1); err != nil {
				return err
			}
		}
		return nil
	}
}

// BenchmarkDrain lets 10,000 queued records go until the centre has committed
// and the kiosk has marked each, and lets two references do their part of that on
// the same disk. ref-x is the reference's time through ours (aim 0.5); open-x the
// same for a reference that opens the records too, as a centre must that is to
// know whose case it is.
func BenchmarkDrain(b *testing.B) {
	const n = 10_000
	var ours, reference, opening time.Duration
	key, err := ecdh.X25519().GenerateKey(rand.Reader)
	must(b, err)
	for b.Loop() {
		b.StopTimer()
		o, other, third := newOffice(b), newOffice(b), newOffice(b)
		p, q, r := newPier(b, o.Centre, n), newPier(b, other.Centre, n), newPier(b, third.Centre, 0)
		r.identity.SealKey, r.identity.SealKeyID = key.PublicKey().Bytes(), wire.KeyID(key.PublicKey().Bytes())
		r.sealer = wire.NewSealer(r.identity, r.keys)
		r.fill(n)
		other.stop()
		third.stop()
		address := bareBroker(b)
		reference += q.reference(address, keptInFile(other.dir), n, nil)
		b.StartTimer()
		start := time.Now()
		p.drain(o.address, n, func(int) {})
		ours += time.Since(start)
		b.StopTimer()
		opening += r.reference(address, keptInFile(third.dir), n, key)
		counts, err := o.Counts(b.Context())
		must(b, err)
		if counts.Records != n || counts.Cases != n || counts.Quarantined != 0 {
			b.Fatalf("the centre holds %+v", counts)
		}
		o.stop()
		b.StartTimer()
	}
	b.ReportMetric(float64(n*b.N)/ours.Seconds(), "records/s")
	b.ReportMetric(float64(n*b.N)/reference.Seconds(), "ref-records/s")
	b.ReportMetric(reference.Seconds()/ours.Seconds(), "ref-x")
	b.ReportMetric(opening.Seconds()/ours.Seconds(), "open-x")
}

// BenchmarkDrainMemory lets 100,000 records go. The heap of kiosk and centre
// together, after collection, in the middle of the first and of the last fifth:
// last-x is the one through the other, flat is 1.
func BenchmarkDrainMemory(b *testing.B) {
	const n = 100_000
	var heaps [2]atomic.Uint64
	for b.Loop() {
		b.StopTimer()
		o := newOffice(b)
		p := newPier(b, o.Centre, n)
		b.StartTimer()
		p.drain(o.address, n, func(done int) {
			if done == n/10 || done == n*9/10 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				heaps[done*2/n].Store(m.HeapAlloc)
			}
		})
		b.StopTimer()
		o.stop()
		b.StartTimer()
	}
	first, last := float64(heaps[0].Load()), float64(heaps[1].Load())
	b.ReportMetric(first/(1<<20), "first-MiB")
	b.ReportMetric(last/(1<<20), "last-MiB")
	b.ReportMetric(last/first, "last-x")
}

// quay is a line that takes one message and tells.
type quay struct{ got chan int }

func (q quay) Connected() bool { return true }

func (q quay) Send(_ string, payload []byte) <-chan error {
	select {
	case q.got <- len(payload):
	default:
	}
	return make(chan error)
}

// BenchmarkStartWithQueue takes the time until the store is open with 100,000
// records waiting and with none: open-x is the one through the other (aim 1.2).
// message-x is the same from the open store to the first message on the line,
// against a queue that is one message long.
func BenchmarkStartWithQueue(b *testing.B) {
	o := newOffice(b)
	empty, short, long := newPier(b, o.Centre, 0), newPier(b, o.Centre, wire.MaxBatch), newPier(b, o.Centre, 100_000)
	var openEmpty, openLong, messageShort, messageLong time.Duration
	for b.Loop() {
		openEmpty += empty.open(func(*store.Store) {})
		short.open(func(s *store.Store) { messageShort += short.firstMessage(s) })
		openLong += long.open(func(s *store.Store) { messageLong += long.firstMessage(s) })
	}
	b.ReportMetric(float64(openLong.Microseconds())/float64(b.N), "open-us")
	b.ReportMetric(openLong.Seconds()/openEmpty.Seconds(), "open-x")
	b.ReportMetric(float64(messageLong.Microseconds())/float64(b.N), "message-us")
	b.ReportMetric(messageLong.Seconds()/messageShort.Seconds(), "message-x")
}

func (p *pier) open(work func(*store.Store)) (took time.Duration) {
	begin := time.Now()
	s, err := store.Open(p.dir, store.Opts{})
	must(p.b, err)
	took = time.Since(begin)
	work(s)
	must(p.b, s.Close())
	return took
}

func (p *pier) firstMessage(s *store.Store) (took time.Duration) {
	begin := time.Now()
	q := quay{make(chan int, 1)}
	out := outbox.New(disk{s}, q, outbox.Opts{Identity: p.identity, Tombstone: p.sealer.Tombstone})
	ctx, cancel := context.WithCancel(p.b.Context())
	out.LinkChanged(ctx, true)
	var running sync.WaitGroup
	running.Go(func() { _ = out.Run(ctx) })
	<-q.got
	took = time.Since(begin)
	cancel()
	running.Wait()
	return took
}
