package flow

import (
	"slices"
	"testing"
)

func TestEveryEventInEveryStateHasARowOrAWrittenReason(t *testing.T) {
	for _, s := range States() {
		for _, k := range Kinds() {
			if !hasRow(s, k) && !hasRow(anywhere, k) && ignored[k] == "" {
				t.Errorf("%s in %s: no row and no reason to ignore it", k, s)
			}
		}
	}
}

func TestTheLastRowForAnEventAlwaysFits(t *testing.T) {
	for _, s := range append(States(), anywhere) {
		for _, k := range Kinds() {
			rows := rowsFor(s, k)
			for i, r := range rows {
				if r.when == nil && i != len(rows)-1 {
					t.Errorf("%s in %s: the rows after the unconditional one are dead", k, s)
				}
			}
		}
	}
}

func TestEveryRowNamesKnownStatesAndEvents(t *testing.T) {
	states := append(States(), anywhere, covered, stay)
	for _, r := range table {
		if !slices.Contains(states, r.from) || !slices.Contains(states, r.to) || !slices.Contains(Kinds(), r.on) {
			t.Errorf("row %s --%s--> %s names something unknown", r.from, r.on, r.to)
		}
	}
}

func TestEveryStateCanBeReachedAndLeft(t *testing.T) {
	for _, s := range States() {
		in, out := s == Welcome, false
		for _, r := range table {
			in = in || r.to == s && r.from != s
			out = out || r.from == s && r.to != s && r.to != stay
		}
		if !in || !out {
			t.Errorf("%s: reached %v, left %v", s, in, out)
		}
	}
}

func hasRow(s State, k Kind) bool { return len(rowsFor(s, k)) > 0 }

func rowsFor(s State, k Kind) (rows []row) {
	for _, r := range table {
		if r.from == s && r.on == k {
			rows = append(rows, r)
		}
	}
	return rows
}
