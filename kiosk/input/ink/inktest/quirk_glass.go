package inktest

import (
	"math"
	"math/rand/v2"

	"station365/kiosk/input/ink"
)

func ofTheGlass() []Quirk {
	return []Quirk{
		{"corners only", func(_ *rand.Rand, ss []ink.Stroke) []ink.Stroke { return cornered(ss, 60) }},
		{"2-4 points a stroke, shaky", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			return each(cornered(ss, 90), func(x, y float64) (float64, float64) { return x + spread(rng, 20), y + spread(rng, 20) })
		}},
		{"1,000 points a stroke", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			for i, s := range ss {
				low, high := box([]ink.Stroke{s})
				long := math.Hypot(float64(high.X-low.X), float64(high.Y-low.Y))
				ss[i] = densely(s, max(long, 1)/900)
			}
			return ss
		}},
		{"1,000 points, a noisy glass", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			for i, s := range ss {
				ss[i] = densely(s, side/1000)
			}
			return each(ss, func(x, y float64) (float64, float64) { return x + spread(rng, 15), y + spread(rng, 15) })
		}},
		{"points two and three times", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			for i, s := range ss {
				var out ink.Stroke
				for _, p := range s {
					for range 1 + rng.IntN(3) {
						out = append(out, p)
					}
				}
				ss[i] = out
			}
			return ss
		}},
		{"small in a corner, 0-1", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			return each(ss, func(x, y float64) (float64, float64) { return 0.8 + x*1e-4, 0.85 + y*1e-4 })
		}},
		{"huge", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			return each(ss, func(x, y float64) (float64, float64) { return x*500 - 3e5, y*500 - 2e5 })
		}},
		{"whole numbers, 0-40", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke {
			return each(ss, func(x, y float64) (float64, float64) { return math.Round(x / 25), math.Round(y / 25) })
		}},
	}
}

// cornered keeps what straight lines stand for within some tolerance.
func cornered(ss []ink.Stroke, tolerance float64) []ink.Stroke {
	for i, s := range ss {
		ss[i] = straightened(s, tolerance)
	}
	return ss
}

func straightened(s ink.Stroke, tolerance float64) ink.Stroke {
	if len(s) < 3 {
		return s
	}
	first, last := s[0], s[len(s)-1]
	dx, dy := float64(last.X-first.X), float64(last.Y-first.Y)
	far, at := 0.0, 0
	for i, p := range s[1 : len(s)-1] {
		px, py := float64(p.X-first.X), float64(p.Y-first.Y)
		f := min(max((px*dx+py*dy)/max(dx*dx+dy*dy, 1), 0), 1)
		if d := math.Hypot(px-f*dx, py-f*dy); d > far {
			far, at = d, i+1
		}
	}
	if far <= tolerance {
		return ink.Stroke{first, last}
	}
	return append(straightened(s[:at+1:at+1], tolerance), straightened(s[at:], tolerance)[1:]...)
}

// People have some of every quirk.
func People() []Quirk {
	return []Quirk{
		{"a neat hand", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return person(rng, ss, 0.5) }},
		{"everybody's hand", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return person(rng, ss, 0.8) }},
		{"a wild hand", func(rng *rand.Rand, ss []ink.Stroke) []ink.Stroke { return person(rng, ss, 1.2) }},
	}
}

// person is some of everything, much times what one quirk alone does at half.
func person(rng *rand.Rand, ss []ink.Stroke, much float64) []ink.Stroke {
	chance := func(f func()) {
		if rng.Float64() < 0.5 {
			f()
		}
	}
	chance(func() { ss = backwards(rng, ss, 0.05*much) })
	chance(func() { ss = hooked(rng, ss, float32(1+spread(rng, 1)), 0.1*much) })
	chance(func() {
		at := rng.IntN(len(ss))
		ss[0], ss[at] = ss[at], ss[0]
	})
	ss = misplaced(rng, ss, 0.6*much)
	chance(func() { ss = overshot(rng, ss, 0.12*much) })
	chance(func() { ss = broken(rng, ss, 0.1*much) })
	chance(func() { ss = joined(rng, ss, 0.4*much*rng.Float64()) })
	chance(func() { ss = waved(rng, ss, 30*much) })
	chance(func() { ss = gathered(rng, ss, 0.3*much) })
	chance(func() { ss = trembled(rng, ss, 8*much) })
	ss = turned(rng, ss, 8*much)
	ss = slanted(rng, ss, 12*much)
	stretch := math.Exp(spread(rng, 0.25*much))
	return each(ss, func(x, y float64) (float64, float64) { return x * stretch, y })
}
