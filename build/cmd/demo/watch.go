package main

import (
	"context"
	"image"
	"image/color"
	"time"

	"station365/build/cmd/demo/page"
)

// refresh lets the page's tables be looked at soon.
func (d *demo) refresh() {
	select {
	case d.changed <- struct{}{}:
	default:
	}
}

// watchCases keeps the page's state as it is.
func (d *demo) watchCases(ctx context.Context) {
	l, err := openLedger(d.home.kiosk(), d.home.centre())
	if err != nil {
		d.log.Error("the page shows no cases", "error", err)
		return
	}
	defer l.close()
	every := time.NewTicker(lookEvery)
	defer every.Stop()
	for {
		if err := d.look(ctx, l); err != nil && ctx.Err() == nil {
			d.log.Warn("look at the cases", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		case <-d.changed:
		}
	}
}

func (d *demo) look(ctx context.Context, l *ledger) error {
	cases, err := l.cases(ctx)
	if err != nil {
		return err
	}
	at, err := l.counts(ctx)
	if err != nil {
		return err
	}
	at.Running = d.centre.running()
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.board.State(page.State{People: d.people.tray(), Laid: d.laid, Cases: cases, Centre: at,
		Kiosk:  page.Kiosk{Name: kioskID, Running: true},
		Screen: page.Size{Width: d.options.screen.width, Height: d.options.screen.height}, Slips: append([]page.Slip{}, d.slips...),
		Switches: d.switches(at.Running)})
}

// switches tells which are on; the caller holds the lock.
func (d *demo) switches(centreRuns bool) map[string]bool {
	on := map[string]bool{"reader-unplugged": !d.readerLine.Plugged(), "printer-unplugged": !d.printerLine.Plugged(),
		"scanner-unplugged": !d.scannerLine.Plugged(), "network-cut": d.network.IsCut(), "centre-stopped": !centreRuns}
	for name := range d.deviceFaults() {
		on[name] = d.faults[name]
	}
	return on
}

// watchPaper shows the paper as it comes out.
func (d *demo) watchPaper(ctx context.Context) {
	every := time.NewTicker(paperEvery)
	defer every.Stop()
	bare := image.NewGray(image.Rect(0, 0, paperDots[d.options.paper], 1))
	bare.SetGray(0, 0, color.Gray{Y: 255})
	height := 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		paper := d.printer.Paper()
		if paper == nil || paper.Bounds().Empty() {
			paper = bare
		}
		if paper.Bounds().Dy() != height {
			height = paper.Bounds().Dy()
			d.board.Paper(paper)
		}
	}
}

// slip takes what the printer has cut off.
func (d *demo) slip(slip image.Image) {
	n, err := d.board.Slip(slip)
	if err != nil {
		d.log.Error("keep a slip", "error", err)
		return
	}
	d.mu.Lock()
	d.slips = append([]page.Slip{{N: n, At: time.Now()}}, d.slips...)
	d.caught = append(d.caught, slip)
	d.mu.Unlock()
	d.refresh()
}

// slipsSoFar counts the slips that were cut off.
func (d *demo) slipsSoFar() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.caught)
}

// slipsSince are the slips after the first n.
func (d *demo) slipsSince(n int) []image.Image {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]image.Image(nil), d.caught[n:]...)
}
