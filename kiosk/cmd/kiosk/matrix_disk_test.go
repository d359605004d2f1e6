package main

import (
	"os"
	"strings"
	"time"

	"station365/kiosk"
	"station365/kiosk/store/storetest"
)

// frozenRows are the rows in which nothing new is taken.
func frozenRows() []cell {
	frozen := []string{"trouble.frozen", "trouble.frozen.still"}
	kept := func(days int) func(*stand) { return func(s *stand) { s.keepAt(time.Now().AddDate(0, 0, -days)) } }
	row := func(down string, first lacking, do func(*stand)) cell {
		return cell{down: down, first: first, reads: frozen, still: "advice, look-up by number and code", lost: "new requests", do: do}
	}
	return []cell{
		row("disk read-only at the start", lacking{disk: true, centre: true, before: kept(0)}, func(s *stand) {
			s.refused(kiosk.DiskFailing)
			s.press("again") // a copy that cannot be counted is not printed
			s.sees("notprinted.failed")
			s.cameOut(0, s.old.Number)
		}),
		row("disk under its reserve", lacking{settings: func(c *config) { c.Limits.Reserve = 1 << 30 }, before: kept(0)}, func(s *stand) {
			s.refused(kiosk.DiskLow)
			s.printsAgain("done.title-again", s.old.Number) // its reserve is for what is kept
			s.cameOut(1, s.old.Number)
		}),
		row("queue full", lacking{centre: true, settings: func(c *config) { c.Limits.Queue = 1 }, before: kept(0)}, refuses(kiosk.QueueFull)),
		row("queue too old", lacking{centre: true, before: kept(20)}, refuses(kiosk.QueueOld)),
		row("central documents too old", lacking{centre: true, settings: func(c *config) { c.Limits.Oldest = 9999 }, before: kept(200)}, refuses(kiosk.CatalogueOld)),
		row("no centre knows the kiosk any more", lacking{before: func(s *stand) {
			s.keepAt(time.Now())
			if err := os.Remove(s.config.Centre.Identity); err != nil {
				s.t.Fatal(err)
			}
		}}, refuses(kiosk.NotEnrolled)),
	}
}

func refuses(rule kiosk.Rule) func(*stand) { return func(s *stand) { s.refused(rule) } }

// refused: what a matter needs is still read, it is refused with the reason before
// anything was asked, nothing is kept, and the old case is found.
func (s *stand) refused(rule kiosk.Rule) {
	s.t.Helper()
	for _, way := range [][]string{{"door:speak"}, {"door:matter", "matter:residence-registration"}} {
		for _, target := range way {
			s.press(target)
		}
		s.sees("flowcard.papers")
		s.press("nav:next")
		s.sees("frozen." + string(rule))
		for _, target := range s.targets() {
			if asks, _, _ := strings.Cut(target, ":"); asks == "choice" || asks == "key" || asks == "step" {
				s.t.Errorf("something is asked all the same: %v", s.targets())
			}
		}
		s.press("nav:back")
		s.sees("home.matter")
	}
	s.keptUpTo(s.kept)
	s.lookUp(s.old.Number, s.old.CheckCode)
}

// longerThanAnybodyWaits is more than what makes a disk slow (kiosk/store).
const longerThanAnybodyWaits = 5500 * time.Millisecond

// slowDisks are a disk that takes its time under a resident, who is told to wait and
// whose case is kept in the end, and one that stays slow.
func slowDisks() []cell {
	var disk *storetest.Disk
	record := func(s *stand) { disk = storetest.New(s.t, s.config.Kiosk.State) }
	hold := func(s *stand) func() { release := disk.Hold(); s.t.Cleanup(release); return release }
	return []cell{
		{down: "disk slow under a resident", first: lacking{before: record}, not: troubles, still: "all, after a wait that is said", lost: "-",
			do: func(s *stand) {
				release := hold(s)
				s.tell("printing.keeping")
				s.sees("printing.keeping-help")
				eventually(s.t, "the write to wait", func() bool { return disk.Waiting() > 0 })
				for _, way := range []string{"nav:restart", "nav:back", "nav:next"} {
					s.press(way)
					s.sees("printing.keeping") // nobody goes away from what is not kept yet
				}
				s.keptUpTo(0)
				release()
				s.sees("done.title")
				s.keptUpTo(1)
				s.cameOut(1, s.number())
			}},
		{down: "disk too slow", first: lacking{centre: true, before: func(s *stand) { record(s); s.keepAt(time.Now()); s.keepAt(time.Now()) }},
			not: troubles[:3], still: "advice, look-up by number and code", lost: "new requests", do: func(s *stand) {
				release := hold(s)
				until := func(ok func() bool) { // each write waits, whoever's it is
					for !ok() {
						eventually(s.t, "a write to wait", func() bool { return ok() || disk.Waiting() > 0 })
						<-time.After(longerThanAnybodyWaits)
						next := hold(s)
						release()
						release = next
						eventually(s.t, "it to be through", func() bool { return ok() || disk.Waiting() > 0 })
					}
				}
				s.types(kiosk.NewCaseNumber("S2", 1), s.old.CheckCode) // a wrong code is counted on the disk
				s.sees("find.looking")
				until(func() bool { return s.reads("find.no-match") })
				until(func() bool { return strings.Contains(s.log.String(), "frozen=disk-slow") }) // the kiosk tries the disk itself
				s.press("nav:back")
				s.press("nav:back")
				s.press("nav:back")
				s.sees("trouble.frozen")
				s.refused(kiosk.DiskSlow)
			}},
	}
}
