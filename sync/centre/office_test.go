package centre_test

import (
	"context"
	"net"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"station365/sync/centre"
)

// office is a running centre that can be stopped and opened again at the same
// address and directory.
type office struct {
	*centre.Centre
	t       testing.TB
	dir     string
	address string
	stop    func()

	secure  bool       // the embedded broker's line has TLS
	store   string     // address of a PostgreSQL; "": SQLite
	outside *mosquitto // nil: the embedded broker

	askGapAfter time.Duration
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{t: t, dir: filepath.Join(t.TempDir(), "centre"), address: "127.0.0.1:0"}
	o.found()
	return o
}

// found makes the centre and opens it until the test ends.
func (o *office) found() {
	o.t.Helper()
	_, err := centre.InitOn(o.dir, o.store)
	must(o.t, err)
	o.open()
	o.t.Cleanup(func() { o.stop() })
}

func (o *office) open() {
	o.t.Helper()
	c, err := centre.Open(o.dir, centre.Opts{Who: "tester", AskGapAfter: o.askGapAfter})
	must(o.t, err)
	serve := o.broker(c)
	o.Centre = c
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx) }()
	o.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			o.t.Errorf("centre: %v", err)
		}
		must(o.t, c.Close())
	})
}

// broker is what the centre serves at: its own, or the one outside.
func (o *office) broker(c *centre.Centre) func(ctx context.Context) error {
	o.t.Helper()
	if o.outside != nil {
		if o.outside.centre == nil {
			o.outside.start(c)
		}
		o.address = o.outside.address()
		return func(ctx context.Context) error {
			return c.Join(ctx, centre.Outside{URL: "mqtts://" + o.address, MostWait: 50 * time.Millisecond})
		}
	}
	listener, err := net.Listen("tcp", o.address)
	must(o.t, err)
	o.address = listener.Addr().String()
	if o.secure {
		listener = c.Secure(listener)
	}
	return func(ctx context.Context) error { return c.Serve(ctx, listener) }
}
