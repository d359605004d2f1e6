package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestASeedChoosesTheSameFaultsAgain(t *testing.T) {
	one, two, other := newPlanner(7, kindsAt(true, false)), newPlanner(7, kindsAt(true, false)), newPlanner(8, kindsAt(true, false))
	same := true
	for round := range 30 {
		a, b, c := one.next(round), two.next(round), other.next(round)
		if !slices.Equal(a.kinds, b.kinds) || a.die != b.die || a.after != b.after {
			t.Errorf("round %d: %+v and %+v", round, a, b)
		}
		same = same && slices.Equal(a.kinds, c.kinds)
	}
	if same {
		t.Error("another seed chooses nothing else")
	}
}

func TestEveryKindHasItsTurnBeforeOneComesAgain(t *testing.T) {
	p := newPlanner(1, kindsAt(true, false))
	seen := map[string]bool{}
	for round := range fastKinds {
		seen[p.next(round).kinds[0]] = true
	}
	if len(seen) != len(fastKinds) {
		t.Errorf("%d of %d kinds", len(seen), len(fastKinds))
	}
}

func TestWithoutADiskOfItsOwnNoDiskIsFilled(t *testing.T) {
	p := newPlanner(1, kindsAt(false, false))
	for round := range 100 {
		if l := p.next(round); l.has(diskKiosk) || l.has(diskCentre) {
			t.Fatalf("round %d: %v", round, l.kinds)
		}
	}
}

func TestTwoResidentsAreToldOneNumber_ThatIsDoubled(t *testing.T) {
	v := newVerdict()
	v.hear("S2-0001-1", told{"7F3A-C21E-90B4-KM5T", "a", 1})
	v.hear("S2-0001-1", told{"7F3A-C21E-90B4-KM5T", "a", 1}) // a second look at the same page
	if n := v.count(doubled); n != 0 {
		t.Fatalf("%d doubled", n)
	}

	v.hear("S2-0001-1", told{"0000-C21E-90B4-KM5T", "b", 2})

	if n := v.count(doubled); n != 1 {
		t.Errorf("%d doubled", n)
	}
}

func TestTheFirstWriteToALogIsSeen(t *testing.T) {
	dir := t.TempDir()
	log := filepath.Join(dir, "case.db-wal")
	if err := os.WriteFile(log, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second) // far longer than it takes
	defer cancel()
	struck, over := make(chan struct{}), make(chan error, 1)
	go func() { over <- onWrite(ctx, dir, 1, func() { close(struck) }) }()

	again := time.NewTicker(time.Millisecond) // the watch may begin later
	defer again.Stop()
	for {
		if err := os.WriteFile(log, []byte("page"), 0o600); err != nil {
			t.Fatal(err)
		}
		select {
		case <-struck:
			if err := <-over; err != nil {
				t.Error(err)
			}
			return
		case <-ctx.Done():
			t.Fatal("nobody saw it")
		case <-again.C:
		}
	}
}

func TestArgumentsThatMeanNothingAreRefused(t *testing.T) {
	for _, args := range [][]string{{"now"}, {"--rounds", "3", "--kiosk", "4"}, {"--rounds", "many"}} {
		if _, err := parse(args); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
}
