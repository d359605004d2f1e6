package ui

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"station365/assets"
	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/screen/screentest"
	"station365/kiosk/words"
)

// trace is the beginning of all that is secret here.
const trace = "阿阿阿密密密"

// secret makes texts that are long enough to have a place of their own in memory.
type secret struct{ n int }

func (s *secret) text() string {
	s.n++
	return fmt.Sprintf("%s%06d", trace, s.n)
}

func (s *secret) value() personal.Value { return personal.New(s.text()) }

// fill puts somebody everywhere into a view where there can be somebody.
func (s *secret) fill(v flow.View) flow.View {
	v.Card.MaskedName, v.Card.LastFour = s.text(), s.text()
	v.Case.Masked, v.Case.Answer, v.Case.QR = s.text(), s.value(), s.text()
	v.Question.Typed = s.value()
	v.Panel.Composing = s.value()
	lines := func(old []flow.ReviewLine) (filled []flow.ReviewLine) {
		for _, l := range old {
			l.Value = s.value()
			filled = append(filled, l)
		}
		return filled
	}
	v.Review, v.Card.Fields = lines(v.Review), lines(v.Card.Fields)
	var cases []flow.CaseView
	for _, c := range v.Cases {
		c.Masked, c.Number = s.text(), kiosk.CaseNumber(s.text())
		cases = append(cases, c)
	}
	v.Cases = cases
	var candidates []personal.Value
	for range v.Panel.Candidates {
		candidates = append(candidates, s.value())
	}
	v.Panel.Candidates = candidates
	return v
}

// memory is what can be reached in this process, as Go writes it down.
func memory(t *testing.T) []byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), "heap")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	runtime.GC()
	runtime.GC() // what the first one found dead is free now
	debug.WriteHeapDump(f.Fd())
	all, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestSessionIsOver_NothingInMemoryTellsWhoWasHere(t *testing.T) {
	regular, bold := assets.Fonts()
	glass, err := backend.New(backend.Opts{Width: 1080, Height: 1920, PixelsPerMM: 4.03, Regular: regular, Bold: bold})
	if err != nil {
		t.Fatal(err)
	}
	tables, err := words.LoadAll(os.DirFS("../../assets/strings"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = glass.Run(ctx) }()
	defer func() { cancel(); <-done }()
	u := New(Opts{Glass: glass, Words: tables, Data: assets.FS(), Width: 1080, Height: 1920, PixelsPerMM: 4.03, Send: func(flow.Event) {}})
	show := func(v flow.View) { u.Show(v); glass.Describe() }

	for _, sample := range screentest.Samples() {
		show((&secret{}).fill(sample.View))
	}
	if traces(memory(t)) == nil {
		t.Error("the search finds nobody while somebody is here")
	}

	var left []string
	for range 5 { // a goroutine that was interrupted holds what it had for a moment
		show(flow.View{State: flow.Welcome})
		if left = traces(memory(t)); left == nil {
			return
		}
	}
	t.Errorf("%d traces are left, such as number %s", len(left), left[0])
}

// traces finds the secrets. What is looked for stands there turned about, or the
// search would find itself.
func traces(all []byte) (found []string) {
	var turned [len(trace)]byte
	for i := range len(trace) {
		turned[i] = ^trace[i]
	}
	for i := range all {
		all[i] = ^all[i]
	}
	for {
		_, after, ok := bytes.Cut(all, turned[:])
		if !ok {
			return found
		}
		number := make([]byte, min(6, len(after)))
		for i := range number {
			number[i] = ^after[i]
		}
		found, all = append(found, string(number)), after
	}
}
