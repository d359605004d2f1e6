// Package inktest writes model strokes as hands do: turned, leaning, shaking,
// joined, in another order. The same seed writes the same ink. Only build/ink and
// tests use it; what build/ink learns from and what tests measure with are
// different hands.
package inktest

import (
	"math"
	"math/rand/v2"
	"slices"

	"station365/kiosk/input/ink"
)

// Hand is how far writing departs from the model. Lengths are parts of the
// character's side, angles radians; each is the spread of a normal distribution,
// each chance is per stroke.
type Hand struct {
	Stretch, Lean, Turn float64 // the whole character: proportions, shear, rotation
	Warp                float64 // smooth bending of the space it is written in
	Shift, Grow, Tilt   float64 // each stroke: place, length, angle
	Bow                 float64 // each stroke: bending to one side
	Shake               float64 // each point
	Join, Swap, Unhook  float64 // chances: joined to the next, changed with the next, end hook left out
	Ripples             float64 // how many waves the warp has across the character
	Gather              float64 // the whole character: one side larger than the other, a power
	Back, Lost          float64 // chances: a stroke drawn from its end, left out
}

// Taught is the hand that build/ink learns the averages from.
func Taught() Hand {
	return Hand{
		Stretch: 0.13, Lean: 0.12, Turn: 0.09, Warp: 0.025, Shift: 0.028, Grow: 0.11, Tilt: 0.09,
		Bow: 0.05, Shake: 0.007, Join: 0.2, Swap: 0.05, Unhook: 0.3, Ripples: 0.9, Gather: 0.15, Back: 0.04, Lost: 0.02,
	}
}

// Unseen is the hand that accuracy is measured with: its waves are shorter, it
// shakes, joins and changes the order more than the one that was learnt from.
func Unseen() Hand {
	return Hand{
		Stretch: 0.12, Lean: 0.11, Turn: 0.085, Warp: 0.026, Shift: 0.022, Grow: 0.09, Tilt: 0.075,
		Bow: 0.035, Shake: 0.008, Join: 0.22, Swap: 0.15, Unhook: 0.4, Ripples: 1.4,
	}
}

// Write writes a character's model strokes, which fill a square of the side given.
func (h Hand) Write(rng *rand.Rand, model []ink.Stroke, side float64) []ink.Stroke {
	space := h.space(rng, side)
	var out []ink.Stroke
	for i, s := range h.order(rng, model) {
		if i > 0 && len(model) > 3 && happens(rng, h.Lost) {
			continue
		}
		dense := densely(s, side/24)
		if rng.Float64() < h.Unhook {
			dense = unhooked(dense, side)
		}
		if happens(rng, h.Back) {
			slices.Reverse(dense)
		}
		h.bend(rng, dense, side)
		for i, p := range dense {
			p = space(p)
			p.X += float32(rng.NormFloat64() * h.Shake * side)
			p.Y += float32(rng.NormFloat64() * h.Shake * side)
			dense[i] = p
		}
		if len(out) > 0 && rng.Float64() < h.Join {
			out[len(out)-1] = append(out[len(out)-1], dense...)
			continue
		}
		out = append(out, dense)
	}
	return out
}

// happens asks the dice only where something may happen, so that a hand's ink stays
// what it was when another hand gains a habit.
func happens(rng *rand.Rand, chance float64) bool { return chance > 0 && rng.Float64() < chance }

// space is the sheet that the whole character is written on.
func (h Hand) space(rng *rand.Rand, side float64) func(ink.Point) ink.Point {
	sx, sy := math.Exp(rng.NormFloat64()*h.Stretch), math.Exp(rng.NormFloat64()*h.Stretch)
	lean, turn := rng.NormFloat64()*h.Lean, rng.NormFloat64()*h.Turn
	sin, cos := math.Sincos(turn)
	var waves [2][4]float64
	for i := range waves {
		waves[i] = [4]float64{
			rng.NormFloat64() * h.Ripples * math.Pi, rng.NormFloat64() * h.Ripples * math.Pi,
			rng.Float64() * 2 * math.Pi, rng.NormFloat64() * h.Warp * 1.4,
		}
	}
	px, py := 1.0, 1.0
	if h.Gather > 0 {
		px, py = math.Exp(rng.NormFloat64()*h.Gather), math.Exp(rng.NormFloat64()*h.Gather)
	}
	wave := func(w [4]float64, x, y float64) float64 { return w[3] * math.Sin(w[0]*x+w[1]*y+w[2]) }
	return func(p ink.Point) ink.Point {
		x, y := math.Pow(max(float64(p.X)/side, 0), px)-0.5, math.Pow(max(float64(p.Y)/side, 0), py)-0.5
		x, y = x+wave(waves[0], x, y), y+wave(waves[1], x, y)
		x, y = x*sx+y*lean, y*sy
		return ink.Point{X: float32((x*cos - y*sin + 0.5) * side), Y: float32((x*sin + y*cos + 0.5) * side)}
	}
}

// order changes neighbouring strokes.
func (h Hand) order(rng *rand.Rand, model []ink.Stroke) []ink.Stroke {
	out := append([]ink.Stroke(nil), model...)
	for i := 0; i+1 < len(out); i++ {
		if rng.Float64() < h.Swap {
			out[i], out[i+1] = out[i+1], out[i]
			i++
		}
	}
	return out
}

// bend moves, turns, stretches and bows one stroke about its middle.
func (h Hand) bend(rng *rand.Rand, s ink.Stroke, side float64) {
	mid := ink.Point{X: (s[0].X + s[len(s)-1].X) / 2, Y: (s[0].Y + s[len(s)-1].Y) / 2}
	grow := math.Exp(rng.NormFloat64() * h.Grow)
	sin, cos := math.Sincos(rng.NormFloat64() * h.Tilt)
	dx, dy := rng.NormFloat64()*h.Shift*side, rng.NormFloat64()*h.Shift*side
	bow := rng.NormFloat64() * h.Bow
	ax, ay := float64(s[len(s)-1].X-s[0].X), float64(s[len(s)-1].Y-s[0].Y)
	for i, p := range s {
		along := float64(i) / float64(max(len(s)-1, 1))
		out := bow * 4 * along * (1 - along)
		x, y := float64(p.X-mid.X)*grow-ay*out, float64(p.Y-mid.Y)*grow+ax*out
		s[i] = ink.Point{X: mid.X + float32(x*cos-y*sin+dx), Y: mid.Y + float32(x*sin+y*cos+dy)}
	}
}

// densely is the stroke with points no further apart than pace.
func densely(s ink.Stroke, pace float64) ink.Stroke {
	out := ink.Stroke{s[0]}
	for i := 1; i < len(s); i++ {
		dx, dy := s[i].X-s[i-1].X, s[i].Y-s[i-1].Y
		n := max(1, int(math.Ceil(math.Hypot(float64(dx), float64(dy))/pace)))
		for k := 1; k <= n; k++ {
			f := float32(k) / float32(n)
			out = append(out, ink.Point{X: s[i-1].X + dx*f, Y: s[i-1].Y + dy*f})
		}
	}
	return out
}

// unhooked is the stroke without the short back-turn at its end, if it has one.
func unhooked(s ink.Stroke, side float64) ink.Stroke {
	for i := len(s) - 2; i > len(s)/2; i-- {
		ax, ay := float64(s[i].X-s[i-1].X), float64(s[i].Y-s[i-1].Y)
		bx, by := float64(s[len(s)-1].X-s[i].X), float64(s[len(s)-1].Y-s[i].Y)
		if math.Hypot(bx, by) > 0.16*side {
			return s
		}
		// A turn of more than 70 degrees begins the hook.
		if ax*bx+ay*by < 0.34*math.Hypot(ax, ay)*math.Hypot(bx, by) {
			return s[:i+1]
		}
	}
	return s
}
