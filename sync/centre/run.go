package centre

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// lookEvery is how often the running centre looks for what other processes (the
// case desk on the command line) have put down for kiosks.
const lookEvery = time.Second

// ErrRunning is a second Run of the same Centre.
var ErrRunning = errors.New("centre is running already")

// Run listens on address ("host:port") and serves kiosks until ctx ends, which
// is no error.
func (c *Centre) Run(ctx context.Context, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("listen for kiosks: %w", err)
	}
	return c.Serve(ctx, listener)
}

// Serve is Run on listeners, which it closes: those of Secure for kiosks with a
// certificate, and plain ones, over which only this machine is heard.
func (c *Centre) Serve(ctx context.Context, lines ...net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	b, err := newBroker(ctx, c, lines)
	if err != nil {
		return errors.Join(err, closeAll(lines))
	}
	if !c.begin(b) {
		return errors.Join(ErrRunning, closeAll(lines))
	}
	defer c.begin(nil)
	if err := b.server.Serve(); err != nil {
		return fmt.Errorf("start broker: %w", err)
	}
	var all sync.WaitGroup
	all.Go(func() { b.acknowledge(ctx) })
	all.Go(func() { b.push(ctx) })
	all.Go(func() { b.banish(ctx) })
	<-ctx.Done()
	err = b.server.Close()
	all.Wait()
	if err != nil {
		return fmt.Errorf("stop broker: %w", err)
	}
	return nil
}

func closeAll(lines []net.Listener) error {
	var errs []error
	for _, l := range lines {
		errs = append(errs, l.Close())
	}
	return errors.Join(errs...)
}

// begin takes the one place of the running broker; nil gives it back.
func (c *Centre) begin(b *broker) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b != nil && c.broker != nil {
		return false
	}
	c.broker = b
	return true
}

// push hands over what waits for connected kiosks: at once when told, and once
// a second for what other processes wrote.
func (b *broker) push(ctx context.Context) {
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	b.showDocuments(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case id := <-b.again:
			if p := b.centre.presentOf(id); p != nil {
				b.pushTo(ctx, p)
			}
		case <-t.C:
			b.showDocuments(ctx)
			for _, p := range b.centre.everybody() {
				b.pushTo(ctx, p)
			}
		}
	}
}

// pushTo hands over what p has not been handed on this connection. A message
// that gets lost leaves a gap, for which the kiosk asks.
func (b *broker) pushTo(ctx context.Context, p *present) {
	told, after, hellos := p.position()
	if !told {
		return
	}
	if cl, known := b.server.Clients.Get(p.row.id); !known || cl != p.client {
		p.client.Stop(errForgotten)
		return
	}
	for {
		waiting, err := b.centre.downAfter(ctx, p.row.id, after, pushAtOnce)
		if err != nil {
			if ctx.Err() == nil {
				b.centre.opts.Logger.Error("read messages for kiosk", "kiosk", p.row.id, "error", err)
			}
			return
		}
		for _, m := range waiting {
			if err := b.server.Publish(p.row.topics.Down, m.bytes, false, 1); err != nil {
				return
			}
			after = m.sequence
		}
		p.advance(after, hellos)
		if len(waiting) < pushAtOnce {
			return
		}
	}
}

// errForgotten ends a connection that the broker has forgotten. Tearing down a
// kiosk's old connection goes by its id, and if the new one came meanwhile it is
// struck from the list with the old: its kiosk could speak and would hear
// nothing, for ever. It comes back at once.
var errForgotten = errors.New("forgotten with the connection before it")

// pushAtOnce is how many messages are read at a time: below what a kiosk's link
// holds, so that a long replay does not overrun it.
const pushAtOnce = 100
