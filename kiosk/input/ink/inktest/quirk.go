package inktest

import (
	"math"
	"math/rand/v2"
	"slices"

	"station365/kiosk/input/ink"
)

// Quirk is one way in which ink departs from the model, on its own and strongly.
// Unlike a Hand, whose many small departures are learnt from, quirks are only
// measured with.
type Quirk struct {
	Name   string
	change func(*rand.Rand, []ink.Stroke) []ink.Stroke
}

// Write writes a character's model strokes with it. The strokes may be of any
// size; they are left as they are.
func (q Quirk) Write(rng *rand.Rand, model []ink.Stroke) []ink.Stroke {
	return q.change(rng, drawn(model))
}

// side is of the square that quirks are drawn in.
const side = 1000

// paces is how many points a stroke across the whole square has as it is drawn.
const paces = 60

// drawn is the model with its longer side as side, as a pen that rounds corners a
// little draws it.
func drawn(model []ink.Stroke) []ink.Stroke {
	low, high := box(model)
	size := max(high.X-low.X, high.Y-low.Y, 1e-6)
	out := make([]ink.Stroke, 0, len(model))
	for _, s := range model {
		d := make(ink.Stroke, 0, len(s))
		for _, p := range s {
			d = append(d, ink.Point{X: (p.X - low.X) / size * side, Y: (p.Y - low.Y) / size * side})
		}
		out = append(out, rounded(densely(d, side/paces), 1))
	}
	return out
}

func box(strokes []ink.Stroke) (low, high ink.Point) {
	low, high = strokes[0][0], strokes[0][0]
	for _, s := range strokes {
		for _, p := range s {
			low = ink.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
			high = ink.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
		}
	}
	return low, high
}

// rounded takes the corners off, times over.
func rounded(s ink.Stroke, times int) ink.Stroke {
	for range times {
		for i, before := 1, s[0]; i+1 < len(s); i++ {
			here := s[i]
			s[i] = ink.Point{X: (before.X + 2*here.X + s[i+1].X) / 4, Y: (before.Y + 2*here.Y + s[i+1].Y) / 4}
			before = here
		}
	}
	return s
}

// spread is a number between -most and most.
func spread(rng *rand.Rand, most float64) float64 { return (2*rng.Float64() - 1) * most }

// each changes every point.
func each(strokes []ink.Stroke, f func(x, y float64) (float64, float64)) []ink.Stroke {
	for _, s := range strokes {
		for i, p := range s {
			x, y := f(float64(p.X), float64(p.Y))
			s[i] = ink.Point{X: float32(x), Y: float32(y)}
		}
	}
	return strokes
}

// Quirks lists them: of the sheet, of strokes, of their order and count, of the
// glass, and then all kinds at once, as people have them.
func Quirks() []Quirk {
	return slices.Concat([]Quirk{{"as taught in school", as}}, ofTheSheet(), ofStrokes(), ofOrder(), ofTheGlass(), People())
}

func as(_ *rand.Rand, strokes []ink.Stroke) []ink.Stroke { return strokes }

func ofTheSheet() []Quirk {
	return []Quirk{
		{"waves", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return waved(rng, ss, 45) }},
		{"perspective", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			px, py := spread(rng, 0.35), spread(rng, 0.35)
			return each(ss, func(x, y float64) (float64, float64) {
				w := 1 + px*(x/side-0.5) + py*(y/side-0.5)
				return x / w, y / w
			})
		}},
		{"slant up to 20°", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return slanted(rng, ss, 20) }},
		{"turned up to 15°", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return turned(rng, ss, 15) }},
		{"turned up to 30°", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return turned(rng, ss, 30) }},
		{"wide or narrow, 0.6-1.6", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			f := math.Exp(math.Log(0.6) + rng.Float64()*math.Log(1.6/0.6))
			return each(ss, func(x, y float64) (float64, float64) { return x * f, y })
		}},
		{"parts in other proportions", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return gathered(rng, ss, 0.6) }},
	}
}

// waved bends the sheet by slow waves across and along.
func waved(rng *rand.Rand, ss []ink.Stroke, most float64) []ink.Stroke {
	a, b := spread(rng, most), spread(rng, most)
	fa, fb := 1+rng.Float64(), 1+rng.Float64()
	pa, pb := rng.Float64()*2*math.Pi, rng.Float64()*2*math.Pi
	return each(ss, func(x, y float64) (float64, float64) {
		return x + a*math.Sin(2*math.Pi*fa*y/side+pa), y + b*math.Sin(2*math.Pi*fb*x/side+pb)
	})
}

func slanted(rng *rand.Rand, ss []ink.Stroke, degrees float64) []ink.Stroke {
	lean := math.Tan(spread(rng, degrees) * math.Pi / 180)
	return each(ss, func(x, y float64) (float64, float64) { return x + lean*y, y })
}

func turned(rng *rand.Rand, ss []ink.Stroke, degrees float64) []ink.Stroke {
	sin, cos := math.Sincos(spread(rng, degrees) * math.Pi / 180)
	return each(ss, func(x, y float64) (float64, float64) { return x*cos - y*sin, x*sin + y*cos })
}

// gathered makes one side of the character larger and the other smaller, across
// and along, as who begins too large and runs out of room: x becomes x to a power.
func gathered(rng *rand.Rand, ss []ink.Stroke, most float64) []ink.Stroke {
	px, py := math.Exp(spread(rng, most)), math.Exp(spread(rng, most))
	power := func(v, p float64) float64 { return side * math.Pow(min(max(v/side, 0), 1), p) }
	return each(ss, func(x, y float64) (float64, float64) { return power(x, px), power(y, py) })
}
