package centre_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"net"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"station365/sync/centre"
	"station365/sync/centre/database/databasetest"
	"station365/sync/link"
	"station365/sync/wire"
)

// rule is one thing that holds whatever the centre keeps its records in and
// whatever broker carries them.
type rule struct {
	says  string
	holds func(t *testing.T, o *office)
}

// TestEveryStoreAtEveryBroker is the one suite that each pair has to pass.
func TestEveryStoreAtEveryBroker(t *testing.T) {
	for _, store := range []string{"SQLite", "PostgreSQL"} {
		t.Run(store, func(t *testing.T) {
			address := func(testing.TB) string { return "" }
			if store == "PostgreSQL" {
				address = databasetest.StartPostgres(t).Address
			}
			for _, broker := range []string{"embedded", "mosquitto"} {
				t.Run(broker, func(t *testing.T) {
					for _, r := range rules {
						t.Run(r.says, func(t *testing.T) { r.holds(t, newPair(t, address(t), broker)) })
					}
				})
			}
		})
	}
}

// newPair is a running centre on a store, at a broker.
func newPair(t testing.TB, store, broker string) *office {
	t.Helper()
	o := &office{t: t, dir: filepath.Join(t.TempDir(), "centre"), address: "127.0.0.1:0", store: store, askGapAfter: time.Second}
	if broker == "mosquitto" {
		o.outside = newMosquitto(t)
	}
	o.found()
	return o
}

// kiosk enrols a machine that speaks to the office's broker as kiosks do there.
func (o *office) kiosk() *machine {
	o.t.Helper()
	if o.outside == nil {
		return newMachine(o.t, o.Centre, o.address)
	}
	keys, err := wire.NewKioskKeys()
	must(o.t, err)
	request, err := keys.Request()
	must(o.t, err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(o.t, err)
	request.TLS, err = x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
	must(o.t, err)
	identity, err := o.Enrol(o.t.Context(), request)
	must(o.t, err)
	return &machine{t: o.t, keys: keys, identity: identity, sealer: wire.NewSealer(identity, keys), memory: newMemory(), address: o.address,
		tls:     believing(o.t, o.Centre, tls.Certificate{Certificate: [][]byte{identity.Certificate}, PrivateKey: key}),
		dropAck: func() bool { return false }, retry: time.Second, lose: func([]byte) bool { return false }}
}

func (o *office) counts() centre.Counts {
	o.t.Helper()
	n, err := o.Counts(context.Background())
	must(o.t, err)
	return n
}

// voice is a kiosk of which only the line is real: a test says what it likes.
type voice struct {
	m    *machine
	link *link.Link
	acks chan wire.Acknowledgement

	answered atomic.Bool // its hello
}

// speak connects as the kiosk and says hello, as every kiosk does first.
func (m *machine) speak(t *testing.T) *voice {
	t.Helper()
	o := m.line()
	o.AnswerTimeout = 300 * time.Millisecond
	v := &voice{m: m, link: link.New(o), acks: make(chan wire.Acknowledgement, 99)}
	v.link.Handle(m.identity.Topics.Ack, func(_ context.Context, b []byte) {
		if a, err := wire.DecodeAcknowledgement(b, m.identity); err == nil {
			v.answered.Store(true)
			v.acks <- a
		}
	})
	say := func() {
		if hello, err := m.sealer.Hello(wire.Hello{Epoch: 1}, time.Now()); err == nil && v.link.Connected() {
			v.link.Send(m.identity.Topics.Hello, hello)
		}
	}
	v.link.Watch(func(context.Context, bool) { say() })
	serveUntilEnd(t, v.link.Run)
	serveUntilEnd(t, func(ctx context.Context) error { v.again(ctx, say); return nil })
	v.hears(t, "an answer to hello", func(wire.Acknowledgement) bool { return true })
	return v
}

// again says hello until it is answered: a broker outside may be there before the
// centre is, and then it was said to nobody.
func (v *voice) again(ctx context.Context, say func()) {
	t := time.NewTicker(200 * time.Millisecond)
	defer t.Stop()
	for !v.answered.Load() {
		select {
		case <-t.C:
			say()
		case <-ctx.Done():
			return
		}
	}
}

func (v *voice) says(t *testing.T, payload []byte) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	return v.link.Publish(ctx, v.m.identity.Topics.Up, payload)
}

// hears waits for an acknowledgement like this.
func (v *voice) hears(t *testing.T, what string, like func(a wire.Acknowledgement) bool) wire.Acknowledgement {
	t.Helper()
	end := time.After(deadline)
	for {
		select {
		case a := <-v.acks:
			if like(a) {
				return a
			}
		case <-end:
			t.Fatalf("not heard in %v: %s", deadline, what)
		}
	}
}

func through(n uint64) func(a wire.Acknowledgement) bool {
	return func(a wire.Acknowledgement) bool { return a.Through == n }
}

// fill makes every commit of a record fail, as a full disk does; mend ends it.
func (o *office) fill() (mend func()) {
	o.t.Helper()
	driver, name := "sqlite", filepath.Join(o.dir, "centre.db")
	full := `CREATE TRIGGER full_disk BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'disk full'); END`
	empty := `DROP TRIGGER full_disk`
	if strings.HasPrefix(o.store, "postgres:") {
		driver, name = "pgx", o.store
		// At the commit itself: everything before it has gone well.
		full = `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$;
			CREATE CONSTRAINT TRIGGER full_disk AFTER INSERT ON records DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION full_disk()`
		empty = `DROP TRIGGER full_disk ON records`
	}
	db, err := sql.Open(driver, name)
	must(o.t, err)
	o.t.Cleanup(func() { must(o.t, db.Close()) })
	_, err = db.Exec(full)
	must(o.t, err)
	return func() {
		o.t.Helper()
		_, err := db.Exec(empty)
		must(o.t, err)
	}
}

func freePort(t testing.TB) int {
	t.Helper()
	l := listenHere(t)
	defer func() { must(t, l.Close()) }()
	return l.Addr().(*net.TCPAddr).Port
}
