package line_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/scanner/line"
	"station365/devices/scanner/line/emulator"
	"station365/devices/scanner/scannertest"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

func TestTheDriverKeepsTheContract(t *testing.T) {
	for name, f := range map[string]line.Format{
		"carriage return":  usual,
		"line feed":        {Suffix: line.LF, Charset: "utf-8"},
		"both, GB 18030":   {Suffix: line.CRLF, Charset: "gb18030"},
		"prefix, GBK":      {Prefix: "\x02>", Suffix: line.CR, Charset: "gbk"},
		"nothing but time": {Suffix: line.Pause, Charset: "utf-8"},
	} {
		t.Run(name, func(t *testing.T) {
			scannertest.Conform(t, func(t *testing.T, part func(*testing.T, *scannertest.Bench)) {
				synctest.Test(t, func(t *testing.T) {
					d := newDesk(t, f, emulator.Opts{Baud: 9600, Prefix: f.Prefix, Suffix: f.Suffix, Charset: f.Charset})
					part(t, &scannertest.Bench{Scanner: d.dev, Show: d.show, Wait: func() { time.Sleep(5 * time.Second) },
						Bad: func() { d.scanner.Say([]byte("\x00\xff\r\n")); time.Sleep(time.Second) }})
				})
			})
		})
	}
}

func TestTheDriverKeepsTheContractOnARealTTY(t *testing.T) {
	scannertest.Conform(t, func(t *testing.T, part func(*testing.T, *scannertest.Bench)) {
		t.Parallel()
		s, path := scannerOnPTY(t, emulator.Opts{Suffix: line.CR})
		dev := line.New(serial.Opener(serial.Opts{Path: path, Baud: 9600}), line.Opts{Port: path, Format: usual})
		part(t, &scannertest.Bench{Scanner: dev, Wait: func() { elapse(2 * time.Second) },
			Show: func(text string) {
				if err := s.Scan(text); err != nil {
					t.Error(err)
				}
			},
			Bad: func() { s.Say([]byte("\x01\r")) }})
	})
}

// elapse lets real time pass: what is waited for here is that nothing happens.
func elapse(d time.Duration) { <-time.After(d) }

// scannerOnPTY runs an emulator at the far end of a pseudo terminal.
func scannerOnPTY(t *testing.T, o emulator.Opts) (s *emulator.Scanner, path string) {
	t.Helper()
	p, err := serialtest.OpenPTY()
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	if s, err = emulator.New(o); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = s.Run(ctx, p.Device) })
	t.Cleanup(func() {
		cancel()
		running.Wait()
		_ = p.Close()
	})
	return s, p.Path
}
