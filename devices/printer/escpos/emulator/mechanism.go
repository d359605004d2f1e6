package emulator

import (
	"context"
	"image"
	"time"

	"station365/devices/printer/typeset"
)

// work prints until ctx ends, or until the line has hung up and nothing is left
// that could be printed now.
func (p *Printer) work(ctx context.Context, hungUp <-chan struct{}) {
	paced := newSchedule()
	for ctx.Err() == nil {
		rows, did := p.step()
		if did {
			paced.wait(ctx, p.moves(rows))
			continue
		}
		idle := time.Now()
		select {
		case <-p.wake:
		case <-ctx.Done():
		case <-hungUp:
			return
		}
		paced.skip(time.Since(idle))
	}
}

// moves is how long the motor turns for so many rows of an eighth millimetre.
func (p *Printer) moves(rows int) time.Duration {
	if p.opts.MMPerSecond == 0 {
		return 0
	}
	return time.Duration(float64(rows) / 8 / p.opts.MMPerSecond * float64(time.Second))
}

// step does one thing and says how far the paper moved; false if there is nothing
// to do, or nothing that can be done now.
func (p *Printer) step() (rows int, did bool) {
	p.mu.Lock()
	slip, rows, did := p.stepLocked()
	if did {
		p.wear(rows)
	}
	p.mu.Unlock()
	if slip != nil && p.opts.OnSlip != nil {
		p.opts.OnSlip(slip)
	}
	return rows, did
}

func (p *Printer) stepLocked() (slip image.Image, rows int, did bool) {
	if p.off || p.offline() {
		return nil, 0, false
	}
	defer p.releaseLine()
	before := p.paper.H
	if p.raster.rows > 0 {
		if !p.rasterRow() {
			return nil, 0, false
		}
		return nil, p.paper.H - before, true
	}
	c, size := parse(p.buf, p.mode)
	if size == 0 {
		return nil, 0, false
	}
	p.buf = p.buf[size:]
	if c.op == cut || c.op == cutAfterFeed {
		rows, slip = p.cut(c)
		return slip, rows, true
	}
	p.execute(c)
	return nil, p.paper.H - before, true
}

// raster is a picture that is coming in row by row.
type raster struct{ rows, stride int }

func (p *Printer) rasterRow() bool {
	if len(p.buf) < p.raster.stride {
		return false
	}
	row := p.buf[:p.raster.stride]
	y := p.paper.H
	p.feed(1)
	picture := typeset.Bitmap{W: 8 * p.raster.stride, H: 1, Stride: p.raster.stride, Bits: row}
	p.paper.Draw(&picture, image.Pt(p.from(picture.W), y))
	p.buf = p.buf[p.raster.stride:]
	p.raster.rows--
	return true
}

// from is where something so wide begins, as it is aligned.
func (p *Printer) from(w int) int {
	switch p.mode.align {
	case 1:
		return max(0, (p.opts.Dots-w)/2)
	case 2:
		return max(0, p.opts.Dots-w)
	}
	return 0
}

func (p *Printer) feed(rows int) { p.paper.Grow(p.paper.H + rows) }

// cut cuts off what has passed the knife. Without its own feed it cuts through
// what was printed last, as the real thing does.
func (p *Printer) cut(c command) (rows int, slip image.Image) {
	if len(p.letters) > 0 { // only at the beginning of a line
		return 0, nil
	}
	before := p.paper.H
	if c.op == cutAfterFeed {
		p.feed(headToCutter + int(c.args[1]))
	}
	rows = p.paper.H - before
	off := max(0, p.paper.H-headToCutter)
	piece := typeset.NewBitmap(p.paper.W, off)
	copy(piece.Bits, p.paper.Bits)
	rest := typeset.NewBitmap(p.paper.W, p.paper.H-off)
	copy(rest.Bits, p.paper.Bits[off*p.paper.Stride:])
	p.paper, p.carried = rest, rest.H
	if off == 0 {
		return rows, nil
	}
	return rows, piece.Image()
}
