package trust_test

import (
	"context"
	"crypto/x509"
	"log/slog"
	"net"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"station365/sync/centre"
	"station365/sync/centre/authority"
	"station365/sync/link"
	"station365/sync/trust"
	"station365/sync/wire"
)

// deadline is how long a test on loopback waits.
const deadline = 30 * time.Second

// summer is when the tests play: after the centre was made, which is today.
var summer = time.Now().Truncate(time.Second).AddDate(0, 6, 0)

// clock is one that a test turns.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func at(t time.Time) *clock { return &clock{at: t} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) turn(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = to
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// office is a running centre with broker and enrolment service.
type office struct {
	*centre.Centre
	clock          *clock
	broker, enrols string
	calls          *counted
}

// counted counts who comes.
type counted struct {
	net.Listener
	visits atomic.Int64
}

func (c *counted) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err == nil {
		c.visits.Add(1)
	}
	return conn, err
}

func newOffice(t testing.TB, c *clock) *office {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "centre")
	_, err := centre.Init(dir)
	must(t, err)
	return openOffice(t, dir, c)
}

func openOffice(t testing.TB, dir string, c *clock) *office {
	t.Helper()
	o := &office{clock: c}
	var err error
	o.Centre, err = centre.Open(dir, centre.Opts{Now: c.now})
	must(t, err)
	broker, enrols := listen(t), listen(t)
	o.broker, o.enrols, o.calls = broker.Addr().String(), enrols.Addr().String(), &counted{Listener: enrols}
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() {
		if err := o.Serve(ctx, o.Secure(broker)); err != nil {
			t.Error(err)
		}
	})
	all.Go(func() {
		if err := o.ServeEnrolment(ctx, o.calls); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { cancel(); all.Wait(); must(t, o.Close()) })
	return o
}

func listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	return l
}

func (o *office) code(t testing.TB, n authority.Names) wire.Code {
	t.Helper()
	code, _, err := o.Authority().NewCode(t.Context(), n)
	must(t, err)
	return code
}

// machine is a kiosk's directory and keys.
type machine struct {
	dir      string
	keys     wire.KioskKeys
	identity wire.Identity
	clock    *clock
}

func newMachine(t testing.TB, c *clock) *machine {
	t.Helper()
	keys, err := wire.NewKioskKeys()
	must(t, err)
	return &machine{dir: t.TempDir(), keys: keys, clock: c}
}

func (m *machine) request(t testing.TB) wire.Request {
	t.Helper()
	r, err := m.keys.Request()
	must(t, err)
	papers, err := trust.OpenPapers(m.dir)
	must(t, err)
	r.TLS, err = papers.Request()
	must(t, err)
	return r
}

// enrol redeems a code as the kiosk's command does.
func (m *machine) enrol(t testing.TB, o *office, code wire.Code) error {
	t.Helper()
	w, err := trust.Redeem(t.Context(), o.enrols, code, m.request(t))
	if err != nil {
		return err
	}
	m.identity = w.Identity
	return trust.Settle(m.dir, w, o.enrols)
}

func (m *machine) open(t testing.TB, renewed func()) *trust.Trust {
	t.Helper()
	tr, err := trust.Open(m.dir, trust.Opts{Identity: m.identity, Sign: m.keys.SignKey(), Now: m.clock.now})
	must(t, err)
	if renewed != nil {
		tr.OnRenewed(renewed)
	}
	return tr
}

// connects reports whether a kiosk gets a line, and ends it again.
func (m *machine) connects(t testing.TB, tr *trust.Trust, broker string) bool {
	t.Helper()
	return lineUp(t, m.line(tr, broker))
}

func (m *machine) line(tr *trust.Trust, broker string) link.Opts {
	return link.Opts{URL: "mqtts://" + broker, Client: m.identity.Kiosk, TLS: tr.TLS, MinBackoff: time.Millisecond, MaxBackoff: 20 * time.Millisecond}
}

// tries is how often a line is tried before it counts as refused.
const tries = 3

// failures are the lines of a link's log: one for each connection that failed.
type failures struct {
	slog.Handler
	left atomic.Int64
	stop func()
}

func (f *failures) Handle(context.Context, slog.Record) error {
	if f.left.Add(-1) == 0 {
		f.stop()
	}
	return nil
}

func (f *failures) Enabled(context.Context, slog.Level) bool { return true }

func lineUp(t testing.TB, o link.Opts) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	f := &failures{Handler: slog.DiscardHandler, stop: cancel}
	f.left.Store(tries)
	o.Logger = slog.New(f)
	l := link.New(o)
	up := false
	l.Watch(func(_ context.Context, is bool) {
		up = up || is
		cancel()
	})
	must(t, l.Run(ctx))
	return up
}

func ca(t testing.TB, o *office) *x509.Certificate {
	t.Helper()
	c, err := o.Authority().CA(t.Context())
	must(t, err)
	return c
}
