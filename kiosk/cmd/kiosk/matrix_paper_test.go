package main

import (
	"strconv"
	"strings"

	"station365/devices/printer"
	"station365/kiosk"
)

// papersDown are the rows of the printer. What it prints on stays possible in each:
// the matter is taken, its number and code are on the glass.
func papersDown() []cell {
	noPaper, broken := []string{"trouble.no-paper", "trouble.no-paper.still"}, []string{"trouble.printer", "trouble.printer.still"}
	return []cell{
		{down: "printer: near end", fail: func(s *stand) { s.printer.SetNearEnd(true) }, not: troubles[:2], still: "all", lost: "-",
			do: func(s *stand) { s.tell("done.title"); s.cameOut(1, s.number()) }},
		{down: "printer: no paper", fail: func(s *stand) { s.printer.SetPaper(false) }, reads: noPaper,
			still: "the matter, number and code on the glass; printed once there is paper", lost: "paper",
			do: unprinted("notprinted.no-paper", func(s *stand) { s.printer.SetPaper(true) })},
		{down: "printer: paper ends under the receipt", not: troubles, still: "the same", lost: "paper",
			do: func(s *stand) {
				s.isReady()
				s.printer.After(amidReceipt, func() { s.printer.SetPaper(false) })
				unprinted("notprinted.no-paper", func(s *stand) { s.printer.SetPaper(true) })(s)
			}},
		{down: "printer: cover", fail: func(s *stand) { s.printer.SetCover(true) }, reads: broken,
			still: "the same", lost: "paper", do: unprinted("notprinted.cover-open", func(s *stand) { s.printer.SetCover(false) })},
		{down: "printer: cutter", fail: func(s *stand) { s.printer.Jam(true) }, reads: broken,
			still: "the same", lost: "paper", do: unprinted("notprinted.error", nil)},
		{down: "printer: unplugged", fail: func(s *stand) { _ = s.cables["printer"].Close() }, reads: broken,
			still: "the same", lost: "paper", do: unprinted("notprinted.absent", nil)},
		{down: "printer: does not say whether it printed", not: troubles, still: "the matter; again or not is the resident's choice", lost: "knowing whether the paper came",
			do: (*stand).notKnown},
		{down: "printer: no paper, the next day there is", fail: func(s *stand) { s.printer.SetPaper(false) }, reads: noPaper,
			still: "printed by number and code, as copy 1", lost: "-", do: (*stand).printedNextDay},
	}
}

// amidReceipt is a number of bytes after which a receipt has begun and is not over.
const amidReceipt = 600

// unprinted hands in a concern whose paper does not come for that reason, and prints
// it once the printer is mended.
func unprinted(reason string, mend func(*stand)) func(*stand) {
	return func(s *stand) {
		s.tell(reason)
		s.sees("notprinted.kept")
		k := s.isKept(s.number())
		if !strings.Contains(s.page(), bareText(string(k.CheckCode))) {
			s.t.Errorf("the code is not on the glass:\n%s", s.page())
		}
		s.cameOut(0, k.Number)
		if mend == nil {
			return
		}
		mend(s)
		s.sees("notprinted.ready")
		s.cameOut(0, k.Number)
		s.printsAgain("done.title", k.Number)
		s.cameOut(1, k.Number)
	}
}

// isReady waits until the printer was heard of.
func (s *stand) isReady() {
	s.t.Helper()
	eventually(s.t, "the printer", func() bool { return s.kiosk.printer.Status() == printer.Ready })
}

// cameOut: that many slips, and the last of them bears the copy mark of its case.
func (s *stand) cameOut(slips int32, n kiosk.CaseNumber) {
	s.t.Helper()
	eventually(s.t, "the slip", func() bool { return s.slips.Load() >= slips })
	if n := s.slips.Load(); n > slips {
		s.t.Errorf("%d slips came out, want %d", n, slips)
	}
	if slips == 0 {
		return
	}
	paper, _ := s.paper.last()
	copies := s.isKept(n).Receipt.Copies
	mark := func(n int) string { return bareText(s.words.T("receipt.copy", "n", strconv.Itoa(n))) }
	if says := strings.Contains(paper, mark(max(copies, 1))); says != (copies > 0) {
		s.t.Errorf("copy %d, and the paper says %s: %v\n%s", copies, mark(max(copies, 1)), says, paper)
	}
}

// printsAgain asks for the paper of a case until the page says that it came: a machine
// that is very busy may miss the printer's answer, which costs a try and no paper.
func (s *stand) printsAgain(title string, n kiosk.CaseNumber) {
	s.t.Helper()
	before := s.isKept(n).Receipt.Copies
	s.press("again")
	s.walk(title)
	if k := s.isKept(n); k.Receipt.Copies <= before {
		s.t.Errorf("%d copies are counted, %d before", k.Receipt.Copies, before)
	}
}

// notKnown: the wire on which the printer answers breaks under a receipt. Whether it
// came is not said, and no second one comes before somebody asks.
func (s *stand) notKnown() {
	s.isReady()
	s.printer.After(amidReceipt, func() { s.printer.SetMute(true) })
	s.tell("notprinted.unknown")
	s.sees("notprinted.unknown.do")
	s.sees("notprinted.kept")
	n := s.number()
	s.isKept(n)
	_, asked := s.paper.last()

	s.printer.SetMute(false)
	s.isReady()
	s.sees("notprinted.unknown") // also now
	_, papers := s.paper.last()
	came := s.slips.Load()
	if came > 1 || papers != asked {
		s.t.Errorf("%d slips of %d jobs, %d were asked for", came, papers, asked)
	}
	s.printsAgain("done.title", n)
	s.cameOut(came+1, n)
}

// printedNextDay: the visit ends without a paper, the kiosk goes off and on, paper is
// put in, and the resident comes again with what was on the glass.
func (s *stand) printedNextDay() {
	s.tell("notprinted.no-paper")
	n := s.number()
	code := s.isKept(n).CheckCode
	s.press("nav:next")
	s.stop()
	s.printer.SetPaper(true)
	s.start(lacking{})
	s.isReady()
	s.home()
	s.cameOut(0, n)

	s.lookUp(n, code)
	s.printsAgain("done.title-again", n)

	s.cameOut(1, n)
	if paper, _ := s.paper.last(); !strings.Contains(paper, string(n)) {
		s.t.Errorf("the paper is of another case:\n%s", paper)
	}
}
