package main

import (
	"fmt"
	"os"
	"testing"

	"station365/devices/idcard/sam/emulator"
	"station365/kiosk"
	"station365/kiosk/flow"
)

// registerByHand registers a residence without a card. The number is an invented
// neighbour's; it opens nothing.
func (s *stand) registerByHand() {
	s.t.Helper()
	s.press("door:matter")
	s.press("matter:residence-registration")
	s.sees("flowcard.by-hand")
	s.walk("card.no-reader.sorry")
	s.press("way:by-hand")
	s.typeByHand()
	s.walk("done.title")
	s.sees("done.by-hand")
	s.notVerified(s.isKept(s.number()))
}

// typeByHand answers what the card would have said; the number is wrong at first.
func (s *stand) typeByHand() {
	s.t.Helper()
	s.sees("manual.name.q")
	s.press("mode:latin")
	s.write("ma")
	s.sees("manual.id-number.q")
	s.write("520102196804120023")
	s.sees("form.id-number")
	s.press("key:erase")
	s.write("2")
	s.sees("manual.address.q")
	s.write("road")
}

// write presses the keys of text, then goes on.
func (s *stand) write(text string) {
	s.t.Helper()
	for _, r := range text {
		s.press("key:" + string(r))
	}
	s.press("nav:next")
}

// readAfterAll lays a card down three times in vain, types what it says, and has it
// read in the end.
func (s *stand) readAfterAll() {
	s.t.Helper()
	s.press("door:matter")
	s.press("matter:residence-registration")
	s.walk("card.put")
	s.reader.Fail(0x41)
	for try := 1; try <= 3; try++ {
		s.reader.Lay(neighbour(s.t))
		if try < 3 {
			s.sees("card.try", "n", fmt.Sprint(try), "left", fmt.Sprint(3-try))
		}
		if try == 3 {
			s.sees("card.last", "n", "3")
		}
		s.reader.Lift()
		looked := s.reader.Finds()
		eventually(s.t, "the reader to see that it is gone", func() bool { return s.reader.Finds() > looked+1 })
	}
	s.press("way:by-hand")
	s.typeByHand()
	s.reader.Fail(0)
	s.reader.Lay(neighbour(s.t)) // it takes the place of what was typed
	s.sees("card.read")
}

// isKept is the case of a number, which must be on the disk.
func (s *stand) isKept(n kiosk.CaseNumber) kiosk.Kept {
	s.t.Helper()
	k, found, err := s.kiosk.store.ByNumber(s.t.Context(), n)
	if !found || err != nil {
		s.t.Fatalf("%s is not on the disk: %v", n, err)
	}
	return k
}

// notVerified: the case has no tag, nothing is sealed to its resident, and the
// centre is told that somebody must look at the card.
func (s *stand) notVerified(k kiosk.Kept) {
	s.t.Helper()
	if len(k.ResidentTag) > 0 || !k.ByHand() {
		s.t.Error("a typed number finds cases")
	}
	eventually(s.t, "the centre's acknowledgement", func() bool { return s.isKept(k.Number).Delivery == kiosk.Acknowledged })
	o, err := s.centre.Show(s.t.Context(), k.Number, "a test of what is not verified")
	if err != nil {
		s.t.Fatal(err)
	}
	defer o.Body.Wipe()
	if checks := o.Body.Card["checks"]; checks.Reveal() != flow.NotVerified || len(o.Body.ReplyKey) > 0 {
		s.t.Errorf("the centre is told %q, reply key of %d bytes", checks.Reveal(), len(o.Body.ReplyKey))
	}
	if sex := o.Body.Answers["sex"]; sex.Reveal() != "2" {
		s.t.Errorf("sex of the number: %q", sex.Reveal())
	}
}

// neighbour is the invented person whose number is typed.
func neighbour(t *testing.T) emulator.Person {
	t.Helper()
	f := must[*os.File](t)(os.Open("../../../assets/personas.json"))
	defer f.Close()
	return must[[]emulator.Person](t)(emulator.ReadPeople(f))[0]
}
