package centre_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"station365/kiosk"
	"station365/sync/centre/authority"
	"station365/sync/trust"
	"station365/sync/wire"
)

// city is an office with an enrolment service, and kiosks that keep their papers
// as the appliance does.
type city struct {
	*office
	enrols string
}

func newCity(t *testing.T, broker string) *city {
	t.Helper()
	o := &office{t: t, dir: filepath.Join(t.TempDir(), "centre"), address: "127.0.0.1:0", secure: true, askGapAfter: time.Second}
	if broker == "mosquitto" {
		o.outside = newMosquitto(t)
	}
	o.found()
	l := listenHere(t)
	serveUntilEnd(t, func(ctx context.Context) error { return o.ServeEnrolment(ctx, l) })
	return &city{o, l.Addr().String()}
}

// resident is a kiosk of the city with its directory.
type resident struct {
	*machine
	dir string
}

func (c *city) settle(t *testing.T) *resident {
	t.Helper()
	keys, err := wire.NewKioskKeys()
	must(t, err)
	r := &resident{&machine{t: t, keys: keys, memory: newMemory(), dropAck: func() bool { return false }, retry: time.Second,
		lose: func([]byte) bool { return false }}, t.TempDir()}
	c.enrol(t, r)
	return r
}

// enrol redeems a code as kiosk enrol does, and opens the line's trust anew.
func (c *city) enrol(t *testing.T, r *resident) {
	t.Helper()
	code, _, err := c.Authority().NewCode(t.Context(), authority.Names{})
	must(t, err)
	request, err := r.keys.Request()
	must(t, err)
	papers, err := trust.OpenPapers(r.dir)
	must(t, err)
	request.TLS, err = papers.Request()
	must(t, err)
	w, err := trust.Redeem(t.Context(), c.enrols, code, request)
	must(t, err)
	must(t, trust.Settle(r.dir, w, c.enrols))
	r.identity, r.sealer, r.address = w.Identity, wire.NewSealer(w.Identity, r.keys), c.address
	r.open(t)
}

func (r *resident) open(t *testing.T) {
	t.Helper()
	var err error
	r.trust, err = trust.Open(r.dir, trust.Opts{Identity: r.identity, Sign: r.keys.SignKey()})
	must(t, err)
}

// comesOver is a kiosk's day on which it hears of the next authority.
func (r *resident) comesOver(t *testing.T) {
	t.Helper()
	must(t, r.trust.AskTime(t.Context()))
	renewed := make(chan bool, 1)
	r.trust.OnRenewed(func() { renewed <- true })
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan bool)
	go func() { r.trust.Run(ctx); close(ended) }()
	defer func() { stop(); <-ended }()
	select {
	case <-renewed:
	case <-time.After(deadline):
		t.Fatal("it does not renew")
	}
}

// learns has a broker outside take what the centre has for it.
func (c *city) learns() {
	if c.outside == nil {
		return
	}
	c.outside.write()
	c.outside.kill()
	c.outside.run()
	c.outside.await()
}

func (r *resident) acknowledges(n int) {
	r.eventually("all acknowledged", func() bool { return r.memory.count(kiosk.Acknowledged) == n })
}

// One kiosk is in touch while both authorities are believed and comes over; the
// other one is off all that time, with records in its queue.
func TestOneAuthorityFollowsAnother_TheKioskInTouchComesOverAndTheOneThatSleptIsEnrolledAgain(t *testing.T) {
	for _, broker := range []string{"embedded", "mosquitto"} {
		t.Run(broker, func(t *testing.T) {
			c := newCity(t, broker)
			awake, sleeper := c.settle(t), c.settle(t)
			for _, r := range []*resident{awake, sleeper} {
				r.submit(3)
				r.start()
				r.acknowledges(3)
			}
			sleeper.off()
			sleeper.submit(5)

			must(t, c.Authority().Rotate(t.Context(), authority.DefaultOverlap, 0))
			c.learns()
			awake.comesOver(t)
			awake.submit(2)
			awake.acknowledges(5)
			awake.off()
			awake.start()
			awake.submit(2)
			awake.acknowledges(7)
			must(t, c.Authority().End(t.Context()))
			c.learns()
			awake.submit(2)
			awake.acknowledges(9)
			awake.off()
			awake.open(t) // a restart after the end
			awake.start()
			awake.submit(1)
			awake.acknowledges(10)

			before := sleeper.identity
			if err := sleeper.trust.AskTime(t.Context()); !errors.Is(err, trust.ErrOtherCentre) {
				t.Errorf("the one that slept is told: %v", err)
			}
			sleeper.start()
			c.enrol(t, sleeper)
			sleeper.off()
			if n := sleeper.memory.count(kiosk.Acknowledged); n != 3 {
				t.Errorf("%d acknowledged before it was enrolled again", n)
			}
			sleeper.start()
			sleeper.acknowledges(8)

			if sleeper.identity.Kiosk != before.Kiosk || sleeper.identity.Prefix != before.Prefix {
				t.Errorf("it was %s and is %s", before.Kiosk, sleeper.identity.Kiosk)
			}
			if n := c.counts(); n.Records != 18 || n.Cases != 18 || n.Quarantined != 0 || n.Alarms != 0 {
				t.Errorf("the centre holds %+v", n)
			}
		})
	}
}
