package backend

import (
	"bytes"
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"station365/assets"
)

// colours are few, so that equal commands meet.
var colours = []color.Color{ink, paper, lamp, color.NRGBA{R: 200, A: 120}, nil}

// anyObject is a random object of those that screens are made of.
func anyObject(r *rand.Rand) fyne.CanvasObject {
	x, y := float32(r.IntN(40)*10)+r.Float32(), float32(r.IntN(50)*10)
	w, h := float32(10+r.IntN(12)*13), float32(10+r.IntN(8)*17)
	pick := func() color.Color { return colours[r.IntN(len(colours))] }
	switch r.IntN(7) {
	case 0:
		c := at(canvas.NewCircle(pick()), x, y, w, h)
		c.StrokeColor, c.StrokeWidth = pick(), float32(r.IntN(6))
		return c
	case 1:
		t := at(canvas.NewText([]string{"办好了", "王小明 13800", "Ag"}[r.IntN(3)], pick()), x, y, w, h)
		t.TextSize, t.TextStyle.Bold = float32(12+r.IntN(20)), r.IntN(2) == 0
		t.Alignment = fyne.TextAlign(r.IntN(3))
		return t
	case 2:
		l := canvas.NewLine(pick())
		l.Position1, l.Position2 = fyne.NewPos(x, y), fyne.NewPos(x+w, y+float32(r.IntN(3))*h)
		l.StrokeWidth = float32(1 + r.IntN(9))
		return l
	case 3:
		p := canvas.NewImageFromResource(slip)
		p.FillMode = canvas.ImageFill(r.IntN(2))
		return at(p, x, y, w, h)
	case 4:
		return at(newKey("确定"), x, y, w, h)
	}
	o := at(canvas.NewRectangle(pick()), x, y, w, h)
	o.CornerRadius = float32(r.IntN(3) * 11)
	o.StrokeColor, o.StrokeWidth = pick(), float32(r.IntN(5))
	o.TopLeftCornerRadius = float32(r.IntN(2) * 30)
	return o
}

var slip = func() fyne.Resource {
	file, err := assets.FS().Open("icons/bell.svg")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	var content bytes.Buffer
	if _, err := content.ReadFrom(file); err != nil {
		panic(err)
	}
	return fyne.NewStaticResource("bell.svg", content.Bytes())
}()

// altered is a tree with some objects kept, some moved, some new.
func altered(r *rand.Rand, objects []fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, o := range objects {
		switch r.IntN(8) {
		case 0:
		case 1:
			o.Move(o.Position().AddXY(float32(r.IntN(40)-20), 7))
			out = append(out, o)
		case 2:
			out = append(out, anyObject(r), o)
		default:
			out = append(out, o)
		}
	}
	if r.IntN(3) == 0 {
		r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return append(out, anyObject(r))
}

// whole paints a scene on a frame of its own, without looking at an earlier one.
func whole(g *Glass, s scene) *image.RGBA {
	out := image.NewRGBA(g.frame.Rect)
	g.painter.part(out, s.commands, out.Rect)
	return out
}

func TestPaintingWhatDiffersEqualsPaintingAll(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 365))
		g, _ := bench(t)
		var objects []fyne.CanvasObject
		for step := range 8 {
			objects = altered(r, objects)
			g.SetContent(free(objects...))
			before := g.Frame()
			s := showing(make(chan image.Rectangle, severalParts))
			g.opts.Sink = s
			g.paint()

			after := g.Frame()
			if full := whole(g, g.scene); !bytes.Equal(full.Pix, after.Pix) {
				t.Fatalf("seed %d step %d: the frame is not what its commands paint", seed, step)
			}
			if p, ok := unshown(before, after, s); ok {
				t.Fatalf("seed %d step %d: pixel %v differs and was not shown", seed, step, p)
			}
		}
	}
}

// unshown finds a pixel that differs outside of all that was shown.
func unshown(a, b *image.RGBA, shown showing) (image.Point, bool) {
	var parts []image.Rectangle
	for len(shown) > 0 {
		parts = append(parts, <-shown)
	}
	for y := a.Rect.Min.Y; y < a.Rect.Max.Y; y++ {
		for x := a.Rect.Min.X; x < a.Rect.Max.X; x++ {
			p := image.Pt(x, y)
			within := func(r image.Rectangle) bool { return p.In(r) }
			if a.RGBAAt(x, y) != b.RGBAAt(x, y) && !slices.ContainsFunc(parts, within) {
				return p, true
			}
		}
	}
	return image.Point{}, false
}

func TestATreeBuiltAnewPaintsNothing(t *testing.T) {
	g, _ := bench(t)
	for _, tree := range []func() fyne.CanvasObject{flatTree, roundedTree, roundTree, lineTree, textTree, svgTree} {
		painted(g, tree())
		frames := make(showing, 1)
		g.opts.Sink = frames

		painted(g, tree())

		if len(frames) > 0 {
			t.Errorf("painted %v again", <-frames)
		}
		g.opts.Sink = nil
	}
}

func TestAPressPaintsOnlyItsKey(t *testing.T) {
	k := newKey("确定")
	frames := make(showing, 1)
	h := newHand(t, free(flatTree(), at(k, 100, 100, 120, 100), at(newKey("取消"), 300, 100, 120, 100)))
	h.glass.opts.Sink = frames

	h.feel(Down, 150, 150)

	if changed := <-frames; changed != image.Rect(100, 100, 220, 200) {
		t.Errorf("painted %v, want the key's face", changed)
	}
}

func TestAPictureWhosePixelsChangedIsPaintedAgainWhenRefreshed(t *testing.T) {
	g, _ := bench(t)
	pixels := image.NewRGBA(image.Rect(0, 0, 100, 100))
	shown := at(canvas.NewImageFromImage(pixels), 100, 100, 100, 100)
	painted(g, free(shown))

	flat(pixels, image.Rect(0, 0, 50, 50), rgba(lamp))
	shown.Refresh()
	g.paint()

	if got := g.Frame().RGBAAt(110, 110); got != rgba(lamp) {
		t.Errorf("the glass shows %v, want the new pixels", got)
	}
}

func TestAPersonsPictureIsForgottenWithItsFrame(t *testing.T) {
	g, _ := bench(t)
	photo := image.NewRGBA(image.Rect(0, 0, 100, 100))
	painted(g, free(at(canvas.NewImageFromImage(photo), 100, 100, 50, 50)))

	painted(g, free())
	painted(g, free())

	if len(g.album.shown)+len(g.album.next) > 0 {
		t.Error("the picture is still kept")
	}
}

func TestAPictureLiesInItsBoxAsItsFillModeSays(t *testing.T) {
	wide, high := image.Pt(200, 100), image.Pt(100, 200)
	for _, c := range []struct {
		fill   canvas.ImageFill
		source image.Point
		want   image.Rectangle
	}{
		{canvas.ImageFillStretch, wide, image.Rect(0, 0, 100, 100)},
		{canvas.ImageFillContain, wide, image.Rect(0, 25, 100, 75)},
		{canvas.ImageFillContain, high, image.Rect(25, 0, 75, 100)},
		{canvas.ImageFillCover, wide, image.Rect(-50, 0, 150, 100)},
		{canvas.ImageFillCover, high, image.Rect(0, -50, 100, 150)},
	} {
		if got := placed(c.source, pictureKey{size: image.Pt(100, 100), fill: c.fill}); got != c.want {
			t.Errorf("fill %d of %v lies in %v, want %v", c.fill, c.source, got, c.want)
		}
	}
}
