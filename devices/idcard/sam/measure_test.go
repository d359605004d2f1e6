package sam_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"station365/build/spenttest"
	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// counted counts the bytes of a line, both ways.
type counted struct {
	io.ReadWriter
	bytes atomic.Int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.ReadWriter.Read(b)
	c.bytes.Add(int64(n))
	return n, err
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.ReadWriter.Write(b)
	c.bytes.Add(int64(n))
	return n, err
}

func (c *counted) SetReadDeadline(t time.Time) error {
	return c.ReadWriter.(interface{ SetReadDeadline(time.Time) error }).SetReadDeadline(t)
}

// onTerminal runs a driver and an emulated module at the two ends of a pseudo
// terminal, and gives the reader's events.
func onTerminal(b *testing.B, habits emulator.Opts) (*emulator.Reader, *counted, <-chan idcard.Event) {
	b.Helper()
	tty, err := serialtest.OpenPTY()
	if err != nil {
		b.Fatal(err)
	}
	line := &counted{ReadWriter: tty.Device}
	module := emulator.New(habits)
	dev := sam.New(serial.Opener(serial.Opts{Path: tty.Path, Baud: max(habits.Baud, 9600)}), sam.Opts{Port: tty.Path})
	events := make(chan idcard.Event, 64)
	ctx, cancel := context.WithCancel(b.Context())
	var all sync.WaitGroup
	all.Go(func() { _ = module.Run(ctx, line) })
	all.Go(func() { _ = dev.Run(ctx, func(e idcard.Event) { events <- e }) })
	b.Cleanup(func() { cancel(); all.Wait(); _ = tty.Close() })
	for e := range events {
		if e.Health.State == devices.Ready {
			break
		}
	}
	return module, line, events
}

// BenchmarkWholeCard is a card from "found" to its fields, on a real tty with a
// module that takes as long as its rate and its card do. What is left after the
// card's own time is compared with the time that the bytes need on the wire. A
// machine that works on something else holds the played module up too.
func BenchmarkWholeCard(b *testing.B) {
	const cardTime, bitsAByte = 200 * time.Millisecond, 10
	p := person(b, "lixiuyun")
	for _, baud := range []int{115200, 9600} {
		b.Run(fmt.Sprint(baud), func(b *testing.B) {
			module, line, events := onTerminal(b, emulator.Opts{Baud: baud, CardTime: cardTime})
			var took []time.Duration
			var wire time.Duration
			for len(took) < b.N {
				module.Lay(p)
				<-events // CardPlaced
				begun, before := time.Now(), line.bytes.Load()
				if e := <-events; e.Kind == idcard.CardRead {
					took = append(took, time.Since(begun)-cardTime)
					wire = time.Duration(line.bytes.Load()-before) * bitsAByte * time.Second / time.Duration(baud)
				} else {
					// A machine that did something else for 300 ms: the module fell silent.
					b.Log(e.Code, e.Err)
				}
				module.Lift()
				finds := module.Finds()
				for module.Finds() < finds+6 { // until the presentation is over
					<-time.After(50 * time.Millisecond)
				}
			}
			slices.Sort(took)
			p50, worst := took[len(took)/2], took[len(took)-1]
			ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(ms(wire), "wire-ms")
			b.ReportMetric(ms(p50), "p50-ms")
			b.ReportMetric(float64(p50)/float64(wire), "wire-x")
			b.ReportMetric(float64(took[0])/float64(wire), "best-x")
			b.ReportMetric(float64(worst)/float64(wire), "worst-x")
		})
	}
}

// BenchmarkIdle is what a reader costs that nobody lays a card on, with the
// emulated module's own work in it: percent of a core, and its share of the half
// percent that all devices together may take.
func BenchmarkIdle(b *testing.B) {
	onTerminal(b, emulator.Opts{})
	const idle = 5 * time.Second // some fifteen looks
	const aim = 0.5              // percent of a core, of all devices together
	spenttest.Idle(b, idle, aim)
}
