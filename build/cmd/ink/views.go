package main

import (
	"math"
	"math/rand/v2"

	"station365/kiosk/input/ink"
)

// calm is added to what hands differ by everywhere, so that a field that nobody
// wrote in is not taken for a certain sign.
const calm = 4e-4

// rounds of the iteration: the directions wanted have settled by then.
const rounds = 40

// tell finds the directions in which the characters' averages lie furthest apart,
// once the space is stretched so that hands differ equally in all directions:
// Fisher's discriminants. within holds the lower half.
func tell(averages [][]float64, middle []float64, within [][]float64) [][]float64 {
	root := choleskyOf(within)
	between := square(size)
	for _, a := range averages {
		y := make([]float64, size)
		for i := range y {
			y[i] = a[i] - middle[i]
		}
		forward(root, y)
		for i, v := range y {
			for j, w := range y[:i+1] {
				between[i][j] += v * w / float64(len(averages))
			}
		}
	}
	for i := range between {
		for j := range i {
			between[j][i] = between[i][j]
		}
	}
	views := widest(between)
	for _, v := range views {
		backward(root, v)
	}
	return views
}

// choleskyOf is the lower root of a covariance.
func choleskyOf(c [][]float64) [][]float64 {
	root := square(len(c))
	for i := range c {
		for j := range i + 1 {
			sum := c[i][j]
			if i == j {
				sum += calm
			}
			for k := range j {
				sum -= root[i][k] * root[j][k]
			}
			if i == j {
				root[i][i] = math.Sqrt(max(sum, calm/10))
			} else {
				root[i][j] = sum / root[j][j]
			}
		}
	}
	return root
}

// forward solves root * x = y in place.
func forward(root [][]float64, y []float64) {
	for i := range y {
		for j := range i {
			y[i] -= root[i][j] * y[j]
		}
		y[i] /= root[i][i]
	}
}

// backward solves transposed root * x = y in place.
func backward(root [][]float64, y []float64) {
	for i := len(y) - 1; i >= 0; i-- {
		y[i] /= root[i][i]
		for j := range i {
			y[j] -= root[i][j] * y[i]
		}
	}
}

// widest finds the leading eigenvectors by multiplying and making orthogonal.
func widest(m [][]float64) [][]float64 {
	rng := rand.New(rand.NewPCG(3, 5))
	views := make([][]float64, ink.Views)
	for i := range views {
		views[i] = make([]float64, len(m))
		for j := range views[i] {
			views[i][j] = rng.NormFloat64()
		}
	}
	for range rounds {
		for i, v := range views {
			next := make([]float64, len(m))
			for r, row := range m {
				next[r] = dot(row, v)
			}
			views[i] = next
		}
		straighten(views)
	}
	return views
}

// straighten makes vectors orthogonal and of length one, in their order.
func straighten(vs [][]float64) {
	for i, v := range vs {
		for _, w := range vs[:i] {
			d := dot(v, w)
			for k := range v {
				v[k] -= d * w[k]
			}
		}
		norm := math.Sqrt(dot(v, v))
		for k := range v {
			v[k] /= norm
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}
