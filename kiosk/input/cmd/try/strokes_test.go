package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"station365/kiosk/input/ink"
)

func TestStrokesAreAnsweredWhateverTheirOrder(t *testing.T) {
	across, left, right := `[[10,50],[90,45]]`, `[[50,5],[48,45],[10,95]]`, `[[50,45],[65,75],[95,95]]`
	for _, order := range [][]string{{across, left, right}, {right, left, across}} {
		var out strings.Builder

		err := run([]string{"--strokes", "-n", "3"}, strings.NewReader("["+strings.Join(order, ",")+"]\n[]\n"), &out)

		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != 2 || !strings.Contains(lines[0], `"candidates":["大"`) || !strings.Contains(lines[1], `"candidates":[]`) {
			t.Errorf("answered %q", lines)
		}
	}
}

func TestWhatIsNotStrokesIsRefused(t *testing.T) {
	for _, text := range []string{"", "{}", "[[1,2]]", `[[["1","2"]]]`, "[[[1,2]]"} {
		if _, err := parseStrokes([]byte(text)); err == nil {
			t.Errorf("%q was taken for strokes", text)
		}
	}
	if _, err := parseStrokes([]byte("[[[1]]]")); !errors.Is(err, errPoint) {
		t.Errorf("half a point: %v", err)
	}
}

func FuzzStrokes(f *testing.F) {
	for _, text := range []string{"[]", "[[]]", "[[[1,2],[3,4]],[[5,6.5,17]]]", "[[[1e38,-1e38],[0,0]]]", "[[[1,2],[1,2]]]", "null"} {
		f.Add([]byte(text))
	}
	ask, err := startStrokes(options{candidates: 3})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		strokes, err := parseStrokes(text)
		if err != nil {
			return
		}
		if slices.ContainsFunc(strokes, func(s ink.Stroke) bool { return len(s) == 0 }) {
			t.Error("a stroke without a point")
		}
		if got, err := ask(string(text)); err != nil || len(got) > 3 {
			t.Errorf("%d candidates, %v", len(got), err)
		}
	})
}
