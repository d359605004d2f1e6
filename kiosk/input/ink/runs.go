package ink

import "math"

// Runs are the shape of whole ink: how much of it runs in which of eight
// directions, in each of 8 x 8 fields. Roots, so that a long stroke does not
// drown a short one; their squares add up to one.
type Runs [fields * fields * directions]float32

const (
	fields     = 8
	directions = 8
)

// RunsOf measures strokes. build/ink measures with it what it later compares.
func RunsOf(strokes []Stroke) *Runs {
	var t trace
	t.follow(strokes)
	var r Runs
	r.measure(t.steps)
	return &r
}

func (r *Runs) measure(steps []step) {
	*r = Runs{}
	for _, s := range steps {
		angle := float32(math.Atan2(float64(s.way.Y), float64(s.way.X))) / (2 * math.Pi) * directions
		if angle < 0 {
			angle += directions
		}
		one := int(angle) % directions
		part := angle - float32(int(angle))
		r.spread(s.at, one, 1-part)
		r.spread(s.at, (one+1)%directions, part)
	}
	share := 1 / float32(max(len(steps), 1))
	for i, v := range r {
		r[i] = float32(math.Sqrt(float64(v * share)))
	}
}

// spread shares an amount among the four fields around a place.
func (r *Runs) spread(at Point, direction int, amount float32) {
	x, y := at.X*fields-0.5, at.Y*fields-0.5
	left, top := int(math.Floor(float64(x))), int(math.Floor(float64(y)))
	fx, fy := x-float32(left), y-float32(top)
	for _, f := range [...]struct {
		x, y int
		part float32
	}{
		{left, top, (1 - fx) * (1 - fy)}, {left + 1, top, fx * (1 - fy)},
		{left, top + 1, (1 - fx) * fy}, {left + 1, top + 1, fx * fy},
	} {
		column, row := min(max(f.x, 0), fields-1), min(max(f.y, 0), fields-1)
		r[(row*fields+column)*directions+direction] += f.part * amount
	}
}
