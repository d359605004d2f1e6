package escpos_test

import (
	"context"
	"image"
	"io"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"station365/assets"
	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/devices/printer/escpos/emulator"
	"station365/devices/printer/printertest"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// bench is a driver and an emulated printer with a cable between them, inside a
// synctest bubble.
type bench struct {
	t     *testing.T
	dev   *escpos.Dev
	paper *emulator.Printer
	stop  context.CancelFunc // ends the driver's Run
	all   sync.WaitGroup

	mu     sync.Mutex
	slips  []image.Image
	health []devices.Health
	states []printer.Status
	far    io.ReadWriteCloser // the cable's other end
	pulled bool
	trap   trap
	halved atomic.Bool // only the first half of what the printer says arrives
	drawn  image.Image // the note's preview
}

// shop is what a bench is built of; its zero is the usual one.
type shop struct {
	opts    escpos.Opts
	printer emulator.Opts
}

func usual() shop {
	r, b := assets.Fonts()
	return shop{
		escpos.Opts{Width: "80mm", Encoding: escpos.GB18030, Baud: 115200, Regular: r, Bold: b},
		emulator.Opts{Dots: 576, Baud: 115200, Charset: "gb18030", MMPerSecond: 150, Regular: r, Bold: b, Can: emulator.Full()},
	}
}

// withBench runs body between a driver that has probed its printer and that
// printer, in time that costs none.
func withBench(t *testing.T, s shop, body func(b *bench)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := &bench{t: t}
		s.printer.OnSlip = b.catch
		var err error
		if b.paper, err = emulator.New(s.printer); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		running, stop := context.WithCancel(ctx)
		b.stop = stop
		b.dev = escpos.New(func() (serial.Conn, error) { return b.plug(ctx) }, s.opts)
		b.all.Go(func() { _ = b.dev.Run(running, b.note) })
		time.Sleep(3 * time.Second)
		body(b)
		cancel()
		b.all.Wait()
	})
}

// plug joins the driver with the printer by a new cable.
func (b *bench) plug(ctx context.Context) (serial.Conn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pulled {
		return nil, devices.ErrGone
	}
	near, far := serialtest.Pipe()
	b.far = far
	b.all.Go(func() { _ = b.paper.Run(ctx, &trapped{far, &b.trap, &b.halved}) })
	return near, nil
}

// at has mishap happen when the printer has taken n more bytes.
func (b *bench) at(n int, mishap func()) { b.trap.set(n, mishap) }

// trap lies on the cable and waits for a byte.
type trap struct {
	mu     sync.Mutex
	left   int
	taken  int
	mishap func()
}

func (t *trap) set(n int, mishap func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.left, t.taken, t.mishap = n, 0, mishap
}

// room is how many bytes may pass before the mishap.
func (t *trap) room(n int) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.mishap == nil {
		return n
	}
	return max(1, min(n, t.left))
}

func (t *trap) passed(n int) {
	t.mu.Lock()
	t.left, t.taken = t.left-n, t.taken+n
	mishap := t.mishap
	if mishap == nil || t.left > 0 {
		t.mu.Unlock()
		return
	}
	t.mishap = nil
	t.mu.Unlock()
	mishap()
}

func (t *trap) count() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.taken
}

// trapped is the printer's end of the cable.
type trapped struct {
	io.ReadWriteCloser
	trap   *trap
	halved *atomic.Bool
}

func (t *trapped) Write(b []byte) (int, error) {
	if !t.halved.Load() {
		return t.ReadWriteCloser.Write(b)
	}
	_, err := t.ReadWriteCloser.Write(b[:len(b)/2])
	return len(b), err
}

func (t *trapped) Read(b []byte) (int, error) {
	n, err := t.ReadWriteCloser.Read(b[:t.trap.room(len(b))])
	t.trap.passed(n)
	return n, err
}

// noise reaches the driver as if the printer had said it.
func (b *bench) noise(bytes ...byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, _ = b.far.Write(bytes)
}

// pull takes the cable out until plugIn.
func (b *bench) pull() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pulled = true
	_ = b.far.Close()
}

func (b *bench) plugIn() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pulled = false
}

func (b *bench) catch(slip image.Image) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.slips = append(b.slips, slip)
}

func (b *bench) note(s printer.Status, h devices.Health) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.states, b.health = append(b.states, s), append(b.health, h)
}

func (b *bench) out() []image.Image {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]image.Image(nil), b.slips...)
}

func (b *bench) print(id string, page printer.Page) printer.Outcome {
	b.t.Helper()
	out, err := b.dev.Print(b.t.Context(), printer.Job{ID: id, Page: page})
	if err != nil {
		b.t.Errorf("print %s: %v", id, err)
	}
	return out
}

// receipt is the page that most tests print.
func receipt(t testing.TB, name string) printer.Page {
	t.Helper()
	page, err := printertest.ReadPage("../../../kiosk/receipt/testdata/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// last is what was reported last.
func (b *bench) last() devices.Health {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.health) == 0 {
		return devices.Health{}
	}
	return b.health[len(b.health)-1]
}

// wait lets time go by, which costs none in the bubble.
func (b *bench) wait(d time.Duration) { time.Sleep(d) }
