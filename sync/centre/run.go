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
	if !c.begin(b.exchange) {
		return errors.Join(ErrRunning, closeAll(lines))
	}
	defer c.begin(nil)
	if err := b.server.Serve(); err != nil {
		return fmt.Errorf("start broker: %w", err)
	}
	var all sync.WaitGroup
	b.work(ctx, &all)
	all.Go(func() { b.banish(ctx) })
	<-ctx.Done()
	b.farewell(lines)
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

// begin takes the one place of the exchange at work; nil gives it back.
func (c *Centre) begin(x *exchange) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if x != nil && c.exchange != nil {
		return false
	}
	c.exchange = x
	return true
}

// work is what goes on beside a broker, until ctx ends.
func (x *exchange) work(ctx context.Context, all *sync.WaitGroup) {
	all.Go(func() { x.acknowledge(ctx) })
	all.Go(func() { x.push(ctx) })
	all.Go(func() { x.answerCalls(ctx) })
}
