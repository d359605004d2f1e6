package screen_test

import (
	"context"
	"image"
	"testing"

	"station365/assets"
	"station365/kiosk/flow"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/kit"
)

// lit is a glass that paints until end is called.
func lit(t *testing.T, p kit.Panel) (g *backend.Glass, end func()) {
	t.Helper()
	regular, bold := assets.Fonts()
	g, err := backend.New(backend.Opts{Width: int(p.Width), Height: int(p.Height), PixelsPerMM: float64(p.PixelsPerMM), Regular: regular, Bold: bold})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = g.Run(ctx) }()
	return g, func() { cancel(); <-done }
}

// sheetOn shows the page to write on and answers where its sheet lies.
func sheetOn(t *testing.T, g *backend.Glass, k *kit.Kit, v flow.View, send func(flow.Event)) image.Rectangle {
	t.Helper()
	g.Do(func() { g.SetContent(draw(k, v, send).Object()) }) // where the finger draws, too
	for _, x := range g.Describe().Targets {
		if x.Name == "sheet" {
			return x.Rect
		}
	}
	t.Fatal("there is no sheet")
	return image.Rectangle{}
}

func TestFingerDrawsOnTheSheet_InkFollowsItAndTheStrokeIsSentOnLift(t *testing.T) {
	k := kit.New(panels[0], kit.Standard, kit.Light, shared(t))
	g, end := lit(t, panels[0])
	defer end()
	var sent []flow.Event
	at := sheetOn(t, g, k, sample(t, "writing-ink-empty"), func(e flow.Event) { sent = append(sent, e) })
	start, middle := at.Min.Add(image.Pt(100, 300)), at.Min.Add(image.Pt(300, 310))
	g.Touch(backend.Touch{X: start.X, Y: start.Y, Kind: backend.Down})
	for x := range 20 {
		g.Touch(backend.Touch{X: start.X + 20*x, Y: start.Y + x, Kind: backend.Move})
	}
	g.Describe()
	inked := g.Frame().RGBAAt(middle.X, middle.Y)
	if len(sent) != 0 {
		t.Error("a stroke is sent before the finger is lifted")
	}

	g.Touch(backend.Touch{X: start.X + 1000, Y: start.Y, Kind: backend.Move}) // beyond the sheet
	g.Touch(backend.Touch{X: start.X + 1000, Y: start.Y, Kind: backend.Up})
	g.Describe()

	if inked.R > 100 {
		t.Errorf("no ink under the finger: %v", inked)
	}
	if len(sent) != 1 || sent[0].Kind != flow.Stroke || len(sent[0].Drawn) < 10 {
		t.Fatalf("sent %v", sent)
	}
	for _, p := range sent[0].Drawn {
		if p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 {
			t.Fatalf("a point is at %v", p)
		}
	}
}

func TestPageIsDrawnAnewUnderTheFinger_TheStrokeIsNotLost(t *testing.T) {
	k := kit.New(panels[0], kit.Standard, kit.Light, shared(t))
	g, end := lit(t, panels[0])
	defer end()
	var sent []flow.Event
	send := func(e flow.Event) { sent = append(sent, e) }
	v := sample(t, "writing-ink-empty")
	at := sheetOn(t, g, k, v, send)
	from := at.Min.Add(image.Pt(100, 200))
	g.Touch(backend.Touch{X: from.X, Y: from.Y, Kind: backend.Down})
	g.Touch(backend.Touch{X: from.X + 100, Y: from.Y, Kind: backend.Move})

	sheetOn(t, g, k, v, send) // the clock went on
	g.Touch(backend.Touch{X: from.X + 200, Y: from.Y, Kind: backend.Move})
	g.Touch(backend.Touch{X: from.X + 200, Y: from.Y, Kind: backend.Up})
	g.Describe()

	if len(sent) != 1 || len(sent[0].Drawn) != 3 {
		t.Errorf("sent %v", sent)
	}
}

func TestPageIsGoneUnderTheFinger_TheNextPersonsSheetIsEmpty(t *testing.T) {
	k := kit.New(panels[0], kit.Standard, kit.Light, shared(t))
	g, end := lit(t, panels[0])
	defer end()
	var sent []flow.Event
	send := func(e flow.Event) { sent = append(sent, e) }
	v := sample(t, "writing-ink-empty")
	at := sheetOn(t, g, k, v, send)
	from := at.Min.Add(image.Pt(100, 200))
	g.Touch(backend.Touch{X: from.X, Y: from.Y, Kind: backend.Down})
	g.Touch(backend.Touch{X: from.X + 100, Y: from.Y, Kind: backend.Move})

	welcome := draw(k, flow.View{State: flow.Welcome}, send).Object()
	g.Do(func() { g.SetContent(welcome) })
	g.Touch(backend.Touch{X: from.X + 200, Y: from.Y, Kind: backend.Up})
	g.Describe()
	sent = nil
	at = sheetOn(t, g, k, v, send)
	middle := from.Add(image.Pt(50, 0))
	if c := g.Frame().RGBAAt(middle.X, middle.Y); c.R < 100 {
		t.Errorf("ink of the last person: %v", c)
	}
	g.Touch(backend.Touch{X: at.Min.X + 300, Y: at.Min.Y + 300, Kind: backend.Down})
	g.Touch(backend.Touch{X: at.Min.X + 300, Y: at.Min.Y + 300, Kind: backend.Up})
	g.Describe()

	if len(sent) != 1 || len(sent[0].Drawn) != 1 {
		t.Errorf("sent %v", sent)
	}
}
