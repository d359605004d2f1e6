package backend

import (
	"errors"
	"fmt"
	"math"
)

// Calibration is where on the glass a finger is that a panel feels somewhere else,
// in pixels of the glass:
//
//	x' = c[0]·x + c[1]·y + c[2]
//	y' = c[3]·x + c[4]·y + c[5]
//
// A panel that is shifted, scaled, mirrored, slightly turned or has its axes swapped
// is mended by it; one that is bent is not.
type Calibration [6]float64

// A panel's range may be told wrong by a factor; past mostScale one step of it would
// be wider than a finger is exact, and less is as wrong the other way.
const (
	mostScale = 16
	mostShift = 1 << 17 // pixels: a glass of 4096 at that scale, and as much again
)

// ErrImplausible says that no panel could be mended by these numbers.
var ErrImplausible = errors.New("no panel is as wrong as these numbers say")

// Check tells numbers that no panel could need: a damaged file, not a measurement.
func (c Calibration) Check() error {
	for _, v := range c {
		if math.IsNaN(v) || math.Abs(v) > mostShift {
			return fmt.Errorf("%w: %v", ErrImplausible, c)
		}
	}
	// The greatest and the least stretch in any direction: the singular values.
	square, area := c[0]*c[0]+c[1]*c[1]+c[3]*c[3]+c[4]*c[4], math.Abs(c[0]*c[4]-c[1]*c[3])
	most, least := math.Sqrt(square+2*area), math.Sqrt(max(0, square-2*area))
	most, least = (most+least)/2, (most-least)/2
	if most > mostScale || least < 1./mostScale {
		return fmt.Errorf("%w: %v", ErrImplausible, c)
	}
	return nil
}

// Touches corrects what a panel says; a finger that the panel has lost stays lost.
func (c Calibration) Touches(emit func(Touch)) func(Touch) {
	return func(t Touch) {
		if !t.lost() {
			at := c.at(spot{float64(t.X), float64(t.Y)})
			t.X, t.Y = int(math.Round(at.x)), int(math.Round(at.y))
		}
		emit(t)
	}
}

// lost tells the place of a finger that the panel has lost, however it hangs.
func (t Touch) lost() bool {
	const beyond = -offGlass / 2
	return t.X > beyond || t.X < -beyond || t.Y > beyond || t.Y < -beyond
}

// spot is a place between pixels.
type spot struct{ x, y float64 }

func (s spot) from(other spot) float64 { return math.Hypot(s.x-other.x, s.y-other.y) }

func (c Calibration) at(felt spot) spot {
	return spot{c[0]*felt.x + c[1]*felt.y + c[2], c[3]*felt.x + c[4]*felt.y + c[5]}
}

// mark is where a finger was, and where the panel felt it.
type mark struct{ felt, was spot }

var errInALine = errors.New("the places that were felt lie in a line")

// fit is the calibration with the least squares of distances. Around the middle of
// what was felt the shift falls out, and two numbers are left for each axis.
func fit(marks []mark) (Calibration, error) {
	var felt, was spot
	for _, m := range marks {
		felt.x, felt.y = felt.x+m.felt.x, felt.y+m.felt.y
		was.x, was.y = was.x+m.was.x, was.y+m.was.y
	}
	n := float64(len(marks))
	felt, was = spot{felt.x / n, felt.y / n}, spot{was.x / n, was.y / n}
	var uu, uv, vv, ux, vx, uy, vy float64
	for _, m := range marks {
		u, v, x, y := m.felt.x-felt.x, m.felt.y-felt.y, m.was.x-was.x, m.was.y-was.y
		uu, uv, vv = uu+u*u, uv+u*v, vv+v*v
		ux, vx, uy, vy = ux+u*x, vx+v*x, uy+u*y, vy+v*y
	}
	const flat = 1e-6 // of the square of all: thinner than any panel's wrong range makes it
	det := uu*vv - uv*uv
	if !(det > flat*(uu+vv)*(uu+vv)) {
		return Calibration{}, errInALine
	}
	a, b := (vv*ux-uv*vx)/det, (uu*vx-uv*ux)/det
	d, e := (vv*uy-uv*vy)/det, (uu*vy-uv*uy)/det
	return Calibration{a, b, was.x - a*felt.x - b*felt.y, d, e, was.y - d*felt.x - e*felt.y}, nil
}

// worst is the greatest distance that is left.
func (c Calibration) worst(marks []mark) (pixels float64) {
	for _, m := range marks {
		pixels = max(pixels, c.at(m.felt).from(m.was))
	}
	return pixels
}
