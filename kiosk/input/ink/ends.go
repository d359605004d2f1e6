package ink

// jumps is how often, from one step of a stroke to the next, the partner is not the
// next one too: strokes that are put together from pieces of others jump. Short ink
// is not judged by a single jump.
func jumps(ps []partner, ends []int) float32 {
	const (
		onward = 3 // the two traces have steps of slightly different lengths
		calm   = 4
	)
	n, asked, from := 0, calm, 0
	for _, end := range ends {
		for i := from + 1; i < end; i++ {
			asked++
			if ps[i].cost == alien || ps[i-1].cost == alien {
				continue
			}
			if d := ps[i].at - ps[i-1].at; d < 0 || d > onward {
				n++
			}
		}
		from = end
	}
	return float32(n) / float32(asked)
}

// farthest is the distance from which on two ends have nothing to do with each
// other: joined strokes have ends nowhere near.
const farthest = 0.2

// apart is how far, on average, a stroke's beginning lies from the nearest other
// stroke's beginning, and its end from an end: squares, in the unit of near.
func apart(a []step, aEnds []int, b []step, bEnds []int) float32 {
	sum, asked, from := float32(0), 0, 0
	for _, end := range aEnds {
		if end > from {
			begun, ended := nearest(a[from].at, a[end-1].at, b, bEnds)
			sum, asked = sum+begun+ended, asked+2
		}
		from = end
	}
	return sum / float32(max(asked, 1)) / (near * near)
}

func nearest(begin, end Point, b []step, ends []int) (begun, ended float32) {
	begun, ended = farthest*farthest, farthest*farthest
	from := 0
	for _, e := range ends {
		if e > from {
			d, f := begin.minus(b[from].at), end.minus(b[e-1].at)
			begun, ended = min(begun, d.X*d.X+d.Y*d.Y), min(ended, f.X*f.X+f.Y*f.Y)
		}
		from = e
	}
	return begun, ended
}
