package main

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"station365/kiosk/input/ink"
)

func TestStrokesAreAnsweredWhateverTheirOrder(t *testing.T) {
	across, left, right := `[[10,50],[90,45]]`, `[[50,5],[48,45],[10,95]]`, `[[50,45],[65,75],[95,95]]`
	for _, order := range [][]string{{across, left, right}, {right, left, across}} {
		var out strings.Builder

		err := run([]string{"--strokes", "-n", "3"}, strings.NewReader("["+strings.Join(order, ",")+"]\n[]\n"), &out, &strings.Builder{})

		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != 2 || !strings.Contains(lines[0], `"candidates":["大"`) || !strings.Contains(lines[1], `"candidates":[]`) {
			t.Errorf("answered %q", lines)
		}
	}
}

func TestStrokesAreReadAsPeopleWriteThemDown(t *testing.T) {
	want, err := parseStrokes("[[[10,50],[90,45]],[[50,5],[48,45]],[[20,20]]]")
	if err != nil || len(want) != 3 {
		t.Fatal(want, err)
	}
	for name, text := range map[string]string{
		"times behind":     "[[[10,50,0],[90,45,16]],[[50,5,40],[48,45,60]],[[20,20,99]]]",
		"names":            `[[{"x":10,"y":50,"t":1},{"x":90,"y":45}],[{"x":50,"y":5},{"x":48,"y":45}],[{"y":20,"x":20}]]`,
		"rows":             "[[10,50,90,45],[50,5,48,45],[20,20]]",
		"under a name":     `{"width":100,"strokes":[{"points":[[10,50],[90,45]]},{"points":[50,5,48,45]},[[20,20]]]}`,
		"empty strokes":    "[[],[[10,50],[90,45]],null,[[50,5],[48,45]],[],[[20,20]]]",
		"below nothing":    "[[[-990,-950],[-910,-955]],[[-950,-995],[-952,-955]],[[-980,-980]]]",
		"small":            "[[[0.1,0.5],[0.9,0.45]],[[0.5,0.05],[0.48,0.45]],[[0.2,0.2]]]",
		"very small":       "[[[1e-201,5e-201],[9e-201,4.5e-201]],[[5e-201,0.5e-201],[4.8e-201,4.5e-201]],[[2e-201,2e-201]]]",
		"very large":       "[[[1e307,5e307],[9e307,4.5e307]],[[5e307,0.5e307],[4.8e307,4.5e307]],[[2e307,2e307]]]",
		"of another world": "\ufeff  [[[10,50],[90,45]],[[50,5],[48,45]],[[20,20]]]\r",
	} {
		got, err := parseStrokes(text)

		if err != nil || !alike(got, want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	for _, one := range []string{"[[10,50],[90,45]]", "[10,50,90,45]", `[{"x":10,"y":50},{"x":90,"y":45}]`} {
		if got, err := parseStrokes(one); err != nil || len(got) != 1 || len(got[0]) != 2 {
			t.Errorf("%s is one stroke, not %v, %v", one, got, err)
		}
	}
	for _, none := range []string{"", "  ", "[]", "[[]]", "null"} {
		if got, err := parseStrokes(none); err != nil || len(got) != 0 {
			t.Errorf("%q is a clean sheet, not %v, %v", none, got, err)
		}
	}
}

// alike forgives what rounding does.
func alike(got, want []ink.Stroke) bool {
	if len(got) != len(want) {
		return false
	}
	for i := range got {
		if !slices.EqualFunc(got[i], want[i], func(p, q ink.Point) bool {
			dx, dy := p.X-q.X, p.Y-q.Y
			return dx*dx+dy*dy < 0.01
		}) {
			return false
		}
	}
	return true
}

func TestWhatIsNotStrokesIsRefused_ItSaysWhereAndWhat(t *testing.T) {
	for text, c := range map[string]struct {
		err  error
		says string
	}{
		"[[[1,2]]":            {nil, "JSON"},
		"nihao":               {nil, "JSON"},
		`[[[1,2],["1","2"]]]`: {errPoint, "stroke 1: point 2"},
		"[[[1,2]],[[1]]]":     {errPoint, "stroke 2: point 1"},
		`[[{"x":1}]]`:         {errPoint, "nothing"},
		"[[1,2,3,4,5]]":       {errRow, "stroke 1"},
		"[true]":              {errStroke, "stroke 1"},
		"7":                   {errStroke, "a number"},
		`{"ink":[]}`:          {errStroke, "strokes"},
	} {
		got, err := parseStrokes(text)

		if err == nil || c.err != nil && !errors.Is(err, c.err) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestOneLineIsNoStrokes_TheOthersAreAnswered(t *testing.T) {
	var out, complaints strings.Builder

	err := run([]string{"--strokes", "-n", "1"}, strings.NewReader("[[[10,50],[90,50]]]\n[[[1]]]\n\n[[[10,50],[90,50]]]\n"), &out, &complaints)

	if !errors.Is(err, errUnread) || !strings.Contains(complaints.String(), "line 2: stroke 1: point 1") {
		t.Errorf("%v, complained %q", err, complaints.String())
	}
	var found [][]string
	for line := range strings.Lines(out.String()) {
		var answer struct{ Candidates []string }
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatal(err)
		}
		found = append(found, answer.Candidates)
	}
	if !reflect.DeepEqual(found, [][]string{{"一"}, {}, {}, {"一"}}) {
		t.Errorf("answered %v", found)
	}
}

func FuzzStrokes(f *testing.F) {
	for _, text := range []string{"[]", "[[]]", "[[[1,2],[3,4]],[[5,6.5,17]]]", "[[[1e38,-1e38],[0,0]]]", "[[[1e308,-1e308],[-1e308,0]]]", "[[[1,2],[1,2]]]", "null", "[[1,2,3,4]]", `{"strokes":[[{"x":1,"y":2}]]}`} {
		f.Add(text)
	}
	ask, err := startStrokes(options{candidates: 3})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		strokes, err := parseStrokes(text)
		if err != nil {
			return
		}
		for _, s := range strokes {
			for _, p := range s {
				if !(p.X >= 0 && p.X <= side && p.Y >= 0 && p.Y <= side) {
					t.Errorf("%v lies outside", p)
				}
			}
		}
		if slices.ContainsFunc(strokes, func(s ink.Stroke) bool { return len(s) == 0 }) {
			t.Error("a stroke without a point")
		}
		if got, err := ask(text); err != nil || len(got) > 3 {
			t.Errorf("%d candidates, %v", len(got), err)
		}
	})
}
