package escpos_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"station365/build/spenttest"
	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/devices/printer/escpos/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// BenchmarkIdle is what a printer costs that nobody prints on, on a terminal, with
// the emulated printer's own work in it: percent of a core, and its share of the
// half percent that all devices together may take.
func BenchmarkIdle(b *testing.B) {
	line, err := serialtest.OpenPTY()
	if err != nil {
		b.Fatal(err)
	}
	defer line.Close()
	paper, err := emulator.New(usual().printer)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	all.Go(func() { _ = paper.Run(ctx, line.Device) })
	ready := make(chan struct{})
	d := escpos.New(serial.Opener(serial.Opts{Path: line.Path, Baud: 115200}), usual().opts)
	all.Go(func() {
		_ = d.Run(ctx, func(s printer.Status, _ devices.Health) {
			if s == printer.Ready {
				close(ready)
			}
		})
	})
	<-ready
	const idle = 5 * time.Second // several rounds of questions
	const aim = 0.5              // percent of a core, of all devices together
	spenttest.Idle(b, idle, aim)
}
