// Package ink turns strokes on glass into Chinese characters, the likeliest first.
//
// It promises that neither the order of the strokes nor whether some are joined or
// drawn from their ends decides, nor their size, nor how many points they have; that
// what a person wrote, and everything derived from it, is zeroed by Reset; that it
// never fails on any ink. Two looks decide: where the whole ink runs in which
// direction, against every character's average, and then, for the best of those,
// how far each bit of the ink lies from the character's model strokes.
//
// It must not know screens or files: the data comes as bytes, made by build/ink.
// Coordinates are the glass's: x to the right, y down, in any unit.
package ink

// Point is a place on the glass.
type Point struct{ X, Y float32 }

// Stroke is what a finger draws between touching and lifting.
type Stroke []Point

func (p Point) minus(q Point) Point             { return Point{p.X - q.X, p.Y - q.Y} }
func (p Point) plus(q Point) Point              { return Point{p.X + q.X, p.Y + q.Y} }
func (p Point) times(f float32) Point           { return Point{p.X * f, p.Y * f} }
func (p Point) toward(q Point, f float32) Point { return p.plus(q.minus(p).times(f)) }
