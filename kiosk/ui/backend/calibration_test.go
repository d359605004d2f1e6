package backend

import (
	"context"
	"errors"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const glassPerMM = 4 // pixels: the glass of these tests is 270 by 480 mm

var (
	crossGlass = image.Pt(1080, 1920)
	crossesAt  = [CrossCount]image.Point{{108, 192}, {971, 192}, {971, 1727}, {108, 1727}, {540, 960}}
)

// distortion is what a panel makes of a place on its glass.
type distortion Calibration

// as is a distortion of a scale on each axis, a turn in radians and a shift in mm.
func as(scaleX, scaleY, turn, shiftX, shiftY float64) distortion {
	sin, cos := math.Sincos(turn)
	x, y := float64(crossGlass.X)/2, float64(crossGlass.Y)/2
	a, b, d, e := scaleX*cos, -scaleX*sin, scaleY*sin, scaleY*cos
	return distortion{a, b, x - a*x - b*y + shiftX*glassPerMM, d, e, y - d*x - e*y + shiftY*glassPerMM}
}

// swapped has the axes in each other's place, as wide as each other's side.
func (d distortion) swapped() distortion {
	w, h := float64(crossGlass.X)/float64(crossGlass.Y), float64(crossGlass.Y)/float64(crossGlass.X)
	return distortion{d[3] * w, d[4] * w, d[5] * w, d[0] * h, d[1] * h, d[2] * h}
}

func (d distortion) feels(at spot) image.Point {
	s := Calibration(d).at(at)
	return image.Pt(int(math.Round(s.x)), int(math.Round(s.y)))
}

// coarse is how many pixels of the glass a step of the panel is at most.
func (d distortion) coarse() float64 {
	least := math.Inf(1)
	for turn := range 360 {
		sin, cos := math.Sincos(float64(turn) * math.Pi / 180)
		least = min(least, math.Hypot(d[0]*cos+d[1]*sin, d[3]*cos+d[4]*sin))
	}
	return 1 / least
}

// technician touches crosses; each press takes a second.
type technician struct {
	crosses *Crosses
	panel   distortion
	now     time.Time
}

func newTechnician(d distortion) *technician {
	return &technician{crosses: NewCrosses(crossesAt, glassPerMM), panel: d, now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}
}

// touch lays a finger on a place of the glass, trembling, and lifts it.
func (h *technician) touch(at spot) Verdict {
	h.now = h.now.Add(time.Second)
	for i, kind := range []TouchKind{Down, Move, Move, Up} {
		felt := h.panel.feels(spot{at.x + []float64{0, 3, -3, 0}[i], at.y})
		if v := h.crosses.Feel(Touch{felt.X, felt.Y, kind}, h.now); v != Feeling || kind == Up {
			return v
		}
	}
	return Feeling
}

// due is where the cross is that is asked for, a bit beside it.
func (h *technician) due(offX, offY float64) spot {
	at := crossesAt[h.crosses.Due()]
	return spot{float64(at.X) + offX*glassPerMM, float64(at.Y) + offY*glassPerMM}
}

// aims touches what is asked for until something else than the next cross comes of it.
func (h *technician) aims() Verdict {
	for {
		if v := h.touch(h.due(0, 0)); v != Counted {
			return v
		}
	}
}

var wrongPanels = map[string]distortion{
	"right":            as(1, 1, 0, 0, 0),
	"15 mm off":        as(1, 1, 0, 15, -15),
	"mirrored":         as(-1, 1, 0, 0, 0),
	"upside down":      as(-1, -1, 0, 0, 0),
	"of another range": as(0.25, 3, 0, 0, 0),
	"turned a little":  as(1, 1, 0.05, 0, 0),
	"swapped":          as(1, 1, 0, 0, 0).swapped(),
	"all at once":      as(-1.1, 0.9, -0.04, 12, 9).swapped(),
}

func TestFiveTouchesMendAPanelHoweverItIsWrong(t *testing.T) {
	for name, panel := range wrongPanels {
		h := newTechnician(panel)

		if v := h.aims(); v != Fitted {
			t.Fatalf("%s: verdict %d", name, v)
		}

		c, worst := h.crosses.Calibration()
		if worst > 1.5 {
			t.Errorf("%s: the worst touch is %.1f mm off", name, worst)
		}
		for _, at := range []spot{{60, 60}, {1000, 1900}, {540, 960}, {30, 1500}} {
			felt := panel.feels(at)
			c.Touches(func(got Touch) {
				if off := at.from(spot{float64(got.X), float64(got.Y)}); off > 2*panel.coarse()+1 {
					t.Errorf("%s: a finger at %v is taken to %v", name, at, got)
				}
			})(Touch{felt.X, felt.Y, Down})
		}
	}
}

// Anywhere on the glass the five touches together weigh at most 1.85 (at its corners:
// 0.825 + 3·0.2 + 0.425), so a finger that misses a cross by a millimetre puts no press
// further off than that.
func TestAnyPanelAndAnyHand_TheCorrectedTouchIsAsExactAsTheHand(t *testing.T) {
	const weight, missesMM = 1.85, 1.0
	random := rand.New(rand.NewPCG(1, 2))
	between := func(low, high float64) float64 { return low + random.Float64()*(high-low) }
	for round := range 2000 {
		panel := as(between(0.4, 2), between(0.4, 2), between(-0.2, 0.2), between(-40, 40), between(-40, 40))
		if round%2 == 0 {
			panel = as(-between(0.4, 2), between(0.4, 2), between(-0.2, 0.2), between(-40, 40), between(-40, 40))
		}
		if round%3 == 0 {
			panel = panel.swapped()
		}
		h := newTechnician(panel)
		verdict := Counted
		for verdict == Counted {
			turn, off := between(0, 2*math.Pi), between(0, missesMM)
			verdict = h.touch(h.due(off*math.Cos(turn), off*math.Sin(turn)))
		}
		c, _ := h.crosses.Calibration()
		if verdict != Fitted || c.Check() != nil {
			t.Fatalf("round %d: verdict %d, %v for the panel %v", round, verdict, c, panel)
		}

		at := spot{between(0, 1080), between(0, 1920)}
		felt := panel.feels(at)
		got := c.at(spot{float64(felt.X), float64(felt.Y)})

		if off, most := got.from(at), weight*missesMM*glassPerMM+3*panel.coarse(); off > most {
			t.Fatalf("round %d: a finger at %v is taken to %v, %.1f px off; at most %.1f for the panel %v", round, at, got, off, most, panel)
		}
	}
}

func TestATouchThatWasNotAtItsCross_OnlyItIsAskedForAgain(t *testing.T) {
	for wild := range CrossCount {
		h := newTechnician(wrongPanels["15 mm off"])
		verdict := Counted
		for i := 0; verdict == Counted; i++ {
			off := 0.
			if i == wild {
				off = 60
			}
			verdict = h.touch(h.due(off, off))
		}
		if verdict != Astray || h.crosses.Done(wild) {
			t.Fatalf("cross %d, touched 60 mm beside it: verdict %d, taken %v", wild, verdict, h.crosses.Done(wild))
		}
		left := 0
		for i := range CrossCount {
			if !h.crosses.Done(i) {
				left++
			}
		}
		if left > 2 { // it, and the corner across from it, which tells the same
			t.Errorf("cross %d: %d are asked again", wild, left)
		}

		if v := h.aims(); v != Fitted {
			t.Errorf("cross %d, touched again: verdict %d", wild, v)
		}
	}
}

func TestTouchesThatDoNotBelongTogether_AllAreAskedAgain(t *testing.T) {
	h := newTechnician(wrongPanels["right"])
	verdict := Counted
	for i := 0; verdict == Counted; i++ {
		verdict = h.touch(h.due(0, []float64{9, -9, 9, -9, 9}[i]))
	}

	_, worst := h.crosses.Calibration()

	if verdict != Loose || worst <= looseMM || h.crosses.Due() != 0 {
		t.Errorf("verdict %d, %.1f mm off, cross %d is due", verdict, worst, h.crosses.Due())
	}
	if v := h.aims(); v != Fitted {
		t.Errorf("after that: verdict %d", v)
	}
}

func TestOnePlaceIsTouchedFiveTimes_NothingIsFitted(t *testing.T) {
	h := newTechnician(wrongPanels["right"])
	verdict := Counted
	for verdict == Counted {
		verdict = h.touch(spot{540, 960})
	}

	if verdict != Loose {
		t.Errorf("verdict %d", verdict)
	}
}

func TestAFingerThatSlides_IsAskedForAgain(t *testing.T) {
	h := newTechnician(wrongPanels["right"])
	at := crossesAt[0]
	h.crosses.Feel(Touch{at.X, at.Y, Down}, h.now)
	h.crosses.Feel(Touch{at.X + 10*glassPerMM, at.Y, Move}, h.now)

	v := h.crosses.Feel(Touch{at.X, at.Y, Up}, h.now)

	if v != Wandered || h.crosses.Due() != 0 {
		t.Errorf("verdict %d, cross %d is due", v, h.crosses.Due())
	}
}

func TestThePlaceOfATouchIsTheMeanOfItsSamples(t *testing.T) {
	h := newTechnician(wrongPanels["right"])
	for _, said := range []Touch{{100, 200, Down}, {104, 200, Move}, {108, 206, Move}, {120, 190, Up}} {
		h.crosses.Feel(said, h.now)
	}

	if got := h.crosses.felt[0]; got == nil || *got != (spot{104, 202}) {
		t.Errorf("felt at %v", got)
	}
}

func TestAFingerThatIsLost_AndTheSecondHalfOfADoubleTap_AreNoTouches(t *testing.T) {
	h := newTechnician(wrongPanels["right"])
	h.crosses.Feel(Touch{100, 200, Down}, h.now)
	for _, lost := range []Touch{{offGlass, offGlass, Up}, {1919 - offGlass, offGlass, Up}} { // and of a panel on its side
		if v := h.crosses.Feel(lost, h.now); v != Feeling || h.crosses.Due() != 0 {
			t.Errorf("lost at %v: verdict %d, cross %d is due", lost, v, h.crosses.Due())
		}
	}
	h.touch(h.due(0, 0))
	first := crossesAt[0]

	h.crosses.Feel(Touch{first.X, first.Y, Down}, h.now.Add(100*time.Millisecond))
	v := h.crosses.Feel(Touch{first.X, first.Y, Up}, h.now.Add(200*time.Millisecond))

	if v != Feeling || h.crosses.Due() != 1 {
		t.Errorf("tapped twice: verdict %d, cross %d is due", v, h.crosses.Due())
	}
}

func TestALostFingerStaysLostThroughAnyCalibration(t *testing.T) {
	for name, panel := range wrongPanels {
		h := newTechnician(panel)
		h.aims()
		c, _ := h.crosses.Calibration()
		c.Touches(func(got Touch) {
			if got != (Touch{offGlass, offGlass, Up}) {
				t.Errorf("%s: a lost finger is lifted at %v", name, got)
			}
		})(Touch{offGlass, offGlass, Up})
	}
}

func TestNumbersThatNoPanelCouldNeedAreRefused(t *testing.T) {
	for name, c := range map[string]Calibration{
		"nothing":         {},
		"not a number":    {math.NaN(), 0, 0, 0, 1, 0},
		"endless":         {1, 0, math.Inf(1), 0, 1, 0},
		"one place":       {1, 1, 0, 1, 1, 0},
		"a far shift":     {1, 0, 1e9, 0, 1, 0},
		"a hundred times": {100, 0, 0, 0, 1, 0},
	} {
		if err := c.Check(); !errors.Is(err, ErrImplausible) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (Calibration{0, 0.5625, 0, 1.7778, 0, 0}).Check(); err != nil {
		t.Errorf("swapped axes: %v", err)
	}
}

// The correction is measured and applied on the glass, however the panel hangs.
func TestTouchesOfATurnedPanel_AreCorrectedWhereTheGlassHasThem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "touch")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	corrected := make(chan Touch, 10)
	g, _ := bench(t, func(o *Opts) {
		o.Panel = func(func(Touch)) func(Touch) {
			return Calibration{1, 0, -5, 0, 1, 7}.Touches(func(at Touch) { corrected <- at })
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	var reading sync.WaitGroup
	reading.Go(func() {
		if err := g.ReadTouches(ctx, path, Clockwise); err != nil {
			t.Errorf("read touches: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); reading.Wait() })
	pipe, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	own := Clockwise.toPanel(image.Pt(105, 93), g.frame.Rect.Size())

	if _, err := pipe.Write(said([3]int{evAbs, absX, own.X}, [3]int{evAbs, absY, own.Y}, [3]int{evKey, btnTouch, 1}, report)); err != nil {
		t.Fatal(err)
	}

	select {
	case got := <-corrected:
		if got != (Touch{100, 100, Down}) {
			t.Errorf("felt at %v", got)
		}
	case <-time.After(patience):
		t.Fatal("nothing was felt")
	}
}
