package main

import (
	"context"
	"errors"
	"image"
	"image/draw"
	"sync"
	"time"

	"station365/kiosk/ui/backend"
)

// dialEvery is how often the kiosk's glass is looked for until it is there.
const dialEvery = 50 * time.Millisecond

// errDark is a touch on a glass that is not there.
var errDark = errors.New("the kiosk's screen is not there yet")

// glass is the kiosk's screen as seen through its socket: the newest frame, what
// is on it, and a finger.
type glass struct {
	socket string
	show   func(frame image.Image, changed image.Rectangle)

	mu      sync.Mutex
	client  *backend.DockClient // nil: not connected
	frame   *image.RGBA
	on      backend.Description
	changed chan struct{} // closed at every change
}

func newGlass(socket string, show func(image.Image, image.Rectangle)) *glass {
	return &glass{socket: socket, show: show, changed: make(chan struct{})}
}

// run follows the glass until ctx ends, looking for it again when it goes dark.
func (g *glass) run(ctx context.Context) {
	again := time.NewTicker(dialEvery)
	defer again.Stop()
	for {
		g.follow(ctx)
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

// follow sees one connection through.
func (g *glass) follow(ctx context.Context) {
	c, err := backend.DialDock(ctx, g.socket)
	if err != nil {
		return // it is not there yet
	}
	g.mu.Lock()
	g.client = c
	g.frame = image.NewRGBA(image.Rectangle{Max: c.Size()})
	g.mu.Unlock()
	c.Frame, c.Described = g.draw, g.describe
	_ = c.Run(ctx) // however it ended, it is looked for again
	g.mu.Lock()
	g.client = nil
	g.mu.Unlock()
}

// touch puts a finger on the glass.
func (g *glass) touch(t backend.Touch) error {
	g.mu.Lock()
	c := g.client
	g.mu.Unlock()
	if c == nil {
		return errDark
	}
	return c.Touch(t)
}

// draw takes a changed part over.
func (g *glass) draw(changed image.Rectangle, rgba []byte) {
	part := &image.RGBA{Pix: rgba, Stride: 4 * changed.Dx(), Rect: changed}
	g.mu.Lock()
	draw.Draw(g.frame, changed, part, changed.Min, draw.Src)
	frame := g.frame
	g.mu.Unlock()
	g.show(frame, changed) // only this goroutine draws on it
}

// describe takes over what is on the glass now; it comes after its frame.
func (g *glass) describe(on backend.Description) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.on = on
	close(g.changed)
	g.changed = make(chan struct{})
}

// sight is what is on the glass at one moment.
type sight struct {
	on      backend.Description
	changed <-chan struct{} // closed when it is no longer so
}

func (g *glass) look() sight {
	g.mu.Lock()
	defer g.mu.Unlock()
	return sight{g.on, g.changed}
}

// picture is a copy of the newest frame; nil before the first.
func (g *glass) picture() *image.RGBA {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.frame == nil {
		return nil
	}
	c := image.NewRGBA(g.frame.Rect)
	copy(c.Pix, g.frame.Pix)
	return c
}
