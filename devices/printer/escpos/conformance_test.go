package escpos_test

import (
	"context"
	"image"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/creack/pty"

	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/devices/printer/escpos/emulator"
	"station365/devices/printer/printertest"
	"station365/devices/serial"
)

// kinds are the printers in the field by what they can say.
var kinds = map[string]emulator.Abilities{
	"process id":                 emulator.Full(),
	"ordered status":             {Realtime: true, ASB: true, Ordered: true, FlowControl: true},
	"ordered status without ASB": {Realtime: true, Ordered: true, FlowControl: true},
	"real-time status only":      {Realtime: true, FlowControl: true},
}

func TestDriverKeepsTheContract(t *testing.T) {
	for name, can := range kinds {
		t.Run(name, func(t *testing.T) {
			printertest.Conformance(t, func(t *testing.T, body func(*testing.T, printertest.Subject)) {
				s := usual()
				s.printer.Can = can
				withBench(t, s, func(b *bench) {
					body(b.t, printertest.Subject{Printer: b.dev, SetPaper: b.paper.SetPaper,
						Slips:  func() int { return len(b.out()) },
						Settle: func() { b.wait(5 * time.Second) }})
				})
			})
		})
	}
}

func TestDriverKeepsTheContractOnATerminal(t *testing.T) {
	printertest.Conformance(t, func(t *testing.T, body func(*testing.T, printertest.Subject)) {
		ctx, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		defer all.Wait()
		defer cancel()
		var slips atomic.Int32
		o := usual().printer
		o.Baud, o.MMPerSecond = 0, 0
		o.OnSlip = func(image.Image) { slips.Add(1) }
		p, err := emulator.New(o)
		if err != nil {
			t.Fatal(err)
		}
		open := func() (serial.Conn, error) {
			master, slave, err := pty.Open()
			if err != nil {
				return nil, err
			}
			defer slave.Close() // the driver opens it by its name
			conn, err := serial.Opener(serial.Opts{Path: slave.Name(), Baud: 115200})()
			if err != nil {
				return nil, err
			}
			all.Go(func() { _ = p.Run(ctx, master) })
			return conn, nil
		}
		heard := make(chan printer.Status, 64)
		d := escpos.New(open, usual().opts)
		all.Go(func() { _ = d.Run(ctx, func(s printer.Status, _ devices.Health) { heard <- s }) })
		await(t, heard, printer.Ready)
		present := true
		body(t, printertest.Subject{Printer: d, Slips: func() int { return int(slips.Load()) },
			SetPaper: func(on bool) { present = on; p.SetPaper(on) },
			Settle: func() {
				want := map[bool]printer.Status{true: printer.Ready, false: printer.NoPaper}[present]
				if d.Status() != want {
					await(t, heard, want)
				}
			}})
	})
}

// await waits until the driver reports want.
func await(t *testing.T, heard <-chan printer.Status, want printer.Status) {
	t.Helper()
	limit := time.After(10 * time.Second)
	for {
		select {
		case s := <-heard:
			if s == want {
				return
			}
		case <-limit:
			t.Fatalf("it never became %s", want)
		}
	}
}
