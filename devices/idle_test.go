package devices_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"station365/assets"
	"station365/build/spenttest"
	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	reader "station365/devices/idcard/sam/emulator"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	paper "station365/devices/printer/escpos/emulator"
	"station365/devices/scanner"
	"station365/devices/scanner/line"
	codes "station365/devices/scanner/line/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// playDevices makes this program the other side of the lines instead of testing.
const playDevices = "DEVICESTEST_PLAY"

// TestMain is also the second program: it plays the three devices, so that their
// work is not counted as the drivers'.
func TestMain(m *testing.M) {
	if os.Getenv(playDevices) == "" {
		os.Exit(m.Run())
	}
	if err := play(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// play names the ports, then plays until its input ends.
func play() error {
	regular, bold := assets.Fonts()
	module := reader.New(reader.Opts{})
	press, err := paper.New(paper.Opts{Dots: 576, Charset: "gb18030", Regular: regular, Bold: bold, Can: paper.Full()})
	if err != nil {
		return err
	}
	eye, err := codes.New(codes.Opts{Suffix: line.CR})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	var paths []string
	for _, device := range []interface {
		Run(context.Context, io.ReadWriter) error
	}{module, press, eye} {
		tty, err := serialtest.OpenPTY()
		if err != nil {
			return err
		}
		defer tty.Close()
		all.Go(func() { _ = device.Run(ctx, tty.Device) })
		paths = append(paths, tty.Path)
	}
	fmt.Println(strings.Join(paths, " "))
	_, _ = io.Copy(io.Discard, os.Stdin)
	return nil
}

// otherProgram plays the devices and gives their ports: reader, printer, scanner.
func otherProgram(b *testing.B) []string {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), playDevices+"=1")
	in, inErr := cmd.StdinPipe()
	out, outErr := cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, cmd.Start()); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
	said, err := bufio.NewReader(out).ReadString('\n')
	paths := strings.Fields(said)
	if len(paths) != 3 {
		b.Fatalf("the devices say %q, %v", said, err)
	}
	return paths
}

// BenchmarkAllIdle is what a reader, a printer and a scanner cost together while
// nobody uses them, on terminals whose other ends are another program: percent of
// a core, and its share of the half percent that they may take.
func BenchmarkAllIdle(b *testing.B) {
	ports := otherProgram(b)
	regular, bold := assets.Fonts()
	ctx, cancel := context.WithCancel(b.Context())
	var running, ready sync.WaitGroup
	defer running.Wait()
	defer cancel()
	ready.Add(3)
	isReady := func() func(devices.Health) {
		var once sync.Once
		return func(h devices.Health) {
			if h.State == devices.Ready {
				once.Do(ready.Done)
			}
		}
	}
	cards, prints, scans := isReady(), isReady(), isReady()
	on := func(port string) serial.OpenFunc { return serial.Opener(serial.Opts{Path: port, Baud: 115200}) }
	running.Go(func() {
		_ = sam.New(on(ports[0]), sam.Opts{Port: ports[0]}).Run(ctx, func(e idcard.Event) { cards(e.Health) })
	})
	running.Go(func() {
		d := escpos.New(on(ports[1]), escpos.Opts{Width: "80mm", Encoding: escpos.GB18030, Regular: regular, Bold: bold})
		_ = d.Run(ctx, func(_ printer.Status, h devices.Health) { prints(h) })
	})
	running.Go(func() {
		d := line.New(on(ports[2]), line.Opts{Port: ports[2], Format: line.Format{Suffix: line.CR, Charset: "utf-8"}})
		_ = d.Run(ctx, func(e scanner.Event) { scans(e.Health) })
	})
	ready.Wait()
	const idle = 5 * time.Second // some fifteen looks for a card, several rounds of questions
	const aim = 0.5              // percent of a core, of all devices together
	spenttest.Idle(b, idle, aim)
}
