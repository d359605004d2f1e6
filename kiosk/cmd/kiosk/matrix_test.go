package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"station365/kiosk"
)

// cell is one row of the matrix of degraded states (services.md 4.8): what is made
// to fail, which sentences a resident reads, and what is done all the same.
type cell struct {
	down  string
	first lacking
	fail  func(s *stand) // while it runs
	reads []string       // string keys, on the doors' page; of troubles, on the welcome page too
	not   []string       // and what must not stand there
	still string         // in words, for the table
	lost  string
	do    func(s *stand) // proves both
}

func TestMatrixOfDegradedStates(t *testing.T) {
	rows := matrix()
	holds := make([]string, len(rows))
	t.Run("row", func(t *testing.T) {
		for i, c := range rows {
			t.Run(c.down, func(t *testing.T) {
				t.Cleanup(func() { holds[i] = fmt.Sprint(!t.Failed() && !t.Skipped()) })
				c.holds(t)
			})
		}
	})
	words := must[place](t)(readPlace("")).words
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "down\ta resident reads\tstill possible\tnot possible\tholds")
	for i, c := range rows {
		said := "nothing"
		if len(c.reads) > 0 {
			said = words.T(c.reads[0])
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", c.down, said, c.still, c.lost, cmp.Or(holds[i], "not run"))
	}
	_ = w.Flush()
	t.Log("\n" + table.String())
}

func (c cell) holds(t *testing.T) {
	s := open(t, c.first)
	if c.fail != nil {
		c.fail(s)
	}
	for _, key := range c.reads {
		if strings.HasPrefix(key, "trouble.") {
			s.sees(key)
		}
	}
	s.home()
	for _, key := range c.reads {
		s.sees(key)
	}
	for _, key := range c.not {
		eventually(t, key+" to go", func() bool { return !s.reads(key) }) // at first no part has been heard of
	}
	c.do(s)
}

func matrix() []cell {
	return slices.Concat(papersDown(), readerDown(), lineDown(), partsDown(), frozenRows(), slowDisks(), []cell{updateRow(), driftRow()})
}

var troubles = []string{"trouble.no-paper", "trouble.printer", "trouble.reader", "trouble.network", "trouble.clock", "trouble.frozen"}

// another ends a visit and begins the next.
func (s *stand) another() { s.t.Helper(); s.press("nav:next"); s.home() }

// offers tells whether something can be pressed.
func (s *stand) offers(target string) bool { return slices.Contains(s.targets(), target) }

// lookUp finds a case by its number and check code, as a resident types them.
func (s *stand) lookUp(n kiosk.CaseNumber, code kiosk.CheckCode) {
	s.t.Helper()
	s.types(n, code)
	s.sees("case.again")
	if !strings.Contains(s.page(), string(n)) {
		s.t.Errorf("the page of %s says\n%s", n, s.page())
	}
}

// types looks for a number with a code.
func (s *stand) types(n kiosk.CaseNumber, code kiosk.CheckCode) {
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
}

func digits(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}
