package ui

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"station365/assets"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen"
	"station365/kiosk/ui/screen/screentest"
	"station365/kiosk/words"
)

func newPage(t *testing.T) screen.Page {
	t.Helper()
	regular, bold := assets.Fonts()
	if _, err := backend.New(backend.Opts{Width: 1080, Height: 1920, PixelsPerMM: 4.03, Regular: regular, Bold: bold}); err != nil {
		t.Fatal(err)
	}
	table, err := words.Load(os.DirFS("../../assets/strings"), "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	k := kit.New(kit.Panel{Width: 1080, Height: 1920, PixelsPerMM: 4.03}, kit.Standard, kit.Light, kit.NewShared(assets.FS(), table))
	return screen.Page{Kit: k, Send: func(flow.Event) {}}
}

func TestEveryStateHasAPageOfItsOwn(t *testing.T) {
	page := newPage(t)
	for _, state := range flow.States() {
		page.View.State = state
		picked := 0
		for _, pick := range []func(screen.Page) screen.Screen{screen.Arriving, screen.Filling, screen.Ending} {
			if pick(page) != nil {
				picked++
			}
		}

		if picked != 1 {
			t.Errorf("%s: %d pages are picked for it", state, picked)
		}
		if _, isHome := pageOf(page).(screen.Home); isHome != (state == flow.Home) {
			t.Errorf("%s: shows %T", state, pageOf(page))
		}
	}
}

func TestEveryStateHasASample(t *testing.T) {
	seen := map[flow.State]bool{}
	for _, s := range screentest.Samples() {
		seen[s.View.State] = true
	}
	for _, state := range flow.States() {
		if !seen[state] {
			t.Errorf("nobody has looked at %s", state)
		}
	}
}

// Names of targets go into walks and, where speech is made, into the air.
func TestNoPersonalValueStandsInTheNameOfATarget(t *testing.T) {
	page := newPage(t)
	checked := 0
	for _, s := range screentest.Samples() {
		page.View = s.View
		private := valuesIn(reflect.ValueOf(s.View))
		for _, name := range names(pageOf(page).Build().Object()) {
			for _, value := range private {
				checked++
				if strings.Contains(name, value) {
					t.Errorf("%s: a target is called %q", s.Name, name)
				}
			}
		}
	}
	if checked == 0 {
		t.Error("no sample has both a target and a personal value")
	}
}

// valuesIn are all personal values of a view, and what is masked on paper too.
func valuesIn(v reflect.Value) (out []string) {
	if !v.CanInterface() {
		return nil
	}
	switch x := v.Interface().(type) {
	case personal.Value:
		return keepFilled(x.Reveal())
	case flow.CardView:
		out = append(out, keepFilled(x.MaskedName, x.LastFour)...)
	case flow.CaseView:
		out = append(out, keepFilled(x.Masked, string(x.CheckCode), x.QR)...)
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, valuesIn(v.Field(i))...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, valuesIn(v.Index(i))...)
		}
	}
	return out
}

func keepFilled(texts ...string) (out []string) {
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// names are what the targets of a page are called.
func names(o fyne.CanvasObject) (out []string) {
	if c, ok := o.(*fyne.Container); ok {
		for _, inner := range c.Objects {
			out = append(out, names(inner)...)
		}
	}
	if n, ok := o.(interface{ AccessibleName() string }); ok {
		out = append(out, n.AccessibleName())
	}
	return out
}
