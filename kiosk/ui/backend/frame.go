package backend

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// sweepEvery lets Fyne forget the renderers of trees that are gone; it keeps each
// for a minute anyway.
const sweepEvery = 30 * time.Second

// paint walks the tree, compares with the newest frame and paints the difference.
func (g *Glass) paint() {
	for o := range g.canvas.takeStale() {
		g.album.forget(o)
	}
	next := g.look()
	parts := changed(g.scene.commands, next.commands)
	g.mu.Lock()
	for _, r := range parts {
		g.painter.part(g.frame, next.commands, r)
	}
	g.mu.Unlock()
	clear(g.scene.commands) // the texts of the old frame are not kept
	g.scene = next
	g.show(parts)
	g.tellWatchers(parts)
	g.sweep()
}

// look walks all that is visible now.
func (g *Glass) look() scene {
	glass := g.frame.Rect
	w := walker{letters: g.letters, album: g.album, odd: g.logOdd}
	w.add(command{kind: rectangles, box: glass, area: glass, fill: ground()}, glass)
	for _, root := range g.canvas.roots() {
		w.tree(root, glass)
	}
	g.album.turn()
	return w.scene
}

// show hands the frame on, place by place: a key at the bottom and its digit at
// the top are two small copies and not one of nearly the whole glass.
func (g *Glass) show(parts []image.Rectangle) {
	if g.opts.Sink == nil {
		return
	}
	for _, r := range parts {
		// Only this goroutine paints, so the frame may be read here without the lock.
		if err := g.opts.Sink.Show(g.frame, r); err != nil {
			g.opts.Logger.Error("frame not shown", "err", err)
			return
		}
	}
}

func (g *Glass) logOdd(typeName string) {
	if !g.odd[typeName] {
		g.odd[typeName] = true
		g.opts.Logger.Warn("objects of this type are not drawn", "type", typeName)
	}
}

// sweep lets Fyne clean its caches, which it does whenever a canvas is captured.
// The walk has just marked what is in use; an empty canvas costs nothing.
func (g *Glass) sweep() {
	now := g.opts.Now()
	if now.Sub(g.swept) < sweepEvery {
		return
	}
	g.swept = now
	g.janitor.Resize(fyne.NewSize(1, 1))
	g.janitor.Capture()
}

// ground is the colour beneath everything. It is opaque whatever the theme says:
// a frame must never show the one before it.
func ground() color.RGBA {
	c := rgba(theme.Color(theme.ColorNameBackground))
	c.A = 0xff
	return c
}
