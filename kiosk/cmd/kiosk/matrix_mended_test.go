package main

import (
	"context"
	"net"
	"strings"
	"sync"
	"testing"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/store/storetest"
)

// What fails while somebody stands there, and is mended: the same whole kiosk as in
// the matrix.

func TestDiskFailsUnderAResident_NothingIsSaidToBeKept_AndWhenItIsWellRequestsAreTaken(t *testing.T) {
	var disk *storetest.Disk
	s := open(t, lacking{before: func(s *stand) { disk = storetest.New(t, s.config.Kiosk.State) }})
	s.home()
	s.tell("done.title")
	first := s.isKept(s.number())
	s.press("nav:next")
	s.home()

	disk.Turn(storetest.Failing)
	s.tell("notkept.title")
	s.sees("notkept.store")
	s.sees("notkept.store.do")
	s.keptUpTo(1)
	s.press("nav:next")
	s.logged("frozen=disk-failing")
	s.home()
	s.sees("trouble.frozen")
	s.press("door:speak")
	s.press("nav:next")
	s.sees("frozen.disk-failing")
	s.press("nav:back")
	s.lookUp(first.Number, first.CheckCode)
	s.press("nav:next")

	disk.Turn(storetest.Well)
	s.logged(`frozen=""`)
	s.home()
	if s.reads("trouble.frozen") {
		t.Error("the doors say that nothing is taken")
	}
	s.tell("done.title")
	s.keptUpTo(2)
}

func TestNetworkGoesWhileTheKioskWorksAndComesBack_TheCaseGoesByItself(t *testing.T) {
	s := open(t, lacking{centre: true})
	hangUp := s.serveCentre()
	s.home()
	s.sees("top.online")

	hangUp()
	s.sees("top.offline")
	s.sees("trouble.network")
	s.tell("done.title")
	s.sees("done.delivery.queued")
	n := s.number()
	s.serveCentre()

	arrived, _, _ := strings.Cut(s.words.T("done.delivery.acknowledged", "clock", "|"), "|")
	eventually(t, "the page to say that it has arrived", func() bool { return strings.Contains(s.page(), bareText(arrived)) })
	if k := s.isKept(n); k.Delivery != kiosk.Acknowledged {
		t.Errorf("the kiosk has it as %s", k.Delivery)
	}
	o, err := s.centre.Show(t.Context(), n, "a test of what came late")
	if err != nil {
		t.Fatalf("the centre has it not: %v", err)
	}
	o.Body.Wipe()
}

func TestPrinterIsMended_TheReceiptComesOnceSomebodyAsksForIt(t *testing.T) {
	for name, c := range map[string]struct {
		well func(s *stand, well bool)
		is   printer.Status
		said string
	}{
		"the cutter": {func(s *stand, well bool) { s.printer.Jam(!well) }, printer.Fault, "notprinted.error"},
		"the plug":   {func(s *stand, well bool) { s.printer.SetPower(well) }, printer.Absent, "notprinted.absent"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, lacking{})
			status := func(want printer.Status) {
				t.Helper()
				eventually(t, "the printer to be "+string(want), func() bool { return s.kiosk.printer.Status() == want })
			}
			status(printer.Ready)
			c.well(s, false)
			status(c.is)
			s.home()
			s.tell(c.said)
			s.sees("notprinted.kept")
			n := s.number()

			c.well(s, true)
			status(printer.Ready)
			if s.reads("done.title") {
				t.Error("a receipt came by itself")
			}
			s.press("again")
			s.sees("done.title")

			if k := s.isKept(n); k.Receipt.Copies != 1 {
				t.Errorf("%d copies", k.Receipt.Copies)
			}
		})
	}
}

// serveCentre brings the centre up where the kiosk looks for it; it goes with hangUp.
func (s *stand) serveCentre() (hangUp func()) {
	s.t.Helper()
	listener := must[net.Listener](s.t)(net.Listen("tcp", strings.TrimPrefix(s.config.Centre.URL, "mqtt://")))
	ctx, cancel := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	serving.Go(func() { _ = s.centre.Serve(ctx, listener) })
	hangUp = func() { cancel(); serving.Wait() }
	s.t.Cleanup(hangUp)
	return hangUp
}

// keptUpTo: the numbers 1 to n are on the disk, and no further one.
func (s *stand) keptUpTo(n int64) {
	s.t.Helper()
	if n > 0 {
		s.isKept(kiosk.NewCaseNumber("S2", n))
	}
	if _, found, err := s.kiosk.store.ByNumber(s.t.Context(), kiosk.NewCaseNumber("S2", n+1)); found || err != nil {
		s.t.Errorf("case %d: found %v, %v", n+1, found, err)
	}
}

// logged waits for what a technician reads.
func (s *stand) logged(text string) {
	s.t.Helper()
	eventually(s.t, "the log to say "+text, func() bool { return strings.Contains(s.log.String(), text) })
}
