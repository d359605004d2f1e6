package inktest

import (
	"math"
	"math/rand/v2"
	"slices"

	"station365/kiosk/input/ink"
)

func ofStrokes() []Quirk {
	return []Quirk{
		{"strokes out of place", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return misplaced(rng, ss, 1) }},
		{"too long or too short", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return overshot(rng, ss, 0.25) }},
		{"hooks left out", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return hooked(rng, ss, 0, 0) }},
		{"hooks and flicks long", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return hooked(rng, ss, 2.2, 0.3) }},
		{"corners round", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			for _, s := range ss {
				rounded(s, 25)
			}
			return ss
		}},
		{"an old hand's tremor", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return trembled(rng, ss, 16) }},
	}
}

// misplaced turns, stretches and moves each stroke on its own.
func misplaced(rng *rand.Rand, ss []ink.Stroke, much float64) []ink.Stroke {
	for _, s := range ss {
		low, high := box([]ink.Stroke{s})
		mx, my := float64(low.X+high.X)/2, float64(low.Y+high.Y)/2
		sin, cos := math.Sincos(spread(rng, much*10*math.Pi/180))
		gx, gy := math.Exp(spread(rng, much*0.2)), math.Exp(spread(rng, much*0.2))
		dx, dy := spread(rng, much*50), spread(rng, much*50)
		each([]ink.Stroke{s}, func(x, y float64) (float64, float64) {
			x, y = (x-mx)*gx, (y-my)*gy
			return mx + x*cos - y*sin + dx, my + x*sin + y*cos + dy
		})
	}
	return ss
}

// overshot lets each stroke begin and end too early or too late.
func overshot(rng *rand.Rand, ss []ink.Stroke, most float64) []ink.Stroke {
	for i, s := range ss {
		s = ended(s, spread(rng, most))
		slices.Reverse(s)
		s = ended(s, spread(rng, most/2))
		slices.Reverse(s)
		ss[i] = s
	}
	return ss
}

// ended makes a stroke longer at its end, straight on, or shorter.
func ended(s ink.Stroke, by float64) ink.Stroke {
	n := int(math.Abs(by) * float64(len(s)))
	if by < 0 {
		return s[:max(2, len(s)-n)]
	}
	if len(s) < 3 {
		return s
	}
	end, before := s[len(s)-1], s[len(s)-3]
	for k := range n {
		f := float32(k+1) / 2
		s = append(s, ink.Point{X: end.X + (end.X-before.X)*f, Y: end.Y + (end.Y-before.Y)*f})
	}
	return s
}

// hooked makes the hook at a stroke's end longer by a factor, or leaves it out; a
// stroke without one gets one at a chance, up and to the left or right.
func hooked(rng *rand.Rand, ss []ink.Stroke, factor float32, chance float64) []ink.Stroke {
	for i, s := range ss {
		at := len(unhooked(s, side))
		end := s[len(s)-1]
		switch {
		case at < len(s) && factor == 0:
			ss[i] = s[:at]
		case at < len(s):
			from := s[at-1]
			ss[i] = append(s, ink.Point{X: from.X + (end.X-from.X)*factor, Y: from.Y + (end.Y-from.Y)*factor})
		case rng.Float64() < chance:
			ss[i] = append(s, ink.Point{X: end.X + float32(spread(rng, 60)), Y: end.Y - 50})
		}
	}
	return ss
}

// trembled shakes across the way of the pen, four to six times a second at the
// pace of a slow hand: a wave every 60 to 100 thousandths.
func trembled(rng *rand.Rand, ss []ink.Stroke, wide float64) []ink.Stroke {
	for i, s := range ss {
		s = densely(s, side/120)
		phase, gone := rng.Float64()*2*math.Pi, 0.0
		out := append(ink.Stroke(nil), s...)
		for k := 1; k < len(s); k++ {
			dx, dy := float64(s[k].X-s[k-1].X), float64(s[k].Y-s[k-1].Y)
			d := math.Hypot(dx, dy)
			if d == 0 {
				continue
			}
			phase += d / (60 + 40*rng.Float64()) * 2 * math.Pi
			gone += d
			off := wide * math.Sin(phase) * (0.6 + 0.4*rng.Float64())
			out[k] = ink.Point{X: s[k].X + float32(-dy/d*off), Y: s[k].Y + float32(dx/d*off)}
		}
		ss[i] = out
	}
	return ss
}

func ofOrder() []Quirk {
	joins := func(least, most float64) func(*rand.Rand, []ink.Stroke) []ink.Stroke {
		return func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			return joined(rng, ss, least+rng.Float64()*(most-least))
		}
	}
	return []Quirk{
		{"running hand, 10-35 % joined", joins(0.10, 0.35)},
		{"running hand, 35-60 % joined", joins(0.35, 0.60)},
		{"parts in another order", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			at := rng.IntN(len(ss))
			return slices.Concat(ss[at:], ss[:at])
		}},
		{"any order", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			rng.Shuffle(len(ss), func(i, j int) { ss[i], ss[j] = ss[j], ss[i] })
			return ss
		}},
		{"a fifth backwards", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return backwards(rng, ss, 0.2) }},
		{"all backwards", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return backwards(rng, ss, 1) }},
		{"strokes broken in two", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return broken(rng, ss, 0.4) }},
		{"one stroke missing", without},
		{"one mark too many", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			x, y, dx, dy := rng.Float32()*side, rng.Float32()*side, float32(spread(rng, 150)), float32(spread(rng, 150))
			return append(ss, densely(ink.Stroke{{X: x, Y: y}, {X: x + dx, Y: y + dy}}, side/paces))
		}},
		{"stray dots", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			var out []ink.Stroke
			for _, s := range ss {
				if rng.Float64() < 0.3 {
					out = append(out, ink.Stroke{{X: s[0].X + float32(spread(rng, 20)), Y: s[0].Y + float32(spread(rng, 20))}})
				}
				out = append(out, s)
			}
			return out
		}},
	}
}

// joined lets the pen down between strokes: a ligature from the end of one, drawn
// on, to the beginning of the next.
func joined(rng *rand.Rand, ss []ink.Stroke, chance float64) []ink.Stroke {
	out := []ink.Stroke{ss[0]}
	for _, s := range ss[1:] {
		last := out[len(out)-1]
		if rng.Float64() >= chance {
			out = append(out, s)
			continue
		}
		end := last[len(last)-1]
		bow := float32(spread(rng, 0.15))
		middle := ink.Point{X: (end.X+s[0].X)/2 - (s[0].Y-end.Y)*bow, Y: (end.Y+s[0].Y)/2 + (s[0].X-end.X)*bow}
		one := rounded(slices.Concat(last, densely(ink.Stroke{end, middle, s[0]}, side/paces)[1:], s[1:]), 2)
		out[len(out)-1] = one
	}
	return out
}

func backwards(rng *rand.Rand, ss []ink.Stroke, chance float64) []ink.Stroke {
	for _, s := range ss {
		if rng.Float64() < chance {
			slices.Reverse(s)
		}
	}
	return ss
}

func broken(rng *rand.Rand, ss []ink.Stroke, chance float64) []ink.Stroke {
	var out []ink.Stroke
	for _, s := range ss {
		if len(s) < 8 || rng.Float64() >= chance {
			out = append(out, s)
			continue
		}
		at := len(s)/4 + rng.IntN(len(s)/2)
		out = append(out, s[:at:at], s[at:])
	}
	return out
}

// without leaves one out, where two are left.
func without(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
	if len(ss) < 3 {
		return ss
	}
	at := rng.IntN(len(ss))
	return slices.Delete(ss, at, at+1)
}
