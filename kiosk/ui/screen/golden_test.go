package screen_test

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen/screentest"
)

var update = flag.Bool("update", false, "draw the golden pictures anew; look at them before they are kept")

const goldenDir = "testdata/golden"

// Golden pictures are a third of the glass's width and height in sixteen steps a
// colour: letters still show, and four a screen weigh little.
const (
	smaller = 3
	steps   = 16
)

// mostPoints is the share of points that may be of another step than before: the
// arithmetic of another processor moves a few across a step.
const mostPoints = 0.002

func TestScreensLookAsTheyDid(t *testing.T) {
	s := shared(t)
	var drawn []string
	for _, p := range panels[:2] {
		glass, end := lit(t, p)
		for _, sample := range masters() {
			for _, scale := range []kit.Scale{kit.Standard, kit.Largest} {
				name := fmt.Sprintf("%s-%s-%s.png", sample.Name, p.Class(), scale)
				page := draw(kit.New(p, scale, kit.Light, s), sample.View, nil).Object()
				glass.Do(func() { glass.SetContent(page) })
				glass.Describe()
				check(t, name, third(glass.Frame()))
				drawn = append(drawn, name)
			}
		}
		drawn = append(drawn, calibrationsLook(t, p, glass)...)
		end()
	}
	checkNoneIsLeft(t, drawn)
}

// troubled are pages that a trouble changes.
var troubled = []string{"welcome-clock", "home-clock", "my-cases-offline"}

// masters are one sample of every state, and of every kind of question: the one that
// is called like its state, or else the first. What is troubled comes beside them.
func masters() (out []screentest.Sample) {
	at := map[string]int{}
	for _, s := range screentest.Samples() {
		kind := string(s.View.State)
		if slices.Contains(troubled, s.Name) {
			kind = s.Name
		}
		if s.View.State == flow.Filling {
			kind += fmt.Sprint(s.View.Question.Kind, s.View.Question.Columns > 0)
		}
		i, seen := at[kind]
		switch {
		case !seen:
			at[kind] = len(out)
			out = append(out, s)
		case s.Name == kind:
			out[i] = s
		}
	}
	return out
}

// third is the picture at a third of its size: each point the mean of nine.
func third(p *image.RGBA) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, p.Rect.Dx()/smaller, p.Rect.Dy()/smaller))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var sum [3]int
			for i := range smaller * smaller {
				at := p.PixOffset(x*smaller+i%smaller, y*smaller+i/smaller)
				for c := range sum {
					sum[c] += int(p.Pix[at+c])
				}
			}
			out.SetNRGBA(x, y, color.NRGBA{R: step(sum[0]), G: step(sum[1]), B: step(sum[2]), A: 255})
		}
	}
	return out
}

func step(sum int) uint8 { return uint8(sum / (smaller * smaller) / steps * steps) }

// check compares a picture with its golden one, or writes that anew.
func check(t *testing.T, name string, got *image.NRGBA) {
	t.Helper()
	path := filepath.Join(goldenDir, name)
	if *update {
		save(t, path, got)
		return
	}
	want, err := load(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s: there is no golden picture yet (go test ./kiosk/ui/screen -run ScreensLook -update)", name)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if share := apart(got, want); share > mostPoints {
		now := filepath.Join(t.ArtifactDir(), name)
		save(t, now, got)
		t.Errorf("%s looks different in %.2f %% of its points: see %s (-artifacts keeps it); -update if that is meant", name, 100*share, now)
	}
}

// apart is the share of points that are more than a step apart in a colour.
func apart(a *image.NRGBA, b image.Image) float64 {
	if a.Rect != b.Bounds() {
		return 1
	}
	n := 0
	for y := range a.Rect.Dy() {
		for x := range a.Rect.Dx() {
			p, q := a.NRGBAAt(x, y), color.NRGBAModel.Convert(b.At(x, y)).(color.NRGBA)
			if far(p.R, q.R) || far(p.G, q.G) || far(p.B, q.B) {
				n++
			}
		}
	}
	return float64(n) / float64(a.Rect.Dx()*a.Rect.Dy())
}

func far(a, b uint8) bool { return max(a, b)-min(a, b) > steps }

func save(t *testing.T, path string, p image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, p); err != nil {
		t.Fatal(err)
	}
}

func load(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}

// checkNoneIsLeft finds golden pictures of pages that are no more.
func checkNoneIsLeft(t *testing.T, drawn []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(goldenDir, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if slices.Contains(drawn, filepath.Base(f)) {
			continue
		}
		if !*update {
			t.Errorf("%s shows no page any more", f)
		} else if err := os.Remove(f); err != nil {
			t.Fatal(err)
		}
	}
}
