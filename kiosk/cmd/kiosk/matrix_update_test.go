package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"station365/kiosk"
	"station365/kiosk/ui/backend"
)

// place is where this kiosk's program and configuration stand, as files of the test's.
func (s *stand) place(asked <-chan os.Signal) *successor {
	s.t.Helper()
	dir := s.t.TempDir()
	here := &successor{program: filepath.Join(dir, "kiosk"), config: filepath.Join(dir, "kiosk.toml"), asked: asked}
	programAt(s.t, here.program, soundProgram)
	programAt(s.t, here.config, "")
	here.from = must[standing](s.t)(here.now())
	return here
}

// leave presses what ends a visit, once: the kiosk may be gone before it comes to rest.
func (s *stand) leave(name string) {
	s.t.Helper()
	s.settle()
	<-time.After(apart)
	glass := s.kiosk.screen.glass
	targets := glass.Describe().Targets
	i := slices.IndexFunc(targets, func(t backend.Target) bool { return t.Name == name && t.Enabled })
	if i < 0 {
		s.t.Fatalf("there is no %s: %v", name, s.targets())
	}
	at := targets[i].Rect.Min.Add(targets[i].Rect.Size().Div(2))
	glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Down})
	glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Up})
}

// updateRow is an update in the middle of a matter, at the attendant's word.
func updateRow() cell {
	asked := make(chan os.Signal, 1)
	return cell{down: "update pending", first: lacking{asked: asked}, not: troubles, still: "all; begun when nobody is there", lost: "-",
		do: func(s *stand) {
			programAt(s.t, s.kiosk.successor.program, soundProgram+"# and newer")
			asked <- syscall.SIGUSR1
			s.logged("an update may begin now")
			s.tell("done.title")
			n := s.number()
			if strings.Contains(s.log.String(), "begins again") || len(s.targets()) == 0 {
				s.t.Errorf("it began under a resident:\n%s", s.log)
			}
			if k := s.isKept(n); k.Delivery == kiosk.Quarantined {
				s.t.Errorf("the case is %s", k.Delivery)
			}

			s.leave("nav:next")

			s.logged("begins again as the update\" version=v9.9.9 word=attendant")
			s.isKept(n)
		}}
}
