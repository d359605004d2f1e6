package ink

import "math"

// step is one short piece of the ink: where it is, and which way it runs.
type step struct{ at, way Point }

// trace is ink as steps of equal length inside the unit square, whatever its size
// on the glass. Its memory is used again for the next ink.
type trace struct {
	steps   []step
	ends    []int // where each stroke ends in steps
	strokes int
	points  []Point // one stroke, while it is being cut
	calm    []Point // the same before, without the noise of the glass
}

// The steps of a trace: this many along the longer side of the ink before it is
// brought to size. More only costs time.
const stepsPerSide = 26

// mostSteps bounds what a scribble costs; no character has half as many.
const mostSteps = 800

// follow takes strokes over. Ink without any length is a dot.
func (t *trace) follow(strokes []Stroke) {
	if t.steps == nil {
		// Never grown later: growing would leave ink behind in the old place.
		t.steps, t.points, t.calm = make([]step, 0, mostSteps), make([]Point, 0, mostSteps+1), make([]Point, 0, most+1)
	}
	t.steps, t.ends, t.strokes = t.steps[:0], t.ends[:0], 0
	pace := side(strokes) / stepsPerSide
	for _, s := range strokes {
		if len(s) == 0 {
			continue
		}
		t.strokes++
		t.quiet(s, pace*noisy)
		t.cut(t.calm, pace)
		t.smooth()
		t.keep(pace)
		t.ends = append(t.ends, len(t.steps))
	}
	t.settle()
}

func (t *trace) wipe() {
	clear(t.steps[:cap(t.steps)])
	clear(t.points[:cap(t.points)])
	clear(t.calm[:cap(t.calm)])
	clear(t.ends[:cap(t.ends)])
	t.steps, t.ends, t.points, t.strokes = t.steps[:0], t.ends[:0], t.points[:0], 0
}

// side is the longer side of the box around the strokes.
func side(strokes []Stroke) float32 {
	low, high := Point{math.MaxFloat32, math.MaxFloat32}, Point{-math.MaxFloat32, -math.MaxFloat32}
	for _, s := range strokes {
		for _, p := range s {
			low = Point{min(low.X, p.X), min(low.Y, p.Y)}
			high = Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	return max(high.X-low.X, high.Y-low.Y, smallest)
}

// smallest keeps a division by the ink's size possible.
const smallest = 1e-6

const (
	// noisy is the part of a step within which points are not told apart.
	noisy = 0.7
	// calmings is how often the ink is made quiet: the middles of noise still shake.
	calmings = 3
)

// quiet puts the middle of them in the place of points that follow each other
// nearer than that: noise between a thousand points a stroke would make it many
// times as long. A stroke keeps its ends.
func (t *trace) quiet(s Stroke, near float32) {
	t.calm = append(t.calm[:0], s...)
	for range calmings {
		t.calm = gathered(t.calm, near)
	}
}

// gathered works in place.
func gathered(s []Point, near float32) []Point {
	if len(s) < 3 {
		return s
	}
	end, kept := s[len(s)-1], 1
	for i := 1; i < len(s)-1; kept++ {
		middle, n := s[i], float32(1)
		for i++; i < len(s)-1 && length(s[i].minus(middle)) < near; i++ {
			n++
			middle = middle.toward(s[i], 1/n)
		}
		s[kept] = middle
	}
	s[kept] = end
	return s[:kept+1]
}

// cut marks points along the stroke at equal distances. It measures along each
// piece from the piece's start, so that it ends however coarse the numbers are.
func (t *trace) cut(s Stroke, pace float32) {
	t.points = append(t.points[:0], s[0])
	left := pace
	for i := 1; i < len(s); i++ {
		d := length(s[i].minus(s[i-1]))
		for left <= d && len(t.points) < mostSteps {
			t.points = append(t.points, s[i-1].toward(s[i], left/d))
			left += pace
		}
		left -= d
	}
	if end := s[len(s)-1]; left < pace*2/3 || len(t.points) == 1 {
		t.points = append(t.points, end)
	}
}

// smooth takes out the shaking of a hand and of the glass, but not the ends.
func (t *trace) smooth() {
	if len(t.points) < 3 {
		return
	}
	before := t.points[0]
	for i := 1; i+1 < len(t.points); i++ {
		here := t.points[i]
		t.points[i] = before.plus(here.times(2)).plus(t.points[i+1]).times(0.25)
		before = here
	}
}

// keep turns the marked points into steps. A tap is a dot of Chinese writing,
// which falls to the right.
func (t *trace) keep(pace float32) {
	for i := 1; i < len(t.points) && len(t.steps) < mostSteps; i++ {
		from, to := t.points[i-1], t.points[i]
		way := to.minus(from)
		if length(way) < pace/4 {
			if len(t.points) > 2 {
				continue
			}
			way = Point{pace, pace}
		}
		t.steps = append(t.steps, step{at: from.toward(to, 0.5), way: way})
	}
}

// flattest is how flat ink is taken for at most: a bar is not blown up to a square.
const flattest = 0.15

// settle moves the ink's centre of mass to the middle and brings its spread to a
// quarter of the square, keeping a part of its proportions.
func (t *trace) settle() {
	if len(t.steps) == 0 {
		return
	}
	var mid Point
	for _, s := range t.steps {
		mid = mid.plus(s.at)
	}
	mid = mid.times(1 / float32(len(t.steps)))
	var sx, sy float64
	for _, s := range t.steps {
		d := s.at.minus(mid)
		sx += float64(d.X * d.X)
		sy += float64(d.Y * d.Y)
	}
	n := float64(len(t.steps))
	spread := Point{float32(math.Sqrt(sx/n)) + smallest, float32(math.Sqrt(sy/n)) + smallest}
	long := max(spread.X, spread.Y)
	fx, fy := grown(spread.X, long), grown(spread.Y, long)
	for i, s := range t.steps {
		d := s.at.minus(mid)
		way := Point{s.way.X * fx, s.way.Y * fy}
		t.steps[i] = step{at: Point{0.5 + d.X*fx, 0.5 + d.Y*fy}, way: way.times(1 / max(length(way), smallest))}
	}
}

// grown is the factor for a spread beside the longer one.
func grown(spread, long float32) float32 {
	r := max(spread/long, flattest)
	kept := float32(math.Sqrt(math.Sin(math.Pi / 2 * float64(r))))
	return 0.25 * kept / (r * long)
}

func length(p Point) float32 { return float32(math.Hypot(float64(p.X), float64(p.Y))) }
