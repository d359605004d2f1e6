package ink

import (
	"os"
	"testing"
)

func TestResetLeavesNothingOfAPerson(t *testing.T) {
	data, err := os.ReadFile("../../../assets/input/ink.bin")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	s := New(m)
	s.Down(Point{10, 10})
	for i := range 300 { // more than the first room holds
		s.Move(Point{10 + float32(i), 10 + float32(i)/3})
	}
	s.Up()
	s.Down(Point{50, 0})
	s.Move(Point{40, 200})
	if len(s.Offer(0, 10)) != 10 {
		t.Fatal("nothing was offered")
	}
	points, steps, moved := s.points[:cap(s.points)], s.trace.steps[:cap(s.trace.steps)], s.moved[:cap(s.moved)]
	cut, calm, guesses, partners := s.trace.points[:cap(s.trace.points)], s.trace.calm[:cap(s.trace.calm)], s.guesses[:cap(s.guesses)], s.match.forInk[:cap(s.match.forInk)]
	pulls, ends, others := s.match.pulls[:cap(s.match.pulls)], s.trace.ends[:cap(s.trace.ends)], s.others[:cap(s.others)]

	s.Reset()

	if !blank(points) || !blank(steps) || !blank(moved) || !blank(cut) || !blank(calm) || !blank(guesses) || !blank(partners) || !blank(pulls) || !blank(ends) || !blank(others) {
		t.Error("ink is left")
	}
	if s.runs != (Runs{}) || s.seen != ([Views]float32{}) || len(s.Strokes()) != 0 || len(s.Offer(0, 10)) != 0 {
		t.Error("what it was taken for is left")
	}
}

func blank[T comparable](all []T) bool {
	var zero T
	for _, v := range all {
		if v != zero {
			return false
		}
	}
	return len(all) > 0
}

func TestDamagedDataIsRefused(t *testing.T) {
	data, err := os.ReadFile("../../../assets/input/ink.bin")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 3, 4, 11, 1000, len(data) / 2, len(data) - 1} {
		if _, err := Open(data[:n]); err == nil {
			t.Errorf("%d of %d bytes were taken for whole", n, len(data))
		}
	}
}
