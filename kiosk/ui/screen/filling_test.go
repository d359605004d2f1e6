package screen_test

import (
	"slices"
	"strings"
	"testing"

	"station365/devices"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/ui/kit"
)

// pressed is what pressing a target of a page sends.
func pressed(t *testing.T, k *kit.Kit, v flow.View, name string) flow.Event {
	t.Helper()
	var sent []flow.Event
	tap(t, draw(k, v, func(e flow.Event) { sent = append(sent, e) }), name)
	if len(sent) != 1 {
		t.Fatalf("%s sends %v", name, sent)
	}
	return sent[0]
}

func TestEachTouchOfTheFillingPagesSendsItsIntent(t *testing.T) {
	for _, c := range []struct {
		sample, target string
		want           flow.Event
	}{
		{"awaiting-card-no-reader", "way:help", flow.Event{Kind: flow.CallHelp}},
		{"awaiting-card-no-reader", "way:other", flow.Event{Kind: flow.Restart}},
		{"awaiting-card-find-no-reader", "find:number", flow.Event{Kind: flow.ByNumber}},
		{"awaiting-card", "nav:next", flow.Event{Kind: flow.AskWhy, Value: "card.first"}},
		{"card-failed-last", "way:help", flow.Event{Kind: flow.CallHelp}},
		{"card-failed-find-last", "find:number", flow.Event{Kind: flow.ByNumber}},
		{"card-read", "nav:next", flow.Event{Kind: flow.Next}},
		{"filling-choice", "choice:residence.reason.work", flow.Event{Kind: flow.Answer, Value: "residence.reason.work"}},
		{"filling-digits-untouched", "choice:rather-not", flow.Event{Kind: flow.Answer, Value: "rather-not"}},
		{"filling-digits", "key:7", flow.Event{Kind: flow.Key, Value: "7"}},
		{"filling-digits", "key:erase", flow.Event{Kind: flow.Key, Value: "erase"}},
		{"find-case", "find:card", flow.Event{Kind: flow.ByCard}},
		{"find-case", "find:number", flow.Event{Kind: flow.ByNumber}},
		{"find-case", "nav:next", flow.Event{Kind: flow.AskWhy, Value: "find.choose-first"}},
		{"enter-number", "key:0", flow.Event{Kind: flow.Key, Value: "0"}},
		{"enter-number", "nav:next", flow.Event{Kind: flow.Next}},
		{"enter-number-empty", "nav:next", flow.Event{Kind: flow.AskWhy, Value: "find.type-first"}},
		{"enter-code", "key:Z", flow.Event{Kind: flow.Key, Value: "Z"}},
		{"enter-code", "nav:next", flow.Event{Kind: flow.Next}},
		{"enter-code-empty", "nav:next", flow.Event{Kind: flow.AskWhy, Value: "find.code-first"}},
	} {
		view := sample(t, c.sample)
		eachLook(t, func(look string, k *kit.Kit) {
			v := view
			for !slices.Contains(names(draw(k, v, nil)), c.target) && v.Page < 5 {
				v.Page++
			}
			if got := pressed(t, k, v, c.target); got.Kind != c.want.Kind || got.Value != c.want.Value {
				t.Errorf("%s, %s: %s sends %s %q", c.sample, look, c.target, got.Kind, got.Value)
			}
		})
	}
}

func TestNothingIsHandedInBeforeAllOfItWasShown(t *testing.T) {
	view := sample(t, "reviewing")
	eachLook(t, func(look string, k *kit.Kit) {
		v := view
		edits := map[string]int{}
		pages := 0

		eachLeaf(k, v, func(page int, d *kit.Drawing) {
			pages++
			v.Page = page
			last := !slices.Contains(awakeNames(d), "page:next")
			want := flow.Event{Kind: flow.AskWhy, Value: "review.see-all"}
			if last {
				want = flow.Event{Kind: flow.Next}
			}
			if got := pressed(t, k, v, "nav:next"); got.Kind != want.Kind || got.Value != want.Value {
				t.Errorf("%s, page %d: handing in sends %s %q", look, page, got.Kind, got.Value)
			}
			for _, n := range names(d) {
				if field, ok := strings.CutPrefix(n, "edit:"); ok {
					edits[field]++
				}
			}
		})

		for _, l := range v.Review {
			if want := map[bool]int{true: 1}[l.Editable]; edits[l.Field] != want {
				t.Errorf("%s: %s can be changed at %d places, not %d", look, l.Field, edits[l.Field], want)
			}
		}
		if pages > 12 {
			t.Errorf("%s: %d pages", look, pages)
		}
	})
}

// awakeNames are the targets that have an effect on the page itself.
func awakeNames(d *kit.Drawing) (out []string) {
	for _, x := range targets(d) {
		if asleep, can := x.(interface{ Disabled() bool }); !can || !asleep.Disabled() {
			out = append(out, x.AccessibleName())
		}
	}
	return out
}

func TestEditGoesToTheField(t *testing.T) {
	view := sample(t, "reviewing")
	eachLook(t, func(look string, k *kit.Kit) {
		v := view
		for !slices.Contains(names(draw(k, v, nil)), "edit:phone") {
			v.Page++
		}
		if e := pressed(t, k, v, "edit:phone"); e.Kind != flow.Edit || e.Value != "phone" {
			t.Errorf("%s: sends %s %q", look, e.Kind, e.Value)
		}
	})
}

func TestEveryCharacterOfACheckCodeHasItsKey(t *testing.T) {
	const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	view := sample(t, "enter-code")
	eachLook(t, func(look string, k *kit.Kit) {
		keys := names(draw(k, view, nil))
		for _, r := range crockford {
			if !slices.Contains(keys, "key:"+string(r)) {
				t.Errorf("%s: no key for %c", look, r)
			}
		}
		for _, r := range "ILOU" {
			if slices.Contains(keys, "key:"+string(r)) {
				t.Errorf("%s: %c is not in the alphabet", look, r)
			}
		}
	})
}

func TestReaderThatCannotRead_TheWaysThatAreLeftAreOffered(t *testing.T) {
	awaiting, find := sample(t, "awaiting-card-find"), sample(t, "find-case")
	for _, state := range []devices.State{devices.Unknown, devices.Absent, devices.OutOfService} {
		eachLook(t, func(look string, k *kit.Kit) {
			v := awaiting
			v.Reader = state
			if got := names(draw(k, v, nil)); !slices.Contains(got, "way:help") || !slices.Contains(got, "find:number") {
				t.Errorf("%s, reader %s: only %v", look, state, got)
			}
			v = find
			v.Reader = state
			if got := names(draw(k, v, nil)); slices.Contains(got, "find:card") {
				t.Errorf("%s, reader %s: the card is asked for", look, state)
			}
		})
	}
}

func TestMaskedFiguresNeverStandOnTheGlass(t *testing.T) {
	v := sample(t, "filling-digits")
	eachLook(t, func(look string, k *kit.Kit) {
		v.Question.Typed = personal.New("13812345678")
		if text := said(draw(k, v, nil)); strings.Contains(text, "1234") || !strings.Contains(text, "138") {
			t.Errorf("%s: %q", look, text)
		}
	})
}
