package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"station365/build/cmd/faults/people"
	"station365/kiosk"
	"station365/sync/centre"
)

// told is what a resident was told, and what they had handed in.
type told struct {
	code  string // "" if the glass did not come to it
	print string // "" if it was the glass that told it
	round int
}

// violation is one thing that must never be.
type violation struct{ kind, what string }

// The kinds of violations.
const (
	lost     = "lost"
	doubled  = "doubled"
	altered  = "altered"
	readable = "readable"
	stuck    = "stuck" // what is kept does not reach the centre although all is mended
)

var violations = []string{lost, doubled, altered, readable, stuck}

// errViolated is a verdict that is not as it must be.
var errViolated = errors.New("the verdict is not as it must be")

// verdict is everything that was told, and what was found wrong so far.
type verdict struct {
	told   map[kiosk.CaseNumber]told
	seen   map[kiosk.CaseNumber]string // fingerprints of what the centre holds
	phones map[string]kiosk.CaseNumber // one resident has one
	found  map[violation]int           // round
	last   centre.Counts
}

func newVerdict() *verdict {
	return &verdict{told: map[kiosk.CaseNumber]told{}, seen: map[kiosk.CaseNumber]string{},
		phones: map[string]kiosk.CaseNumber{}, found: map[violation]int{}}
}

// hear takes what a resident was told.
func (v *verdict) hear(number kiosk.CaseNumber, t told) {
	was, ok := v.told[number]
	if ok && t.code == "" {
		return
	}
	if ok && was.code != "" && (was.code != t.code || was.print != t.print) {
		v.violated(doubled, t.round, "two residents were told "+string(number))
	}
	v.told[number] = t
}

func (v *verdict) violated(kind string, round int, what string) {
	if _, known := v.found[violation{kind, what}]; !known {
		v.found[violation{kind, what}] = round
	}
}

// take compares everything that was told with everything that the centre holds.
func (v *verdict) take(ctx context.Context, dir string, round int) error {
	c, err := centre.Open(dir, centre.Opts{Who: "faults"})
	if err != nil {
		return fmt.Errorf("open the centre for the verdict: %w", err)
	}
	defer func() { _ = c.Close() }() // it was only read
	codes, err := v.records(ctx, c, round)
	if err != nil {
		return err
	}
	cases, err := c.Cases(ctx)
	if err != nil {
		return err
	}
	there := map[kiosk.CaseNumber]string{}
	for _, k := range cases {
		there[k.Number] = codes[place{k.Epoch, k.Sequence}]
		if err := v.open(ctx, c, k.Number, round); err != nil {
			return err
		}
	}
	for number, t := range v.told {
		code, held := there[number]
		switch {
		case !held:
			v.violated(lost, round, fmt.Sprintf("%s, told in round %d", number, t.round))
		case t.code != "" && code != t.code:
			v.violated(altered, round, fmt.Sprintf("%s has the code %s, told was %s in round %d", number, code, t.code, t.round))
		case t.print != "" && t.print != v.seen[number]:
			v.violated(altered, round, fmt.Sprintf("%s says something else than was handed in in round %d", number, t.round))
		}
	}
	v.last, err = c.Counts(ctx)
	if v.last.Quarantined > 0 || v.last.Tombstones > 0 {
		v.violated(altered, round, "records were set aside")
	}
	return err
}

type place struct {
	epoch    uint32
	sequence uint64
}

// records are the check codes of what is committed. A hash stands once.
func (v *verdict) records(ctx context.Context, c *centre.Centre, round int) (map[place]string, error) {
	lines, err := c.Records(ctx)
	if err != nil {
		return nil, err
	}
	codes, hashes := map[place]string{}, map[[32]byte]bool{}
	for _, l := range lines {
		if hashes[l.Hash] {
			v.violated(doubled, round, fmt.Sprintf("record %d/%d stands twice", l.Epoch, l.Sequence))
		}
		hashes[l.Hash] = true
		codes[place{l.Epoch, l.Sequence}] = string(kiosk.CheckCodeOf(l.Hash))
	}
	return codes, nil
}

// open reads a case once, as a case worker does.
func (v *verdict) open(ctx context.Context, c *centre.Centre, number kiosk.CaseNumber, round int) error {
	if _, known := v.seen[number]; known {
		return nil
	}
	o, err := c.Show(ctx, number, "verdict of build/faults")
	if err != nil {
		v.violated(altered, round, fmt.Sprintf("%s cannot be opened: %v", number, err))
		return ctx.Err()
	}
	defer o.Body.Wipe()
	v.seen[number] = people.Fingerprint(o.Body.Matter, o.Body.Answers)
	for _, a := range o.Body.Answers {
		phone := a.Reveal()
		if !strings.HasPrefix(phone, people.Exchange) {
			continue
		}
		if other, twice := v.phones[phone]; twice {
			v.violated(doubled, round, fmt.Sprintf("one resident has %s and %s", other, number))
		}
		v.phones[phone] = number
	}
	return nil
}

// count is how many violations there are of a kind.
func (v *verdict) count(kind string) (n int) {
	for f := range v.found {
		if f.kind == kind {
			n++
		}
	}
	return n
}

// say prints the verdict.
func (v *verdict) say(out io.Writer) {
	fmt.Fprintf(out, "told to residents: %d cases; the centre holds %d cases in %d records, %d of them handed in by residents with a telephone; %d alarms\n",
		len(v.told), v.last.Cases, v.last.Records, len(v.phones), v.last.Alarms)
	var parts []string
	for _, kind := range violations {
		parts = append(parts, fmt.Sprintf("%s %d", kind, v.count(kind)))
	}
	fmt.Fprintln(out, "verdict:", strings.Join(parts, ", "))
	for f, round := range v.found {
		fmt.Fprintf(out, "  %s: %s (found in round %d)\n", f.kind, f.what, round)
	}
}
