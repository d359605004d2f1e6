package ink

import "station365/kiosk/personal"

// Sheet is the square that one character is written on. It is used from one
// goroutine.
type Sheet struct {
	model   *Model
	points  []Point // of all strokes, so that one place holds what was written
	ends    []int   // where each stroke ends in points
	down    bool
	strokes []Stroke // the same as slices, made anew when asked

	trace   trace
	runs    Runs
	seen    [Views]float32
	match   match
	moved   []step
	guesses []guess
	others  []guess // of the ink turned round
	fresh   bool    // guesses belong to the ink
}

// New is an empty sheet.
func New(m *Model) *Sheet {
	return &Sheet{model: m, moved: make([]step, mostSteps), guesses: make([]guess, 0, 2*pool), others: make([]guess, 0, pool)}
}

// Down begins a stroke.
func (s *Sheet) Down(p Point) {
	s.Up()
	s.down = true
	s.add(p)
}

// Move goes on with the stroke; without a finger on the glass it does nothing.
func (s *Sheet) Move(p Point) {
	if s.down {
		s.add(p)
	}
}

// Up ends the stroke.
func (s *Sheet) Up() {
	if s.down {
		s.down = false
		s.ends = append(s.ends, len(s.points))
	}
}

// Undo takes the last stroke back, begun or ended.
func (s *Sheet) Undo() {
	s.Up()
	if len(s.ends) == 0 {
		return
	}
	s.ends = s.ends[:len(s.ends)-1]
	begin := 0
	if len(s.ends) > 0 {
		begin = s.ends[len(s.ends)-1]
	}
	clear(s.points[begin:])
	s.points = s.points[:begin]
	s.fresh = false
}

// Reset zeroes what was written and what it was taken for.
func (s *Sheet) Reset() {
	clear(s.points[:cap(s.points)])
	clear(s.ends[:cap(s.ends)])
	clear(s.strokes[:cap(s.strokes)])
	clear(s.moved)
	clear(s.guesses[:cap(s.guesses)])
	clear(s.others[:cap(s.others)])
	s.trace.wipe()
	s.match.wipe()
	s.runs, s.seen = Runs{}, [Views]float32{}
	s.points, s.ends, s.strokes, s.guesses = s.points[:0], s.ends[:0], s.strokes[:0], s.guesses[:0]
	s.down, s.fresh = false, false
}

// Strokes is what was written, for drawing it. It is valid until the next call
// that writes, takes back or resets.
func (s *Sheet) Strokes() []Stroke {
	s.strokes = s.strokes[:0]
	begin := 0
	for _, end := range s.ends {
		s.strokes = append(s.strokes, s.points[begin:end])
		begin = end
	}
	if s.down {
		s.strokes = append(s.strokes, s.points[begin:])
	}
	return s.strokes
}

// Offer is the characters that the ink may be, likeliest first, n of them from
// the from-th on; fewer at the end, none for an empty sheet. The caller wipes
// them. It may be asked while a stroke is being drawn.
func (s *Sheet) Offer(from, n int) []personal.Value {
	s.recognise()
	from = min(max(from, 0), len(s.guesses))
	to := min(from+max(n, 0), len(s.guesses))
	var out []personal.Value
	for _, g := range s.guesses[from:to] {
		out = append(out, personal.New(string(s.model.chars[g.char])))
	}
	return out
}

const (
	// most bounds a stroke-laying child: with that many points long strokes are
	// thinned, and where there are only short ones the rest is not taken. The longest
	// character has 33 strokes; this is 120 points for each.
	most = 4000
	// thinnable is how many points a stroke has that can do without half of them.
	thinnable = 64
)

// furthest is far outside any glass, and near enough to be reckoned with.
const furthest = 1e6

func (s *Sheet) add(p Point) {
	if len(s.points) == most {
		s.thin()
	}
	if len(s.points) == most || !(abs(p.X) <= furthest && abs(p.Y) <= furthest) { // not so for what is not a number
		return
	}
	if len(s.points) == cap(s.points) {
		grown := make([]Point, len(s.points), max(256, 2*cap(s.points)))
		copy(grown, s.points)
		clear(s.points)
		s.points = grown
	}
	s.points = append(s.points, p)
	s.fresh = false
}

// thin leaves out every other point of long strokes, but not their ends.
func (s *Sheet) thin() {
	from, kept := 0, 0
	for i := range len(s.ends) + 1 {
		to := len(s.points)
		if i < len(s.ends) {
			to = s.ends[i]
		}
		for k := from; k < to; k++ {
			if to-from <= thinnable || (k-from)%2 == 0 || k == to-1 {
				s.points[kept] = s.points[k]
				kept++
			}
		}
		from = to
		if i < len(s.ends) {
			s.ends[i] = kept
		}
	}
	clear(s.points[kept:])
	s.points = s.points[:kept]
}

func abs(v float32) float32 { return max(v, -v) }
