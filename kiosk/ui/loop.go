// Package ui is the resident's side of the glass: it shows what the flow says and
// hands back what fingers mean. It is the one place that crosses from the flow's
// goroutine to the glass's.
package ui

import (
	"io/fs"
	"log/slog"
	"sync"

	"fyne.io/fyne/v2"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen"
	"station365/kiosk/words"
)

// Glass is what pages are shown on.
type Glass interface {
	// Do runs f on the glass's goroutine and paints afterwards; it does not wait.
	Do(f func())
	// SetContent shows a page; only from inside Do.
	SetContent(o fyne.CanvasObject)
}

// Opts are what pages are made with. All are needed but Logger.
type Opts struct {
	Glass         Glass
	Words         []*words.Table // of every language; the first one serves a look that names none
	Data          fs.FS          // icons and scenes
	Width, Height int            // pixels
	PixelsPerMM   float64
	Send          func(flow.Event)
	Logger        *slog.Logger
}

// UI shows views. Only the newest one counts.
type UI struct {
	opts   Opts
	shared *kit.Shared
	kits   map[flow.Look]*kit.Kit
	shown  fyne.CanvasObject // the page on the glass; only inside Do

	mu      sync.Mutex
	next    flow.View
	waiting bool
}

// New makes the pages' side of a glass.
func New(o Opts) *UI {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &UI{opts: o, shared: kit.NewShared(o.Data, o.Words...), kits: map[flow.Look]*kit.Kit{}}
}

// Show shows a view, from any goroutine. It never waits; a view that was not yet
// drawn when the next one comes is never drawn.
func (u *UI) Show(v flow.View) {
	u.mu.Lock()
	u.next = v
	already := u.waiting
	u.waiting = true
	u.mu.Unlock()
	if !already {
		u.opts.Glass.Do(u.draw)
	}
}

func (u *UI) draw() {
	u.mu.Lock()
	v := u.next
	u.next, u.waiting = flow.View{}, false
	u.mu.Unlock()
	drawing := pageOf(screen.Page{Kit: u.kit(v.Look), View: v, Send: u.opts.Send}).Build()
	if n := len(drawing.Faults); n > 0 { // what they say may be personal
		u.opts.Logger.Warn("page does not fit", "state", v.State, "faults", n)
	}
	gone := u.shown
	u.shown = drawing.Object()
	u.opts.Glass.SetContent(u.shown)
	if gone != nil {
		kit.Wipe(gone)
	}
	if v.State == flow.Welcome {
		u.shared.Forget()
	}
}

func (u *UI) kit(l flow.Look) *kit.Kit {
	l.Sound = "" // is heard, not seen
	k, ok := u.kits[l]
	if !ok {
		panel := kit.Panel{Width: float32(u.opts.Width), Height: float32(u.opts.Height), PixelsPerMM: float32(u.opts.PixelsPerMM)}
		if l.Low {
			panel = panel.Lowered()
		}
		k = kit.New(panel, kit.Scale(l.Scale), kit.Theme(l.Theme), u.shared.In(l.Language))
		u.kits[l] = k
	}
	return k
}
