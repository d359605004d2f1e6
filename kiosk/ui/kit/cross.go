package kit

import (
	"image"
	"math"
)

// CrossCount is how many crosses a technician touches: one near each corner and one
// in the middle.
const CrossCount = 5

const (
	// crossInset is how far in the crosses stand, of the glass's sides: near the edge
	// a panel is at its worst, and a finger at its least exact.
	crossInset = 0.1
	// crossLeastMM keeps a cross whole, and outside the rim where touches do not count,
	// on the smallest glass.
	crossLeastMM = 12
	crossArmMM   = 7 // from the middle
	crossDiscMM  = 10
)

// Crosses are the places of the crosses on the glass, clockwise from the top left; the
// one in the middle is the last.
func (p Panel) Crosses() [CrossCount]image.Point {
	inset := func(side float32) int {
		return int(math.Round(float64(max(crossInset*side, crossLeastMM*p.PixelsPerMM))))
	}
	w, h := int(p.Width), int(p.Height)
	x, y := inset(p.Width), inset(p.Height)
	return [CrossCount]image.Point{{x, y}, {w - 1 - x, y}, {w - 1 - x, h - 1 - y}, {x, h - 1 - y}, {w / 2, h / 2}}
}

// Cross draws a cross to be touched in its middle.
func (d *Drawing) Cross(at image.Point) {
	k := d.kit
	x, y := float32(at.X)+0.5, float32(at.Y)+0.5
	square := func(half float32) Rect { return Rect{x - half, y - half, 2 * half, 2 * half} }
	disc := k.MM(crossDiscMM)
	d.Fill(square(disc), LampWash, disc, LampDeep, k.MM(0.8))
	arm, half := k.MM(crossArmMM), k.MM(0.5)
	d.Fill(Rect{x - arm, y - half, 2 * arm, 2 * half}, Indigo, 0, None, 0)
	d.Fill(Rect{x - half, y - arm, 2 * half, 2 * arm}, Indigo, 0, None, 0)
}
