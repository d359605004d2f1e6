package printertest

import (
	"context"
	"errors"
	"image/color"
	"strconv"
	"sync"
	"testing"

	"station365/devices/printer"
)

// Subject is a printer under test with a hand at its paper and an eye at its slot.
type Subject struct {
	Printer  printer.Printer // its Run is running
	SetPaper func(present bool)
	Slips    func() int // whole slips that have come out
	Settle   func()     // returns when the printer has noticed what the hand did
}

// Bench runs body with a fresh subject, in whatever surroundings it needs, and
// ends its Run afterwards.
type Bench func(t *testing.T, body func(t *testing.T, s Subject))

// Conformance is what every implementation of printer.Printer must pass.
func Conformance(t *testing.T, bench Bench) {
	for _, c := range []struct {
		name string
		body func(t *testing.T, s Subject)
	}{
		{"a page is printed once, and said so", printsOnce},
		{"a job that came out is not printed again", neverTwice},
		{"a job from two sides at once comes out once", neverTwiceAtOnce},
		{"without paper nothing is printed, also not later", notWithoutPaper},
		{"a page that cannot be drawn is refused", refusesWrongPages},
		{"a job whose context has ended is not printed", notAfterTheEnd},
		{"jobs from several sides each come out once", oneAfterTheOther},
		{"a preview has two colours", previewIsOneBit},
		{"it has a name for logs", hasAName},
	} {
		t.Run(c.name, func(t *testing.T) { bench(t, c.body) })
	}
}

// slip is a small page.
func slip(text string) printer.Page {
	return printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: text, Align: printer.Centre, Size: printer.Large}}, {Feed: 4}}}
}

func job(t *testing.T, s Subject, id string) printer.Outcome {
	t.Helper()
	out, err := s.Printer.Print(t.Context(), printer.Job{ID: id, Page: slip(id)})
	if err != nil {
		t.Fatalf("print %s: %v", id, err)
	}
	switch out.Result {
	case printer.Printed, printer.NotPrinted, printer.Indefinite:
	default:
		t.Fatalf("print %s: a job cannot end as %q", id, out.Result)
	}
	return out
}

func printsOnce(t *testing.T, s Subject) {
	out := job(t, s, "one")

	if out.Result != printer.Printed || out.Code != "" || out.Status != printer.Ready {
		t.Errorf("outcome %+v", out)
	}
	if n := s.Slips(); n != 1 {
		t.Errorf("%d slips", n)
	}
	if s.Printer.Status() != printer.Ready {
		t.Errorf("status %s", s.Printer.Status())
	}
}

func neverTwice(t *testing.T, s Subject) {
	first := job(t, s, "one")
	second := job(t, s, "one")

	if second != first || s.Slips() != 1 {
		t.Errorf("outcomes %+v and %+v, %d slips", first, second, s.Slips())
	}
}

func neverTwiceAtOnce(t *testing.T, s Subject) {
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			out, err := s.Printer.Print(t.Context(), printer.Job{ID: "one", Page: slip("one")})
			if err != nil || out.Result != printer.Printed {
				t.Errorf("outcome %+v, error %v", out, err)
			}
		})
	}
	all.Wait()

	if n := s.Slips(); n != 1 {
		t.Errorf("%d slips", n)
	}
}

func notWithoutPaper(t *testing.T, s Subject) {
	s.SetPaper(false)
	s.Settle()

	out := job(t, s, "one")

	if out.Result != printer.NotPrinted || out.Status != printer.NoPaper || out.Code == "" {
		t.Errorf("outcome %+v", out)
	}
	s.SetPaper(true)
	s.Settle()
	if n := s.Slips(); n != 0 {
		t.Errorf("%d slips came out by themselves", n)
	}
	if out := job(t, s, "one"); out.Result != printer.Printed || s.Slips() != 1 {
		t.Errorf("with paper: outcome %+v, %d slips", out, s.Slips())
	}
}

func refusesWrongPages(t *testing.T, s Subject) {
	out, err := s.Printer.Print(t.Context(), printer.Job{ID: "one", Page: printer.Page{Blocks: []printer.Block{{}}}})

	if err == nil || out.Result != printer.NotPrinted || s.Slips() != 0 {
		t.Errorf("outcome %+v, error %v, %d slips", out, err, s.Slips())
	}
}

func notAfterTheEnd(t *testing.T, s Subject) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()

	out, err := s.Printer.Print(ctx, printer.Job{ID: "one", Page: slip("one")})

	if !errors.Is(err, context.Canceled) || out.Result != printer.NotPrinted {
		t.Errorf("outcome %+v, error %v", out, err)
	}
	s.Settle()
	if n := s.Slips(); n != 0 {
		t.Errorf("%d slips", n)
	}
}

func oneAfterTheOther(t *testing.T, s Subject) {
	var all sync.WaitGroup
	const jobs = 4
	for i := range jobs {
		all.Go(func() {
			out, err := s.Printer.Print(t.Context(), printer.Job{ID: strconv.Itoa(i), Page: slip(strconv.Itoa(i))})
			if err != nil || out.Result != printer.Printed {
				t.Errorf("job %d: outcome %+v, error %v", i, out, err)
			}
		})
	}
	all.Wait()

	if n := s.Slips(); n != jobs {
		t.Errorf("%d slips of %d jobs", n, jobs)
	}
}

func previewIsOneBit(t *testing.T, s Subject) {
	img, err := s.Printer.Preview(slip("一"))
	if err != nil {
		t.Fatal(err)
	}

	colours := map[color.Color]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			colours[img.At(x, y)] = true
		}
	}
	if len(colours) == 0 || len(colours) > 2 {
		t.Errorf("%d colours in %v", len(colours), b)
	}
}

func hasAName(t *testing.T, s Subject) {
	if s.Printer.String() == "" {
		t.Error("none")
	}
}
