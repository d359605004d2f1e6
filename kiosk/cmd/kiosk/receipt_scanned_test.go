package main

import (
	"context"
	"crypto/sha256"
	"sync"
	"testing"
	"time"

	"station365/devices"
	linescanner "station365/devices/scanner/line"
	"station365/devices/scanner/line/emulator"
	"station365/devices/serial/serialtest"
	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/store"
)

// counter is a kiosk's look-up with its real rooms: a scanner on a pseudo
// terminal, the configuration's driver, the flow, the database.
type counter struct {
	*desk
	scanner *emulator.Scanner
	kept    kiosk.Kept
}

func openCounter(t *testing.T) *counter {
	t.Helper()
	d := &desk{t: t, state: t.TempDir(), changed: make(chan struct{})}
	kept := d.keepOne()
	s, port := scannerOnPTY(t)
	p, err := readPlace("")
	if err != nil {
		t.Fatal(err)
	}
	c := usualScanner
	c.Driver, c.Port = "line", port
	log := (&diary{}).log()
	d.flow = flow.New(flow.Opts{Kiosk: "shanan-2", Prefix: "S2", Catalogue: p.catalogue, Station: p.station, Places: p.places,
		Reader: noReader{}, Printer: noPrinter{}, Scanner: newScanner(c, log), Store: keeper{d.store, func() {}}, Sealer: notEnrolled{},
		Identify: notEnrolled{}, Papers: newPapers(p, "shanan-2"), Online: func() bool { return false }, Scale: "standard",
		Times: flow.DefaultTimes(), Logger: log}, d.show)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = d.flow.Run(ctx) })
	t.Cleanup(func() { cancel(); running.Wait() })
	d.until("the scanner", func(v flow.View) bool { return v.Scanner == devices.Ready })
	return &counter{desk: d, scanner: s, kept: kept}
}

// keepOne opens the database with one case in it.
func (d *desk) keepOne() kiosk.Kept {
	d.t.Helper()
	s, err := store.Open(d.state, store.Opts{})
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = s.Close() })
	d.store = s
	seal := func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
		b := []byte("sealed " + n)
		return kiosk.Record{ID: "record", Epoch: h.Epoch, Sequence: h.Sequence, Hash: sha256.Sum256(b), Bytes: b}, nil
	}
	kept, err := s.Keep(d.t.Context(), kiosk.NewCase{ID: "0192f0c1-0000-7000-8000-000000000001", Prefix: "S2", Matter: "residence-registration", CatalogueVersion: 1,
		Promise: kiosk.Promise{Officer: "王芳", DueBy: time.Now().Add(time.Hour)}, At: time.Now()}, seal)
	if err != nil {
		d.t.Fatal(err)
	}
	return kept
}

// scannerOnPTY runs an emulator at the far end of a pseudo terminal.
func scannerOnPTY(t *testing.T) (s *emulator.Scanner, path string) {
	t.Helper()
	p, err := serialtest.OpenPTY()
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	if s, err = emulator.New(emulator.Opts{Baud: usualScanner.Baud, Suffix: linescanner.CR}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = s.Run(ctx, p.Device) })
	t.Cleanup(func() { cancel(); running.Wait(); _ = p.Close() })
	return s, p.Path
}

func (c *counter) hold(text string) {
	c.t.Helper()
	if err := c.scanner.Scan(text); err != nil {
		c.t.Fatal(err)
	}
}

func TestAReceiptHeldBeforeTheScannerShowsItsCaseFromTheDisk(t *testing.T) {
	c := openCounter(t)

	c.hold(kiosk.QRText(c.kept.Number, c.kept.Hash))

	v := c.until("the case", func(v flow.View) bool { return v.State == flow.CaseDetail })
	if v.Case.Number != c.kept.Number || v.Case.Status != kiosk.Submitted {
		t.Errorf("shown: %+v", v.Case)
	}
}

func TestForgedReceiptsUseUpTheTriesOfTheirCaseLikeTypedCodes(t *testing.T) {
	c := openCounter(t)
	tail := c.kept.Hash
	tail[31] ^= 1
	c.hold(kiosk.QRText(c.kept.Number, tail))
	c.until("the refusal", func(v flow.View) bool { return v.State == flow.FindCase && v.Said == "scan.no-match" })

	for i := range 10 {
		if _, err := c.store.Try(t.Context(), c.kept.Number, kiosk.CheckCodeOf([32]byte{byte(i)})); err == nil {
			t.Fatal("a wrong code opens a case")
		}
	}
	c.flow.Send(flow.Event{Kind: flow.Back})
	c.until("the doors", func(v flow.View) bool { return v.State == flow.Home && v.Said == "" })

	c.hold(kiosk.QRText(c.kept.Number, c.kept.Hash))

	if _, err := c.store.Try(t.Context(), c.kept.Number, c.kept.CheckCode); err == nil {
		t.Fatal("the tries are not counted")
	}
	if v := c.until("an answer", func(v flow.View) bool { return v.Said == "scan.no-match" || v.State == flow.CaseDetail }); v.State == flow.CaseDetail {
		t.Error("a receipt opens a case whose tries are used up")
	}
}
