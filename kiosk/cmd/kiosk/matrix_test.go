package main

import (
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
)

// cell is one row of the matrix of degraded states (services.md 4.8): what is made
// to fail, which sentences a resident reads, and what is done all the same.
type cell struct {
	down  string
	first lacking
	fail  func(s *stand) // while it runs
	reads []string       // string keys, on the doors' page
	not   []string       // and what must not stand there
	still string         // in words, for the table
	lost  string
	do    func(s *stand)
}

func TestMatrixOfDegradedStates(t *testing.T) {
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "down\ta resident reads\tstill possible\tnot possible\tholds")
	for _, c := range matrix() {
		ok := t.Run(c.down, func(t *testing.T) {
			s := open(t, c.first)
			if c.fail != nil {
				c.fail(s)
			}
			s.home()
			for _, key := range c.reads {
				s.sees(key)
			}
			for _, key := range c.not {
				eventually(t, key+" to go", func() bool { return !s.reads(key) }) // at first no part has been heard of
			}
			c.do(s)
		})
		said := "nothing"
		if len(c.reads) > 0 {
			said = must[place](t)(readPlace("")).words.T(c.reads[0])
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%v\n", c.down, said, c.still, c.lost, ok)
	}
	_ = w.Flush()
	t.Log("\n" + table.String())
}

func matrix() []cell {
	return append(append(append(papersDown(), partsDown()...), frozenRows()...), updateRow())
}

var troubles = []string{"trouble.no-paper", "trouble.printer", "trouble.reader", "trouble.network", "trouble.frozen"}

// papersDown are the rows of the printer.
func papersDown() []cell {
	unprinted := func(trouble string, mend func(*stand)) func(*stand) {
		return func(s *stand) {
			s.tell(trouble)
			s.sees("notprinted.kept")
			s.isKept(s.number())
			if mend == nil {
				return
			}
			mend(s)
			s.sees("notprinted.ready")
			s.press("again")
			s.sees("done.title")
		}
	}
	return []cell{
		{down: "printer: near end", fail: func(s *stand) { s.printer.SetNearEnd(true) }, not: troubles[:2], still: "all", lost: "-",
			do: func(s *stand) { s.tell("done.title") }},
		{down: "printer: no paper", fail: func(s *stand) { s.printer.SetPaper(false) }, reads: []string{"trouble.no-paper", "trouble.no-paper.still"},
			still: "the matter, number and code on the glass; printed once there is paper", lost: "paper",
			do: unprinted("notprinted.no-paper", func(s *stand) { s.printer.SetPaper(true) })},
		{down: "printer: cover", fail: func(s *stand) { s.printer.SetCover(true) }, reads: []string{"trouble.printer", "trouble.printer.still"},
			still: "the same", lost: "paper", do: unprinted("notprinted.cover-open", func(s *stand) { s.printer.SetCover(false) })},
		{down: "printer: cutter", fail: func(s *stand) { s.printer.Jam(true) }, reads: []string{"trouble.printer", "trouble.printer.still"},
			still: "the same", lost: "paper", do: unprinted("notprinted.error", nil)},
		{down: "printer: unplugged", fail: func(s *stand) { _ = s.cables["printer"].Close() }, reads: []string{"trouble.printer", "trouble.printer.still"},
			still: "the same", lost: "paper", do: unprinted("notprinted.absent", nil)},
	}
}

// partsDown are the rows of reader, network, clock and sound.
func partsDown() []cell {
	return []cell{
		{down: "ID reader", first: lacking{reader: true}, reads: []string{"trouble.reader", "trouble.reader.still"},
			still: "concerns, look-up by number, a matter by hand", lost: "a verified person, my cases by card",
			do: (*stand).registerByHand},
		{down: "card cannot be read", not: troubles, still: "three tries, then by hand or with help", lost: "a verified person", do: (*stand).readAfterAll},
		{down: "network", first: lacking{centre: true}, reads: []string{"trouble.network", "trouble.network.still", "top.offline"},
			still: "every matter, with its day", lost: "what happened at the centre since",
			do: func(s *stand) {
				s.tell("done.title")
				s.sees("done.by")
				s.sees("done.delivery.queued")
				n, code := s.number(), s.isKept(s.number()).CheckCode
				s.press("nav:next")
				s.home()
				s.lookUp(n, code)
				s.sees("case.as-of-unknown")
			}},
		{down: "clock not trusted", first: lacking{clock: true}, not: troubles, still: "every matter, times are about", lost: "a promised day",
			do: func(s *stand) {
				if !strings.Contains(s.page(), "约") {
					s.t.Errorf("the time is not said to be about:\n%s", s.page())
				}
				s.tell("done.title")
				s.sees("done.open")
			}},
		{down: "sound", not: troubles, still: "all, in writing", lost: "what is heard",
			do: func(s *stand) { s.press("tool:sound"); s.sees("top.no-sound") }},
	}
}

// lookUp finds a case by its number and check code, as a resident types them.
func (s *stand) lookUp(n kiosk.CaseNumber, code kiosk.CheckCode) {
	s.t.Helper()
	s.press("door:mycases")
	s.press("find:number")
	s.sees("find.number")
	s.write(strings.Map(digits, strings.TrimPrefix(string(n), "S2")))
	s.sees("find.code")
	for _, r := range strings.ReplaceAll(string(code), "-", "") {
		s.press("key:" + string(r))
	}
	s.press("nav:next")
	s.sees("case.again")
}

func digits(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}

// frozenRows are the rows in which nothing new is taken.
func frozenRows() []cell {
	refused := func(rule kiosk.Rule) func(*stand) {
		return func(s *stand) {
			s.press("door:speak")
			s.press("nav:next")
			s.sees("frozen." + string(rule))
			before := s.waiting()
			s.press("nav:back")
			s.press("door:mycases")
			s.sees("find.by-number")
			if n := s.waiting(); n != before {
				s.t.Errorf("%d records wait, %d before", n, before)
			}
		}
	}
	frozen := []string{"trouble.frozen", "trouble.frozen.still"}
	var old kiosk.Kept
	return []cell{
		{down: "disk read-only at the start", first: lacking{disk: true, centre: true, before: func(s *stand) { old = s.keepAt(time.Now()) }}, reads: frozen,
			still: "advice, look-up by number and code", lost: "new requests", do: func(s *stand) {
				refused(kiosk.DiskFailing)(s)
				s.press("nav:back")
				s.lookUp(old.Number, old.CheckCode)
			}},
		{down: "disk under its reserve", first: lacking{settings: func(c *config) { c.Limits.Reserve = 1 << 30 }}, reads: frozen,
			still: "advice, look-up", lost: "new requests", do: refused(kiosk.DiskLow)},
		{down: "queue full", first: lacking{centre: true, settings: func(c *config) { c.Limits.Queue = 1 }, before: func(s *stand) { s.keepAt(time.Now()) }}, reads: frozen,
			still: "advice, look-up", lost: "new requests", do: refused(kiosk.QueueFull)},
		{down: "queue too old", first: lacking{centre: true, before: func(s *stand) { s.keepAt(time.Now().AddDate(0, 0, -20)) }}, reads: frozen,
			still: "advice, look-up", lost: "new requests", do: refused(kiosk.QueueOld)},
		{down: "central documents too old", first: lacking{centre: true, settings: func(c *config) { c.Limits.Oldest = 9999 },
			before: func(s *stand) { s.keepAt(time.Now().AddDate(0, 0, -200)) }}, reads: frozen,
			still: "advice, look-up", lost: "new requests", do: refused(kiosk.CatalogueOld)},
	}
}

// keepAt leaves a case on the disk that was kept at that time.
func (s *stand) keepAt(at time.Time) kiosk.Kept {
	s.t.Helper()
	d := must[*store.Store](s.t)(store.Open(s.config.Kiosk.State, store.Opts{}))
	k := must[kiosk.Kept](s.t)(d.Keep(s.t.Context(), kiosk.NewCase{ID: "0192f0c1-0000-7000-8000-000000000001", Prefix: "S2", Matter: "concern", Sensitive: true, At: at, TimeTrusted: true},
		func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
			return kiosk.Record{ID: "record", Epoch: h.Epoch, Sequence: h.Sequence, Bytes: []byte("sealed " + n)}, nil
		}))
	if err := d.Close(); err != nil {
		s.t.Fatal(err)
	}
	return k
}
