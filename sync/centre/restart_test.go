package centre_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"station365/sync/link"
	"station365/sync/wire"
)

// A broker may still be busy with a kiosk's old connection when the new one
// comes, and forget the new one with the old. Such a kiosk must not stay deaf.
func TestKioskRestartsAtOnceManyTimes_ItAlwaysHearsTheCentre(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	hello, err := m.sealer.Hello(wire.Hello{Epoch: 1}, time.Now())
	must(t, err)
	slowest := time.Duration(0)

	for n := range 500 {
		ctx, cancel := context.WithCancel(t.Context())
		heard := make(chan struct{}, 1)
		l := link.New(link.Opts{URL: "mqtt://" + m.address, Client: m.identity.Kiosk, Token: m.identity.Token, MinBackoff: 5 * time.Millisecond})
		l.Handle(m.identity.Topics.Ack, func(context.Context, []byte) {
			select {
			case heard <- struct{}{}:
			default:
			}
		})
		l.Watch(func(ctx context.Context, up bool) {
			if up {
				l.Send(m.identity.Topics.Hello, hello)
			}
		})
		start := time.Now()
		var running sync.WaitGroup
		running.Go(func() { _ = l.Run(ctx) })
		select {
		case <-heard:
			slowest = max(slowest, time.Since(start))
		case <-time.After(deadline):
			t.Errorf("restart %d: nothing was heard for %v", n, deadline)
		}
		cancel()
		running.Wait()
	}
	t.Logf("the slowest took %v", slowest)
}
