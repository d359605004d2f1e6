package flow

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"

	"station365/kiosk/personal"
	"station365/kiosk/station"
)

// effort is what a way through a matter costs a resident whose answers all stand on
// the first page of their lists.
type effort struct {
	taps, numbers, letters, pages int
	text                          int // questions answered in words
}

// walk fills the form from where it stands until the case is kept and printed.
func (d *desk) walk(choose func(Question) string) (e effort) {
	d.t.Helper()
	for v := d.view(); v.State == Filling || v.State == Reviewing || v.State == CardRead; v = d.view() {
		e.pages++
		switch {
		case v.State != Filling:
			d.do(pick(Next, ""))
		case v.Question.Kind == "choice":
			d.do(pick(Answer, choose(v.Question)))
		case v.Question.Kind == "digits":
			number := "13800005678"[:min(11, v.Question.Max)]
			for _, r := range number {
				d.do(pick(Key, string(r)))
			}
			e.numbers++
			e.letters += len(number)
			d.do(pick(Next, ""))
		default:
			d.write(v)
			e.text++
			d.do(pick(Next, ""))
		}
		e.taps++
		if e.pages > 40 {
			d.t.Fatal("the form never ends")
		}
	}
	d.at(Done)
	return e
}

// write answers a question in words with the letters that need no engine.
func (d *desk) write(View) {
	for _, l := range "B2" {
		d.do(Event{Kind: Key, Text: personal.New(string(l))})
	}
}

func TestShippedMatters_CostNoMoreThanPromised(t *testing.T) {
	places := shippedPlaces(t)
	first := func(q Question) string { return q.Choices[0].Value }
	byPhone := func(q Question) string {
		if q.Field == "reach" {
			return "phone"
		}
		return q.Choices[0].Value
	}
	var table strings.Builder
	fmt.Fprintf(&table, "%-36s %5s %8s %8s %6s %6s\n", "way", "taps", "numbers", "figures", "texts", "pages")
	for _, w := range []struct {
		name    string
		begin   func(*desk)
		choose  func(Question) string
		allowed effort
	}{
		{"residence registration, after the card", (*desk).toCard, first, effort{taps: 12, numbers: 1}},
		{"concern, from its first question", (*desk).toConcern, byPhone, effort{taps: 10, numbers: 1, text: 1}},
	} {
		synctest.Test(t, func(t *testing.T) {
			d := open(t)
			defer d.close()
			d.flow.opts.Places = places
			d.t = t
			w.begin(d)

			got := d.walk(w.choose)

			fmt.Fprintf(&table, "%-36s %5d %8d %8d %6d %6d\n", w.name, got.taps, got.numbers, got.letters, got.text, got.pages)
			if got.taps > w.allowed.taps || got.numbers > w.allowed.numbers || got.text > w.allowed.text {
				t.Errorf("%s costs %+v, allowed %+v", w.name, got, w.allowed)
			}
		})
	}
	t.Log("\n" + table.String())
}

func (d *desk) toCard() {
	d.do(pick(Start, ""), pick(OpenMatter, "residence-registration"), pick(Next, ""), pick(Next, ""))
	d.layCard(invented, inventedID)
	d.at(CardRead)
}

func (d *desk) toConcern() {
	d.do(pick(Start, ""), pick(OpenMatter, "concern"), pick(Next, ""), pick(Next, ""))
	d.at(Filling)
}

func shippedPlaces(t *testing.T) *station.Places {
	t.Helper()
	f, err := os.Open("../../assets/dictionary/places.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := station.ReadPlaces(f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
