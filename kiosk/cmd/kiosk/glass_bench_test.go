package main

import (
	"context"
	"image"
	"io"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"station365/assets"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
	"station365/devices/printer/printertest"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
	"station365/kiosk/flow"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/kit"
	pages "station365/kiosk/ui/screen"
	"station365/kiosk/ui/screen/screentest"
)

// bench is a kiosk's glass with the real flow and the real pages behind it.
type bench struct {
	b      testing.TB
	glass  *backend.Glass
	flow   *flow.Flow
	marks  chan time.Time // when a frame was painted that shows the awaited state
	wanted atomic.Pointer[flow.State]
	armed  atomic.Bool
	end    func() // of the glass; the toolkit bears no second one beside it
}

// Show notes the first frame painted after the awaited state was drawn.
func (r *bench) Show(*image.RGBA, image.Rectangle) error {
	if r.armed.CompareAndSwap(true, false) {
		r.marks <- time.Now()
	}
	return nil
}

// arm marks the frame of this batch, or the last one where v was painted before.
func (r *bench) arm() {
	last := time.Now()
	r.armed.Store(true)
	r.glass.Do(func() {
		if r.armed.CompareAndSwap(true, false) {
			r.marks <- last
		}
	})
}

// await is called before what causes the state.
func (r *bench) await(s flow.State) { r.wanted.Store(&s) }

func (r *bench) frame() time.Time {
	select {
	case at := <-r.marks:
		return at
	case <-time.After(patience):
		r.b.Fatalf("no frame came: %v", r.glass.Describe().Texts)
		return time.Time{}
	}
}

func newBench(b testing.TB, reader idcard.Reader) *bench {
	return newBenchWith(b, reader, func(*flow.Opts) {})
}

// newBenchWith has more behind the glass than pages.
func newBenchWith(b testing.TB, reader idcard.Reader, more func(*flow.Opts)) *bench {
	b.Helper()
	return newBenchOn(b, "", reader, more)
}

// newBenchOn takes a route to the glass; "" is none but the bench's own eye.
func newBenchOn(b testing.TB, route string, reader idcard.Reader, more func(*flow.Opts)) *bench {
	b.Helper()
	c := config{Screen: screenConfig{Backend: route, Width: 1080, Height: 1920, PanelMM: 268, Type: "standard"}}
	s, err := openScreen(c.Screen, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	p, err := readPlace("")
	if err != nil {
		b.Fatal(err)
	}
	r := &bench{b: b, glass: s.glass, marks: make(chan time.Time, 1)}
	s.panel.attach(r, s.glass.Frame())
	face := s.face(p.languages, func(e flow.Event) { r.flow.Send(e) })
	opts := flow.Opts{Kiosk: "shanan-2", Prefix: "S2", Catalogue: p.catalogue, Station: p.station, Places: p.places, Reader: reader,
		Printer: printertest.NewPrinter(), Papers: newPapers(p, "shanan-2"), Online: func() bool { return true }, Scale: "standard", Times: flow.DefaultTimes()}
	more(&opts)
	r.flow = flow.New(opts, func(v flow.View) {
		face.Show(v)
		if w := r.wanted.Load(); w != nil && *w == v.State && r.wanted.CompareAndSwap(w, nil) {
			// Runs behind the drawing of v, before the frame of the batch.
			s.glass.Do(r.arm)
		}
	})
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = s.draw(ctx) })
	running.Go(func() { _ = r.flow.Run(ctx) })
	r.end = func() { stop(); running.Wait() }
	b.Cleanup(r.end)
	return r
}

// walk takes the visit to a state by events alone.
func (r *bench) walk(to flow.State, events ...flow.Event) {
	r.await(to)
	for _, e := range events {
		r.flow.Send(e)
	}
	r.frame()
}

// clocked notes when the module had said the last byte of a card.
type clocked struct {
	io.ReadWriter
	said atomic.Int64
}

func (c *clocked) Write(b []byte) (int, error) {
	n, err := c.ReadWriter.Write(b)
	c.said.Store(time.Now().UnixNano())
	return n, err
}

// BenchmarkCardToFields is from the last byte of a card on the line, a real tty
// through the real driver, to the frame that shows its fields: poll, wire and the
// card's own time are over by then. The aim is at most 60 ms without one frame;
// the figure has the frame in it.
func BenchmarkCardToFields(b *testing.B) {
	tty, err := serialtest.OpenPTY()
	if err != nil {
		b.Fatal(err)
	}
	defer tty.Close()
	line := &clocked{ReadWriter: tty.Device}
	module := emulator.New(emulator.Opts{})
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() { _ = module.Run(ctx, line) }() // ends when the line is closed
	people, err := assets.FS().Open("personas.json")
	if err != nil {
		b.Fatal(err)
	}
	all, err := emulator.ReadPeople(people)
	if err != nil {
		b.Fatal(err)
	}
	r := newBench(b, sam.New(serial.Opener(serial.Opts{Path: tty.Path, Baud: 115200}), sam.Opts{Port: tty.Path}))
	matter := flow.Event{Kind: flow.OpenMatter, Value: "residence-registration"}
	next := flow.Event{Kind: flow.Next}
	var took []time.Duration
	for i := range b.N {
		module.Lift()
		r.walk(flow.Home, flow.Event{Kind: flow.Restart}, flow.Event{Kind: flow.Confirm}, next, flow.Event{Kind: flow.Start}) // next: the card was taken
		r.walk(flow.AwaitingCard, matter, next, next)
		r.await(flow.CardRead)
		module.Lay(all[i%2]) // the first two cards are valid ones
		shown := r.frame()
		took = append(took, shown.Sub(time.Unix(0, line.said.Load())))
	}
	reportTimes(b, took)
}

func reportTimes(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[(len(took)-1)*99/100]), "p99-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkLiftToFrame is from a finger's lift on a door to the frame of the next
// page, against one bare Capture of Fyne's own painter for that page, in one run.
// x is the ratio; the aim is far below 1.
func BenchmarkLiftToFrame(b *testing.B) {
	r := newBench(b, noReader{})
	r.walk(flow.Home, flow.Event{Kind: flow.Start})
	var took, bare []time.Duration
	for range b.N {
		took = append(took, r.press(flow.Matters, "door:matter"))
		bare = append(bare, capture(r))
		took = append(took, r.press(flow.Home, "nav:back"))
	}
	reportTimes(b, took)
	slices.Sort(bare)
	b.ReportMetric(float64(bare[len(bare)/2].Microseconds())/1000, "capture-ms")
	b.ReportMetric(float64(took[len(took)/2])/float64(bare[len(bare)/2]), "x")
}

// press touches a target and tells how long after the lift the page was painted
// that it leads to.
func (r *bench) press(to flow.State, name string) time.Duration {
	at := target(r.b, r.glass.Describe(), name)
	r.glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Down})
	r.glass.Describe()
	r.await(to)
	lifted := time.Now()
	r.glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Up})
	return r.frame().Sub(lifted)
}

func target(b testing.TB, d backend.Description, name string) image.Point {
	for _, t := range d.Targets {
		if t.Name == name {
			return t.Rect.Min.Add(t.Rect.Max).Div(2)
		}
	}
	b.Fatalf("no %s on the glass", name)
	return image.Point{}
}

// capture has Fyne's own painter draw a page of the same kind once.
func capture(r *bench) time.Duration {
	done := make(chan time.Duration, 1)
	r.glass.Do(func() {
		canvas := software.NewCanvas()
		canvas.Resize(fyne.NewSize(1080, 1920))
		canvas.SetContent(r.page())
		start := time.Now()
		canvas.Capture()
		done <- time.Since(start)
	})
	return <-done
}

// page is the list of matters as the flow shows it.
func (r *bench) page() fyne.CanvasObject {
	p, err := readPlace("")
	if err != nil {
		r.b.Fatal(err)
	}
	k := kit.New(kit.Panel{Width: 1080, Height: 1920, PixelsPerMM: 1080.0 / 268}, kit.Standard, kit.Light, kit.NewShared(assets.FS(), p.languages...))
	for _, sample := range screentest.Samples() {
		if sample.View.State == flow.Matters {
			return pages.Arriving(pages.Page{Kit: k, View: sample.View, Send: func(flow.Event) {}}).Build().Object()
		}
	}
	r.b.Fatal("no sample of the list of matters")
	return nil
}
