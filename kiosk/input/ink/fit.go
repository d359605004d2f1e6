package ink

// fit is how the ink must be stretched, leant, turned and moved to lie on model
// strokes best: x' = a0 + a1 x + a2 y, and y' alike.
type fit struct{ x, y [3]float32 }

func (f fit) apply(s step) step {
	at := Point{f.x[0] + f.x[1]*s.at.X + f.x[2]*s.at.Y, f.y[0] + f.y[1]*s.at.X + f.y[2]*s.at.Y}
	way := Point{f.x[1]*s.way.X + f.x[2]*s.way.Y, f.y[1]*s.way.X + f.y[2]*s.way.Y}
	return step{at, way.times(1 / max(length(way), smallest))}
}

// stiff holds the fit near to leaving the ink alone: as much as that many pairs.
const stiff = 4

// fit finds it by least squares over the pairs of both sides.
func (m *match) fit(ink []step) fit {
	var s sums
	for i, p := range m.forInk {
		s.add(ink[i].at, m.model.steps[p.at].at, p.cost)
	}
	for j, p := range m.forBare {
		s.add(ink[p.at].at, m.model.steps[j].at, p.cost)
	}
	return s.solve()
}

// sums are about the middle of the square, so that moving and stretching do not
// depend on each other much. Displacements are solved for.
type sums struct {
	n, x, y, xx, xy, yy  float32
	u, ux, uy, v, vx, vy float32
}

func (s *sums) add(from, to Point, cost float32) {
	if cost >= alien {
		return
	}
	w := 1 - cost/alien
	x, y := from.X-0.5, from.Y-0.5
	u, v := to.X-from.X, to.Y-from.Y
	s.n += w
	s.x, s.y = s.x+w*x, s.y+w*y
	s.xx, s.xy, s.yy = s.xx+w*x*x, s.xy+w*x*y, s.yy+w*y*y
	s.u, s.ux, s.uy = s.u+w*u, s.ux+w*u*x, s.uy+w*u*y
	s.v, s.vx, s.vy = s.v+w*v, s.vx+w*v*x, s.vy+w*v*y
}

// spread2 is the square of a trace's spread, see settle: what one pair adds to xx.
const spread2 = 0.25 * 0.25

func (s *sums) solve() fit {
	n, xx, yy := s.n+stiff, s.xx+stiff*spread2, s.yy+stiff*spread2
	a := [3][3]float32{{n, s.x, s.y}, {s.x, xx, s.xy}, {s.y, s.xy, yy}}
	u, v := solve3(a, [3]float32{s.u, s.ux, s.uy}), solve3(a, [3]float32{s.v, s.vx, s.vy})
	return fit{
		x: [3]float32{u[0] - (u[1]+u[2])/2, 1 + u[1], u[2]},
		y: [3]float32{v[0] - (v[1]+v[2])/2, v[1], 1 + v[2]},
	}
}

// solve3 is Cramer's rule; the matrix is never singular, because of stiff.
func solve3(a [3][3]float32, b [3]float32) [3]float32 {
	d := det3(a)
	var out [3]float32
	for k := range out {
		c := a
		for i := range c {
			c[i][k] = b[i]
		}
		out[k] = det3(c) / d
	}
	return out
}

func det3(a [3][3]float32) float32 {
	return a[0][0]*(a[1][1]*a[2][2]-a[1][2]*a[2][1]) -
		a[0][1]*(a[1][0]*a[2][2]-a[1][2]*a[2][0]) +
		a[0][2]*(a[1][0]*a[2][1]-a[1][1]*a[2][0])
}
