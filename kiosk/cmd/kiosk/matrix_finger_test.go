package main

import (
	"image"
	"slices"
	"strings"
	"time"

	"station365/kiosk/ui/backend"
)

// settle waits until everything that the finger meant is taken by the visit and the
// page that came of it is on the glass.
func (s *stand) settle() {
	s.t.Helper()
	eventually(s.t, "the visit to take what the finger meant", func() bool {
		s.kiosk.screen.glass.Describe() // whatever was touched is felt
		return s.kiosk.visits.Load().Settled()
	})
	s.kiosk.screen.glass.Describe() // and what came of it is painted
}

// press puts the finger on a target once it is there, until the page has taken it.
func (s *stand) press(name string) {
	s.t.Helper()
	for deadline := time.Now().Add(patience); !s.attempt(name); <-time.After(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf("%s cannot be pressed: %v\n%s", name, s.targets(), s.page())
		}
	}
}

// The glass takes two presses that are near each other in place and within 400 ms for
// one.
const (
	apart  = 450 * time.Millisecond
	nearMM = 10
)

// on presses a target of a page that was read, if that page still stands.
func (s *stand) on(page, name string) bool { s.settle(); return s.page() == page && s.attempt(name) }

// attempt presses a target if it is there; true if the press was taken. However slow
// the machine is, no press is made while an earlier one is under way, and one is made
// again only if nothing at all came of it on the glass: its page still stands, in the
// visit too. So a second press never meets the next page.
func (s *stand) attempt(name string) bool {
	s.t.Helper()
	s.settle()
	glass := s.kiosk.screen.glass
	targets := glass.Describe().Targets
	i := slices.IndexFunc(targets, func(t backend.Target) bool { return t.Name == name && t.Enabled })
	if i < 0 {
		return false
	}
	r := targets[i].Rect
	at := r.Min.Add(r.Size().Div(2))
	if wait := time.Until(s.lifted.Add(apart)); wait > 0 && (at.In(s.pressed) || s.isNear(at)) {
		<-time.After(wait)
		return false // the page may be another one by now
	}
	before := s.kiosk.meant.Load()
	glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Down})
	glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Up})
	s.pressed, s.at, s.lifted = r, at, time.Now()
	s.settle()
	return s.kiosk.meant.Load() > before
}

// isNear tells that a place is where the finger was just now.
func (s *stand) isNear(at image.Point) bool {
	d, most := at.Sub(s.at), int(nearMM*s.kiosk.screen.pixelsPerMM())
	return d.X*d.X+d.Y*d.Y < most*most
}

// walk goes on as a resident in a hurry would, taking the first answer everywhere
// and no telephone, until the sentence of one of keys is read.
func (s *stand) walk(keys ...string) {
	s.t.Helper()
	for deadline := time.Now().Add(2 * patience); time.Now().Before(deadline); {
		page, names := s.page(), s.targets()
		if slices.ContainsFunc(keys, func(k string) bool { return strings.Contains(page, bareText(s.words.T(k))) }) {
			return
		}
		first := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, "choice:") })
		switch {
		case slices.Contains(names, "choice:anonymous"):
			s.on(page, "choice:anonymous")
		case slices.Contains(names, "choice:no-phone"):
			s.on(page, "choice:no-phone")
		case slices.Contains(names, "key:1") && first < 0:
			if s.on(page, "key:1") {
				s.attempt("nav:next")
			}
		case first >= 0:
			s.on(page, names[first])
		case slices.Contains(names, "again") && strings.Contains(page, bareText(s.words.T("notprinted.kept"))):
			// A machine that is very busy missed the printer's answer.
			if !s.reads("notprinted.ready") || !s.on(page, "again") {
				<-time.After(20 * time.Millisecond)
			}
		case slices.Contains(names, "page:next"):
			s.on(page, "page:next")
		case slices.Contains(names, "nav:next"):
			s.on(page, "nav:next")
		default:
			<-time.After(20 * time.Millisecond) // the machine is at work
		}
	}
	s.t.Fatalf("none of %v is reached; the page says\n%s", keys, s.page())
}

// home wakes the kiosk.
func (s *stand) home() {
	s.t.Helper()
	eventually(s.t, "the doors", func() bool {
		if slices.Contains(s.targets(), "door:speak") {
			return true
		}
		if names := s.targets(); len(names) > 0 {
			s.press(names[0])
		}
		return slices.Contains(s.targets(), "door:speak")
	})
}

// tell hands in a concern, which needs neither card nor telephone, until one of keys
// is read.
func (s *stand) tell(keys ...string) {
	s.t.Helper()
	s.press("door:speak")
	s.walk(keys...)
}
