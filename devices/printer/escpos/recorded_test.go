package escpos

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/assets"
	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos/emulator"
	"station365/devices/printer/printertest"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// recordAnew writes the transcripts below from a live line; a real printer's may be
// put in their place.
var recordAnew = flag.Bool("record", false, "write testdata/recorded-*.txt anew")

const recordedTitle = `A session on a live line, with an emulated printer, in this order: a slip, the paper
out, a slip refused, the paper in again, a slip. Made by
"go test -run SessionIsRecorded -record".`

// recordedKinds are printers by what they can say.
var recordedKinds = map[string]emulator.Abilities{
	"process-id":     emulator.Full(),
	"ordered-status": {Realtime: true, ASB: true, Ordered: true, FlowControl: true},
	"real-time":      {Realtime: true, FlowControl: true},
}

func transcriptOf(kind string) string { return filepath.Join("testdata", "recorded-"+kind+".txt") }

func TestASessionIsRecorded_AndThePrinterStillAnswersSo(t *testing.T) {
	for kind, can := range recordedKinds {
		var live bytes.Buffer
		synctest.Test(t, func(t *testing.T) { record(t, can, &live) })
		if *recordAnew {
			if err := os.WriteFile(transcriptOf(kind), live.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := os.ReadFile(transcriptOf(kind))
		if err != nil {
			t.Fatal(err)
		}

		now, before := readRecording(t, live.Bytes()), readRecording(t, kept)

		if !reflect.DeepEqual(now, before) {
			t.Errorf("%s: it answers\n%+v, as recorded\n%+v", kind, now, before)
		}
	}
}

// record holds the session.
func record(t *testing.T, can emulator.Abilities, to *bytes.Buffer) {
	regular, bold := assets.Fonts()
	p, err := emulator.New(emulator.Opts{Dots: 384, Baud: 115200, Charset: "gb18030", MMPerSecond: 100, Regular: regular, Bold: bold, Can: can})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	d := New(func() (serial.Conn, error) {
		near, far := serialtest.Pipe()
		all.Go(func() { _ = p.Run(ctx, far) })
		return serialtest.Record(near, to, recordedTitle, nil, nil), nil
	}, Opts{Width: "58mm", Encoding: GB18030, Regular: regular, Bold: bold})
	all.Go(func() { _ = d.Run(ctx, nil) })
	slip := func(id string, want printer.Result) {
		page := printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: "沙南社区"}}}}
		if out, err := d.Print(ctx, printer.Job{ID: id, Page: page}); err != nil || out.Result != want {
			t.Errorf("%s: outcome %+v, %v", id, out, err)
		}
		time.Sleep(3 * time.Second)
	}
	time.Sleep(3 * time.Second)
	slip("one", printer.Printed)
	p.SetPaper(false)
	time.Sleep(3 * time.Second)
	slip("two", printer.NotPrinted)
	p.SetPaper(true)
	time.Sleep(3 * time.Second)
	slip("two", printer.Printed)
	cancel()
	all.Wait()
}

func TestTheDriverKeepsTheContractOnARecordedLine(t *testing.T) {
	regular, bold := assets.Fonts()
	for kind := range recordedKinds {
		kept, err := os.ReadFile(transcriptOf(kind))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(kind, func(t *testing.T) {
			printertest.Conformance(t, func(t *testing.T, body func(*testing.T, printertest.Subject)) {
				synctest.Test(t, func(t *testing.T) {
					line := newRecordedLine(readRecording(t, kept))
					ctx, cancel := context.WithCancel(t.Context())
					var run sync.WaitGroup
					d := New(func() (serial.Conn, error) { return line, nil }, Opts{Width: "58mm", Encoding: GB18030, Regular: regular, Bold: bold})
					run.Go(func() { _ = d.Run(ctx, func(printer.Status, devices.Health) {}) })
					time.Sleep(3 * time.Second)
					body(t, printertest.Subject{Printer: d, SetPaper: line.setPaper, Slips: line.slips, Settle: func() { time.Sleep(5 * time.Second) }})
					cancel()
					run.Wait()
				})
			})
		})
	}
}

func TestWhatIsRecordedHasBothScenes(t *testing.T) {
	for kind := range recordedKinds {
		kept, err := os.ReadFile(transcriptOf(kind))
		if err != nil {
			t.Fatal(err)
		}

		r := readRecording(t, kept)

		if r.with.realtime[4] != 0x12 || r.without.realtime[4] != 0x72 || !strings.HasPrefix(string(kept), "# A session") {
			t.Errorf("%s: %+v", kind, r)
		}
	}
}
