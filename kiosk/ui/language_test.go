package ui

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"station365/assets"
	"station365/kiosk/flow"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/screen/screentest"
	"station365/kiosk/words"
)

// pane is a glass that shows at once.
type pane struct{ page fyne.CanvasObject }

func (p *pane) Do(f func())                    { f() }
func (p *pane) SetContent(o fyne.CanvasObject) { p.page = o }

// texts are the words on a page, in the order they were drawn, and targets what can
// be pressed by name.
func (p *pane) read(o fyne.CanvasObject, targets map[string]fyne.Tappable) (texts []string) {
	switch x := o.(type) {
	case *canvas.Text:
		return []string{x.Text}
	case *fyne.Container:
		for _, inner := range x.Objects {
			texts = append(texts, p.read(inner, targets)...)
		}
	case fyne.Widget:
		if named, ok := o.(interface{ AccessibleName() string }); ok {
			targets[named.AccessibleName()], _ = o.(fyne.Tappable)
		}
		for _, inner := range x.CreateRenderer().Objects() {
			texts = append(texts, p.read(inner, targets)...)
		}
	}
	return texts
}

// spoken is a UI in all languages, whose glass is p.
func spoken(t *testing.T, p *pane, send func(flow.Event)) *UI {
	t.Helper()
	regular, bold := assets.Fonts()
	if _, err := backend.New(backend.Opts{Width: 1080, Height: 1920, PixelsPerMM: 4.03, Regular: regular, Bold: bold}); err != nil {
		t.Fatal(err)
	}
	tables, err := words.LoadAll(os.DirFS("../../assets/strings"))
	if err != nil {
		t.Fatal(err)
	}
	return New(Opts{Glass: p, Words: tables, Data: assets.FS(), Width: 1080, Height: 1920, PixelsPerMM: 4.03, Send: send})
}

func TestLanguageToolIsTouched_ThePageSpeaksItAndKeepsWhatWasTyped(t *testing.T) {
	for name, kept := range map[string]string{"filling-digits": "138", "filling-choice": ""} {
		p, sent := &pane{}, flow.Event{}
		u := spoken(t, p, func(e flow.Event) { sent = e })
		view := sampleView(t, name)
		view.Look.Language = "zh-Hans"
		u.Show(view)
		targets := map[string]fyne.Tappable{}
		chinese := p.read(p.page, targets)

		targets["tool:language"].Tapped(&fyne.PointEvent{})
		if sent.Kind != flow.SetLanguage || sent.Value != "en" {
			t.Fatalf("sent %+v", sent)
		}
		view.Look.Language = sent.Value // as the flow does
		u.Show(view)
		english := p.read(p.page, targets)

		for _, c := range []struct {
			texts []string
			has   string
		}{{chinese, "English"}, {chinese, "返回"}, {chinese, kept}, {english, "中文"}, {english, "Back"}, {english, kept}} {
			if !strings.Contains(strings.Join(c.texts, "\n"), c.has) {
				t.Errorf("%s: no %q on %q", name, c.has, c.texts)
			}
		}
		targets["tool:language"].Tapped(&fyne.PointEvent{})
		if sent.Value != "zh-Hans" {
			t.Errorf("%s: the way back leads to %q", name, sent.Value)
		}
	}
}

func sampleView(t *testing.T, name string) flow.View {
	t.Helper()
	for _, s := range screentest.Samples() {
		if s.Name == name {
			return s.View
		}
	}
	t.Fatalf("no sample %q", name)
	return flow.View{}
}
