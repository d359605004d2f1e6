package escpos_test

import (
	"context"
	"image"
	"io"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/devices/printer/escpos/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// stopwatch is a driver and a printer at 115200 baud in real time.
type stopwatch struct {
	dev     *escpos.Dev
	page    printer.Page
	cutAt   atomic.Int64 // when the last slip fell, in nanoseconds
	armed   atomic.Bool
	firstAt chan time.Time // when the first byte of an armed job was on the wire
}

// quick is a printer whose motor takes no time.
func quick(can emulator.Abilities) shop {
	s := usual()
	s.printer.Can, s.printer.MMPerSecond = can, 0
	return s
}

func newStopwatch(b *testing.B, s shop) *stopwatch {
	w := &stopwatch{page: line, firstAt: make(chan time.Time, 1)}
	s.printer.OnSlip = func(image.Image) { w.cutAt.Store(time.Now().UnixNano()) }
	paper, err := emulator.New(s.printer)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	var all sync.WaitGroup
	w.dev = escpos.New(func() (serial.Conn, error) {
		near, far := serialtest.Pipe()
		all.Go(func() { _ = paper.Run(ctx, &watched{far, w}) })
		return near, nil
	}, s.opts)
	ready := make(chan struct{})
	var once sync.Once
	all.Go(func() {
		_ = w.dev.Run(ctx, func(s printer.Status, _ devices.Health) {
			if s == printer.Ready {
				once.Do(func() { close(ready) })
			}
		})
	})
	b.Cleanup(all.Wait)
	b.Cleanup(cancel)
	<-ready
	return w
}

// watched is the printer's end of the line.
type watched struct {
	io.ReadWriteCloser
	w *stopwatch
}

func (l *watched) Read(b []byte) (int, error) {
	n, err := l.ReadWriteCloser.Read(b)
	if n > 0 && l.w.armed.CompareAndSwap(true, false) {
		l.w.firstAt <- time.Now()
	}
	return n, err
}

func (w *stopwatch) print(b *testing.B, i int) (handed time.Time) {
	handed = time.Now()
	out, err := w.dev.Print(b.Context(), printer.Job{ID: strconv.Itoa(i), Page: w.page})
	if err != nil || out.Result != printer.Printed {
		b.Fatalf("outcome %+v, error %v", out, err)
	}
	return handed
}

// line is a short page: what is measured does not depend on its length.
var line = printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: "沙南社区"}}}}

// BenchmarkPrintedKnown is the time from the cut to the driver's word that the job
// is printed, for each way of hearing it. One whose printer confirms nothing is
// reckoned by the slowest motor and stands here for comparison; BenchmarkReckoned
// has what the data sheet makes of it.
func BenchmarkPrintedKnown(b *testing.B) {
	for _, name := range []string{"process id", "ordered status", "ordered status without ASB", "real-time status only"} {
		b.Run(name, func(b *testing.B) {
			w, i, sum := newStopwatch(b, quick(kinds[name])), 0, time.Duration(0)
			for b.Loop() {
				w.print(b, i)
				sum += time.Since(time.Unix(0, w.cutAt.Load()))
				i++
			}
			perJob(b, sum, 250*time.Millisecond)
		})
	}
}

// BenchmarkReckoned is the same for a receipt on a printer of 150 mm per second that
// answers in real time only: without and with its data sheet. The played knife takes
// no time, so that the knife's allowance is in the figure.
func BenchmarkReckoned(b *testing.B) {
	for name, told := range map[string]escpos.Opts{"nothing told": {}, "speed told": {Speed: 150}, "speed and knife told": {Speed: 150, Cut: 400 * time.Millisecond}} {
		b.Run(name, func(b *testing.B) {
			s := usual()
			s.printer.Can, s.opts.Speed, s.opts.Cut = kinds["real-time status only"], told.Speed, told.Cut
			w, i, sum := newStopwatch(b, s), 0, time.Duration(0)
			w.page = receipt(b, "residence-registration")
			for b.Loop() {
				w.print(b, i)
				sum += time.Since(time.Unix(0, w.cutAt.Load()))
				i++
			}
			perJob(b, sum, 250*time.Millisecond)
		})
	}
}

// BenchmarkFirstByte is the time from Print to the job's first byte on the wire.
func BenchmarkFirstByte(b *testing.B) {
	w, i, sum := newStopwatch(b, quick(emulator.Full())), 0, time.Duration(0)
	for b.Loop() {
		w.armed.Store(true)
		handed := w.print(b, i)
		sum += (<-w.firstAt).Sub(handed)
		i++
	}
	perJob(b, sum, 5*time.Millisecond)
}

// perJob reports the mean, and its share of what it may be.
func perJob(b *testing.B, sum, aim time.Duration) {
	mean := sum / time.Duration(b.N)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(mean.Microseconds())/1000, "ms")
	b.ReportMetric(float64(mean)/float64(aim), "aim-x")
}
