package screen_test

import (
	"slices"
	"strings"
	"testing"

	"station365/devices/printer"
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen/screentest"
)

// names are what the targets of a page are called.
func names(d *kit.Drawing) (out []string) {
	for _, x := range targets(d) {
		out = append(out, x.AccessibleName())
	}
	return out
}

// plain is what a page says, whatever the lines it stands on.
func plain(d *kit.Drawing) string { return joined(said(d)) }

// joined leaves out where a text was broken.
func joined(text string) string { return strings.NewReplacer("\n", "", " ", "").Replace(text) }

func TestATouchBeforeACardSendsItsIntentOnEveryGlass(t *testing.T) {
	for _, c := range []struct {
		sample, target string
		want           flow.Event
	}{
		{"welcome", "start", flow.Event{Kind: flow.Start}},
		{"welcome-degraded", "start", flow.Event{Kind: flow.Start}},
		{"welcome", "tool:size", flow.Event{Kind: flow.OpenSize}},
		{"welcome", "nav:help", flow.Event{Kind: flow.CallHelp}},
		{"home", "door:matter", flow.Event{Kind: flow.OpenMatters}},
		{"home-offline", "door:speak", flow.Event{Kind: flow.OpenMatter, Value: "concern"}},
		{"home-degraded", "door:mycases", flow.Event{Kind: flow.OpenCases}},
		{"home", "door:whereabouts", flow.Event{Kind: flow.OpenWhere}},
		{"matters", "matter:residence-registration", flow.Event{Kind: flow.OpenMatter, Value: "residence-registration"}},
		{"where-to", "nav:back", flow.Event{Kind: flow.Back}},
		{"help", "nav:next", flow.Event{Kind: flow.Next}},
		{"size-and-colour", "scale:largest", flow.Event{Kind: flow.SetScale, Value: "largest"}},
		{"size-and-colour", "nav:next", flow.Event{Kind: flow.Next}},
	} {
		view := sample(t, c.sample)
		eachLook(t, func(look string, k *kit.Kit) {
			var got []flow.Event
			tap(t, draw(k, view, func(e flow.Event) { got = append(got, e) }), c.target)

			if len(got) != 1 || got[0].Kind != c.want.Kind || got[0].Value != c.want.Value {
				t.Errorf("%s, %s, %s: sent %v", c.sample, look, c.target, got)
			}
		})
	}
}

func TestNobodyAgreesToWhatWasNotShown(t *testing.T) {
	for _, page := range []string{"flow-card", "notice", "notice-concern"} {
		view := sample(t, page)
		eachLook(t, func(look string, k *kit.Kit) {
			v, pages := view, 0
			for ; ; pages++ {
				var got flow.Event
				d := draw(k, v, func(e flow.Event) { got = e })
				tap(t, d, "nav:next")
				if got.Kind == flow.Next {
					break
				}
				if got.Kind != flow.Turn || pages > 9 {
					t.Fatalf("%s, %s, page %d: the last place sent %v", page, look, pages, got)
				}
				v.Page++
			}
			if last := slices.Contains(names(draw(k, v, nil)), "page:next"); pages > 0 && !last {
				t.Errorf("%s, %s: the last page has no pager", page, look)
			}
		})
	}
}

func TestThreeLinesAreReadBeforeAgreeing(t *testing.T) {
	view := sample(t, "notice")
	eachLook(t, func(look string, k *kit.Kit) {
		text := ""
		eachLeaf(k, view, func(_ int, d *kit.Drawing) { text += plain(d) })

		for _, key := range append([]string{"notice.purpose", "notice.readers", "notice.keeping"}, view.Matter.Notice...) {
			if !strings.Contains(text, joined(k.T(key))) {
				t.Errorf("%s: %q is nowhere", look, k.T(key))
			}
		}
	})
}

func TestWhatDoesNotWorkIsSaidBeforeAnybodyStarts(t *testing.T) {
	for _, page := range []string{"welcome", "home"} {
		view := sample(t, page)
		eachLook(t, func(look string, k *kit.Kit) {
			for _, c := range []struct {
				name string
				set  func(*flow.View)
			}{
				{"trouble.network", func(v *flow.View) { v.Top.Online = false }},
				{"trouble.clock", func(v *flow.View) { v.Top.About = true }},
				{"trouble.no-paper", func(v *flow.View) { v.Printer = printer.NoPaper }},
				{"trouble.printer", func(v *flow.View) { v.Printer = printer.CoverOpen }},
				{"trouble.printer", func(v *flow.View) { v.Printer = printer.Absent }},
				{"trouble.reader", func(v *flow.View) { v.Reader = "absent" }},
				{"trouble.reader", func(v *flow.View) { v.Reader = "unknown" }},
			} {
				v := view
				c.set(&v)

				text := plain(draw(k, v, nil))
				if !strings.Contains(text, joined(k.T(c.name))) && !strings.Contains(text, joined(k.T(c.name+".short"))) {
					t.Errorf("%s, %s: %s is not said", page, look, c.name)
				}
			}
			for _, ready := range []printer.Status{printer.PaperLow, printer.Unknown} {
				v := view
				v.Printer = ready
				if text := plain(draw(k, v, nil)); strings.Contains(text, joined(k.T("trouble.printer.short"))) {
					t.Errorf("%s, %s: a printer that is %q is called broken", page, look, ready)
				}
			}
		})
	}
}

func TestWithNobodyOnDutyTheNextPersonAndTheTelephoneAreShown(t *testing.T) {
	view := sample(t, "help-nobody")
	eachLook(t, func(look string, k *kit.Kit) {
		text, view := plain(draw(k, view, nil)), screentest.In(k.Words().Lang(), view)

		for _, want := range []string{view.Duty.Name, view.Duty.Phone, k.Words().Clock(view.Duty.From), k.T("help.title-nobody")} {
			if !strings.Contains(text, joined(want)) {
				t.Errorf("%s: %q is missing", look, want)
			}
		}
	})
}

func TestTheSevenDaysAreAllShown(t *testing.T) {
	view := sample(t, "where-to")
	eachLook(t, func(look string, k *kit.Kit) {
		text := ""
		eachLeaf(k, view, func(_ int, d *kit.Drawing) { text += plain(d) })

		for _, d := range view.Week[1:] {
			if !strings.Contains(text, joined(k.Words().Date(d.Day))) {
				t.Errorf("%s: %s is missing", look, k.Words().Date(d.Day))
			}
		}
	})
}
