package backend

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/widget"

	"station365/assets"
)

// painted draws a tree with our painter, fynePainted with Fyne's own.
func painted(g *Glass, tree fyne.CanvasObject) *image.RGBA {
	g.SetContent(tree)
	g.paint()
	return g.Frame()
}

func fynePainted(g *Glass, tree func() fyne.CanvasObject) image.Image {
	var out image.Image
	asFyne(func() {
		c := software.NewCanvas()
		c.SetPadded(false)
		c.Resize(g.canvas.Size())
		c.SetContent(tree())
		out = c.Capture()
	})
	return out
}

// asFyne runs f with Fyne's own driver, so that it measures and draws all by itself.
func asFyne(f func()) {
	ours := fyne.CurrentApp()
	fyne.SetCurrentApp(ours.(*app).App)
	defer fyne.SetCurrentApp(ours)
	f()
}

// strangeness is the share of pixels, in thousandths, whose colour differs by
// more than an eye would forgive at an edge.
func strangeness(ours *image.RGBA, theirs image.Image) float64 {
	const forgiven = 40 // of 255, in any channel: two rasterisers at one edge
	strange := 0
	for y := ours.Rect.Min.Y; y < ours.Rect.Max.Y; y++ {
		for x := ours.Rect.Min.X; x < ours.Rect.Max.X; x++ {
			a := ours.RGBAAt(x, y)
			b := color.RGBAModel.Convert(theirs.At(x, y)).(color.RGBA)
			if off(a.R, b.R) > forgiven || off(a.G, b.G) > forgiven || off(a.B, b.B) > forgiven {
				strange++
			}
		}
	}
	return 1000 * float64(strange) / float64(len(ours.Pix)/4)
}

func off(a, b uint8) int { return max(int(a), int(b)) - min(int(a), int(b)) }

func TestOurPainterDrawsWhatFynesOwnDraws(t *testing.T) {
	trees := map[string]func() fyne.CanvasObject{
		"flat":        flatTree,
		"rounded":     roundedTree,
		"round":       roundTree,
		"lines":       lineTree,
		"text":        textTree,
		"translucent": translucentTree,
		"clipped":     clippedTree,
		"pictures":    pictureTree,
		"svg":         svgTree,
		"widgets":     func() fyne.CanvasObject { return widget.NewButton("Abc", nil) },
	}
	for name, tree := range trees {
		t.Run(name, func(t *testing.T) {
			g, _ := bench(t)
			ours := painted(g, onWhite(tree()))
			theirs := fynePainted(g, func() fyne.CanvasObject { return onWhite(tree()) })

			if s := strangeness(ours, theirs); s > 2 {
				keepPicture(t, "ours-"+name, ours)
				keepPicture(t, "theirs-"+name, theirs)
				t.Errorf("%.2f ‰ of the pixels differ, want at most 2", s)
			}
		})
	}
}

// onWhite lays a tree on a ground on which ink is seen.
func onWhite(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(canvas.NewRectangle(color.White), o)
}

func flatTree() fyne.CanvasObject {
	return free(
		at(canvas.NewRectangle(paper), 10, 10, 300, 200),
		at(canvas.NewRectangle(ink), 200, 100, 250, 300),
		at(canvas.NewSquare(lamp), 20, 400, 200, 100),
	)
}

func roundedTree() fyne.CanvasObject {
	plain := at(canvas.NewRectangle(paper), 20, 20, 200, 120)
	plain.CornerRadius = 24
	edged := at(canvas.NewRectangle(paper), 250, 20, 200, 120)
	edged.CornerRadius, edged.StrokeWidth, edged.StrokeColor = 16, 4, ink
	four := at(canvas.NewRectangle(lamp), 20, 200, 200, 120)
	four.TopLeftCornerRadius, four.TopRightCornerRadius = 40, 8
	four.BottomRightCornerRadius, four.BottomLeftCornerRadius = 60, 1
	pill := at(canvas.NewRectangle(lamp), 250, 200, 200, 60)
	pill.CornerRadius = canvas.RadiusMaximum
	frame := at(canvas.NewRectangle(nil), 20, 400, 400, 200)
	frame.StrokeWidth, frame.StrokeColor, frame.CornerRadius = 8, ink, 30
	return free(plain, edged, four, pill, frame)
}

func roundTree() fyne.CanvasObject {
	ring := at(canvas.NewCircle(paper), 200, 20, 120, 120)
	ring.StrokeColor, ring.StrokeWidth = ink, 6
	return free(at(canvas.NewCircle(lamp), 20, 20, 120, 120), ring, at(canvas.NewCircle(ink), 20, 200, 40, 40))
}

func lineTree() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for i, end := range []fyne.Position{fyne.NewPos(400, 100), fyne.NewPos(100, 500), fyne.NewPos(420, 520)} {
		l := canvas.NewLine(ink)
		l.StrokeWidth = float32(2 + 4*i)
		l.Position1, l.Position2 = fyne.NewPos(100, 100), end
		lines = append(lines, l)
	}
	return free(lines...)
}

func textTree() fyne.CanvasObject {
	body := at(canvas.NewText("办什么事？请把身份证放好", ink), 20, 20, 440, 60)
	body.TextSize = 32
	// One script a text: between two scripts Fyne cuts the place down to a whole pixel.
	bold := at(canvas.NewText("王小明", ink), 20, 100, 120, 80)
	bold.TextSize, bold.TextStyle.Bold = 36, true
	digits := at(canvas.NewText("1388", ink), 160, 100, 120, 80)
	digits.TextSize, digits.TextStyle.Bold = 36, true
	latin := at(canvas.NewText("Abcg", ink), 300, 100, 120, 80)
	latin.TextSize = 36
	centred := at(canvas.NewText("好了", lamp), 20, 200, 440, 80)
	centred.TextSize, centred.Alignment = 48, fyne.TextAlignCenter
	trailing := at(canvas.NewText("下一页", ink), 20, 300, 440, 50)
	trailing.TextSize, trailing.Alignment = 24, fyne.TextAlignTrailing
	return free(body, bold, digits, latin, centred, trailing)
}

func translucentTree() fyne.CanvasObject {
	veil := at(canvas.NewRectangle(color.NRGBA{R: 200, A: 90}), 100, 50, 200, 300)
	veil.CornerRadius = 20
	return free(
		at(canvas.NewRectangle(paper), 10, 10, 300, 200), veil,
		at(canvas.NewRectangle(color.NRGBA{B: 200, A: 120}), 50, 150, 300, 300),
	)
}

func clippedTree() fyne.CanvasObject {
	scroll := container.NewScroll(container.NewVBox(
		widget.NewLabel("第一行"), widget.NewLabel("第二行"), widget.NewLabel("第三行"), widget.NewLabel("第四行"),
	))
	at(scroll, 40, 40, 90, 80)
	return free(scroll)
}

func pictureTree() fyne.CanvasObject {
	board := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		if (i+i/8)%2 == 0 {
			board.SetNRGBA(i%8, i/8, ink)
		} else {
			board.SetNRGBA(i%8, i/8, paper)
		}
	}
	var shown []fyne.CanvasObject
	for i, fill := range []canvas.ImageFill{canvas.ImageFillStretch, canvas.ImageFillContain} {
		p := canvas.NewImageFromImage(board)
		p.ScaleMode, p.FillMode = canvas.ImageScalePixels, fill
		shown = append(shown, at(p, 20, float32(20+220*i), 320, 200))
	}
	raster := canvas.NewRaster(func(w, h int) image.Image {
		out := image.NewRGBA(image.Rect(0, 0, w, h))
		flat(out, out.Rect, rgba(lamp))
		return out
	})
	return free(append(shown, at(raster, 360, 20, 100, 100))...)
}

func svgTree() fyne.CanvasObject {
	content, err := assets.FS().Open("scenes/slip.svg")
	if err != nil {
		panic(err)
	}
	defer content.Close()
	p := canvas.NewImageFromReader(content, "slip.svg")
	p.FillMode = canvas.ImageFillContain
	return free(at(p, 20, 20, 416, 400))
}
