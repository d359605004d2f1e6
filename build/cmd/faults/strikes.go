package main

import (
	"context"
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
	add(killKiosk, g.killAfter(l, d.program))
	add(killKioskLog, func(ctx context.Context) error { return onWrite(ctx, g.home.kiosk(), l.writes, d.program.Kill) })
	add(killCentre, func(ctx context.Context) error {
		if !pause(ctx, l.after) {
			return nil
		}
		g.centre.kill()
		pause(ctx, l.lasts)
		return g.centre.start(context.WithoutCancel(ctx))
	})
	add(killCentreLog, func(ctx context.Context) error {
		if err := onWrite(ctx, g.home.centre(), l.writes, g.centre.kill); err != nil {
			return err
		}
		pause(ctx, l.lasts)
		return g.centre.start(context.WithoutCancel(ctx))
	})
	for kind, mode := range modes {
		add(kind, g.network(l, mode))
	}
	add(diskKiosk, g.fill(l, g.home.kioskDisk()))
	add(diskCentre, g.fill(l, g.home.centreDisk()))
	return all
}

func (g *ground) killAfter(l plan, p *programs.Program) func(context.Context) error {
	return func(ctx context.Context) error {
		if pause(ctx, l.after) {
			p.Kill()
		}
		return nil
	}
}

// network makes the network what it is to be. Acknowledgements stay in trouble to
// the end of the visits; a cut or a half-open line is mended on the way.
func (g *ground) network(l plan, mode proxy.Mode) func(context.Context) error {
	return func(ctx context.Context) error {
		if mode != proxy.Cut && mode != proxy.HalfOpen {
			g.net.Set(mode)
			pause(ctx, forVisits)
			return nil
		}
		if pause(ctx, l.after) {
			g.net.Set(mode)
			pause(ctx, l.lasts)
			g.net.Set(proxy.Clean)
		}
		return nil
	}
}

// fill fills a disk for a while.
func (g *ground) fill(l plan, disk string) func(context.Context) error {
	return func(ctx context.Context) error {
		if !pause(ctx, l.after) {
			return nil
		}
		if err := g.home.leave(disk, l.free); err != nil {
			return err
		}
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
