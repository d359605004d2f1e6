package main

import (
	"context"
	"errors"
	"time"

	"station365/build/cmd/demo/programs"
	"station365/build/cmd/faults/proxy"
)

// strikes are the faults of a plan that come from outside of the kiosk; each ends
// at the latest when its context does.
func (g *ground) strikes(l plan, d *driven) (all []func(context.Context) error) {
	add := func(kind string, strike func(context.Context) error) {
		if l.has(kind) {
			all = append(all, func(ctx context.Context) error {
				if await(ctx, beginning, d.begun, d.program.Ended()) != nil {
					return nil // the round is over before it has begun
				}
				return strike(ctx)
			})
		}
	}
	add(killKiosk, func(ctx context.Context) error {
		if pause(ctx, l.after) {
			g.kill(killKiosk, d.program)
		}
		return nil
	})
	add(killKioskLog, func(ctx context.Context) error {
		return onWrite(ctx, g.home.kiosk(), l.writes, func() { g.kill(killKioskLog, d.program) })
	})
	add(killCentre, func(ctx context.Context) error {
		if !pause(ctx, l.after) {
			return nil
		}
		g.centre.kill()
		g.strike(killCentre)
		return g.returns(ctx, l)
	})
	add(killBroker, func(ctx context.Context) error {
		if !pause(ctx, l.after) {
			return nil
		}
		g.broker.kill()
		g.strike(killBroker)
		pause(ctx, l.lasts)
		return g.broker.start(context.WithoutCancel(ctx))
	})
	add(killCentreLog, func(ctx context.Context) error {
		err := onWrite(ctx, g.home.centre(), l.writes, func() { g.centre.kill(); g.strike(killCentreLog) })
		return errors.Join(err, g.returns(ctx, l))
	})
	for kind, mode := range modes {
		add(kind, g.network(l, kind, mode))
	}
	add(diskKiosk, g.fill(l, diskKiosk, g.home.kioskDisk()))
	add(diskCentre, g.fill(l, diskCentre, g.home.centreDisk()))
	return all
}

// kill ends a program that is at work.
func (g *ground) kill(kind string, p *programs.Program) {
	if !ended(p) {
		g.strike(kind)
		p.Kill()
	}
}

// returns starts the centre again after a while; on a disk that is full still it
// may end at once, and is started when all is mended.
func (g *ground) returns(ctx context.Context, l plan) error {
	pause(ctx, l.lasts)
	err := g.centre.start(context.WithoutCancel(ctx))
	if err != nil && l.has(diskCentre) {
		return nil
	}
	return err
}

// network makes the network what it is to be. Acknowledgements stay in trouble to
// the end of the visits; a cut or a half-open line is mended on the way.
func (g *ground) network(l plan, kind string, mode proxy.Mode) func(context.Context) error {
	return func(ctx context.Context) error {
		if mode != proxy.Cut && mode != proxy.HalfOpen {
			g.net.Set(mode)
			g.strike(kind)
			pause(ctx, forVisits)
			return nil
		}
		if pause(ctx, l.after) {
			g.net.Set(mode)
			g.strike(kind)
			pause(ctx, l.lasts)
			g.net.Set(proxy.Clean)
		}
		return nil
	}
}

// fill fills a disk for a while.
func (g *ground) fill(l plan, kind, disk string) func(context.Context) error {
	return func(ctx context.Context) error {
		if !pause(ctx, l.after) {
			return nil
		}
		if err := g.home.leave(disk, l.free); err != nil {
			return err
		}
		g.strike(kind)
		pause(ctx, 2*l.lasts)
		return g.home.resize(disk, roomy)
	}
}

// pause waits; false if ctx ended before.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
