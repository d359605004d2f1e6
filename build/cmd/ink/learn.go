package main

import (
	"math/rand/v2"
	"sync"

	"station365/kiosk/input/ink"
	"station365/kiosk/input/ink/inktest"
)

const size = len(ink.Runs{})

// lesson is what was learnt: the average of each character, of all, and the
// views, through which hands differ little and characters much.
type lesson struct {
	averages [][]float64
	middle   []float64
	views    [][]float64 // ink.Views rows of size numbers
}

// samples is how often each character is written.
const samples = 24

func learn(chars []character) lesson {
	averages, within := write(chars)
	middle := make([]float64, size)
	for _, a := range averages {
		for i, v := range a {
			middle[i] += v / float64(len(averages))
		}
	}
	return lesson{averages, middle, tell(averages, middle, within)}
}

// workers is fixed: sums made in another grouping would round otherwise.
const workers = 4

// write writes all characters and returns each one's average and how the hands
// differ around the averages: a covariance.
func write(chars []character) (averages, within [][]float64) {
	averages = make([][]float64, len(chars))
	parts := make([][][]float64, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			parts[w] = square(size)
			for i := w; i < len(chars); i += workers {
				averages[i] = writeOne(chars[i], parts[w])
			}
		})
	}
	wg.Wait()
	within = square(size)
	for _, part := range parts {
		for i := range part {
			for j := range part[i] {
				within[i][j] += part[i][j] / float64(len(chars)*samples)
			}
		}
	}
	return averages, within
}

func writeOne(c character, scatter [][]float64) (average []float64) {
	rng := rand.New(rand.NewPCG(1, uint64(c.char)))
	hand := inktest.Taught()
	var written [samples]*ink.Runs
	average = make([]float64, size)
	for k := range written {
		written[k] = ink.RunsOf(hand.Write(rng, c.strokes, 255))
		for i, v := range written[k] {
			average[i] += float64(v) / samples
		}
	}
	off := make([]float64, size)
	for _, runs := range written {
		for i, v := range runs {
			off[i] = float64(v) - average[i]
		}
		for i, v := range off {
			if v == 0 {
				continue
			}
			row := scatter[i][:i+1]
			for j := range row {
				row[j] += v * off[j]
			}
		}
	}
	return average
}

func square(n int) [][]float64 {
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, n)
	}
	return rows
}
