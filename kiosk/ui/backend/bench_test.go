package backend

import (
	"bytes"
	"fmt"
	"image"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"

	"station365/assets"
)

// The benchmarks report, besides their own time, how many such frames fit into
// one bare Capture of Fyne's painter of the same tree in the same run.

func fullGlass(b *testing.B) *Glass {
	b.Helper()
	g, _ := bench(b, func(o *Opts) { o.Width, o.Height, o.PixelsPerMM = 1080, 1920, 1080.0/268 })
	return g
}

func scenePicture(b *testing.B, name string) fyne.Resource {
	b.Helper()
	var content bytes.Buffer
	file, err := assets.FS().Open("scenes/" + name)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if _, err := content.ReadFrom(file); err != nil {
		b.Fatal(err)
	}
	return fyne.NewStaticResource(name, content.Bytes())
}

// home is a page of six doors with words and pictures, as the kiosk's first one.
func home(pictures []fyne.Resource, greeting string) (*fyne.Container, *key) {
	ground := at(canvas.NewRectangle(paper), 0, 0, 1080, 1920)
	page := free(ground, caption(greeting, 60, 60, 56, true), caption("请选一件事，轻轻按一下。不急，慢慢来。", 60, 150, 36, false))
	var first *key
	for i, picture := range pictures {
		x, y := float32(50+500*(i%2)), float32(260+480*(i/2))
		sill := at(canvas.NewRectangle(ink), x, y, 480, 440)
		sill.CornerRadius = 20
		k := at(newKey(fmt.Sprintf("第%d件事", i+1)), x+2, y+2, 476, 430)
		k.face.CornerRadius = 18
		shown := at(canvas.NewImageFromResource(picture), x+90, y+20, 300, 200)
		shown.FillMode = canvas.ImageFillContain
		page.Add(sill)
		page.Add(k)
		page.Add(shown)
		page.Add(caption("住在这里多久了，要登记", x+30, y+300, 30, false))
		page.Add(caption("带上身份证，三分钟办好", x+30, y+345, 30, false))
		if first == nil {
			first = k
		}
	}
	bar := at(newKey("叫人帮忙"), 60, 1740, 460, 120)
	page.Add(bar)
	return page, first
}

func caption(text string, x, y, size float32, bold bool) fyne.CanvasObject {
	t := at(canvas.NewText(text, ink), x, y, 900, size*1.5)
	t.TextSize, t.TextStyle.Bold = size, bold
	return t
}

func doors(b *testing.B) []fyne.Resource {
	b.Helper()
	var out []fyne.Resource
	for _, name := range []string{"matter", "mycases", "neighbours", "speak", "unsure", "whereabouts"} {
		out = append(out, scenePicture(b, "door-"+name+".svg"))
	}
	return out
}

// measured runs frame b.N times and reports how often it fits into a capture.
func measured(b *testing.B, frame func(i int)) {
	b.Helper()
	capture := captureOf(b)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		frame(i)
		i++
	}
	each := b.Elapsed() / time.Duration(b.N)
	b.ReportMetric(float64(capture)/float64(each), "frames-in-one-capture-x")
	b.ReportMetric(float64(capture.Microseconds())/1000, "capture-ms")
}

// captureOf is the time Fyne's painter needs for the same page, warm.
func captureOf(b *testing.B) (each time.Duration) {
	b.Helper()
	const captures = 3
	asFyne(func() {
		tree, _ := home(doors(b), "您好")
		c := software.NewCanvas()
		c.SetPadded(false)
		c.Resize(fyne.NewSize(1080, 1920))
		c.SetContent(tree)
		c.Capture()
		began := time.Now()
		for range captures {
			c.Capture()
		}
		each = time.Since(began) / captures
	})
	return each
}

// A frame with nothing known of the one before: the worst there is.
func BenchmarkFullFrame(b *testing.B) {
	g := fullGlass(b)
	tree, _ := home(doors(b), "您好")
	painted(g, tree)

	measured(b, func(int) {
		g.scene = scene{}
		g.paint()
	})
}

// The very first frame: no glyph, corner or picture is known.
func BenchmarkFirstFrame(b *testing.B) {
	g := fullGlass(b)
	tree, _ := home(doors(b), "您好")
	painted(g, tree)

	measured(b, func(int) {
		l := &letters{regular: g.letters.regular, bold: g.letters.bold, masks: newBounded[glyphKey](glyphBytes, weightOfGlyph)}
		g.scene, g.painter, g.album, g.letters = scene{}, newPainter(l), newAlbum(nil), l
		g.paint()
	})
}

// A page built anew, of which only the greeting differs.
func BenchmarkChangedPartOfAnewTree(b *testing.B) {
	g := fullGlass(b)
	pictures := doors(b)
	tree, _ := home(pictures, "您好")
	painted(g, tree)

	measured(b, func(i int) {
		anew, _ := home(pictures, [...]string{"您好", "请慢慢来"}[i%2])
		g.SetContent(anew)
		g.paint()
	})
}

// One text of a standing tree.
func BenchmarkChangedText(b *testing.B) {
	g := fullGlass(b)
	tree, _ := home(doors(b), "您好")
	painted(g, tree)
	greeting := tree.Objects[1].(*canvas.Text)

	measured(b, func(i int) {
		greeting.Text = [...]string{"您好", "请慢慢来"}[i%2]
		greeting.Refresh()
		g.paint()
	})
}

// A finger goes down on a door, or up: what must feel instant.
func BenchmarkPress(b *testing.B) {
	g := fullGlass(b)
	tree, first := home(doors(b), "您好")
	painted(g, tree)

	measured(b, func(i int) {
		first.face.FillColor = paper
		if i%2 == 0 {
			first.face.FillColor = lamp
		}
		g.paint()
	})
}

// A frame in which nothing has changed: what every touch move costs.
func BenchmarkUnchanged(b *testing.B) {
	g := fullGlass(b)
	tree, _ := home(doors(b), "您好")
	painted(g, tree)

	measured(b, func(int) { g.paint() })
}

func BenchmarkMeasuringAText(b *testing.B) {
	g := fullGlass(b)
	for b.Loop() {
		g.letters.measure("请选一件事，轻轻按一下。不急，慢慢来。", 36, false)
	}
}

func BenchmarkToAFramebuffer(b *testing.B) {
	for name, layout := range map[string]pixelLayout{"32Bits": bgra, "16Bits": rgb565} {
		b.Run(name, func(b *testing.B) {
			frame := image.NewRGBA(image.Rect(0, 0, 1080, 1920))
			stride := 1080 * layout.bytes
			d := &screenDevice{memory: make([]byte, 1920*stride), stride: stride, layout: layout, size: frame.Rect.Size()}
			for b.Loop() {
				if err := d.Show(frame, frame.Rect); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
