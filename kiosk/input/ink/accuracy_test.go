package ink_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"station365/kiosk/input/ink"
	"station365/kiosk/input/ink/inktest"
)

func model(t testing.TB) *ink.Model {
	t.Helper()
	data, err := os.ReadFile("../../../assets/input/ink.bin")
	if err != nil {
		t.Fatal(err)
	}
	m, err := ink.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func write(s *ink.Sheet, strokes []ink.Stroke) {
	for _, stroke := range strokes {
		s.Down(stroke[0])
		for _, p := range stroke[1:] {
			s.Move(p)
		}
		s.Up()
	}
}

func inBasicSet(r rune) bool {
	encoded, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r))
	return err == nil && len(encoded) >= 4
}

func TestScratch(t *testing.T) {
	m := model(t)
	every := 6
	if v, err := strconv.Atoi(os.Getenv("EVERY")); err == nil {
		every = v
	}
	for name, hand := range map[string]inktest.Hand{"unseen": inktest.Unseen()} {
		var wg sync.WaitGroup
		var mu sync.Mutex
		first, ten, all := 0, 0, 0
		miss := ""
		began := time.Now()
		for w := range 2 {
			wg.Go(func() {
				s := ink.New(m)
				for i := w; i < m.Characters(); i += 2 {
					r, strokes := m.Character(i)
					if !inBasicSet(r) || (i/2)%every != 0 {
						continue
					}
					rng := rand.New(rand.NewPCG(77, uint64(r)))
					s.Reset()
					write(s, hand.Write(rng, strokes, 255))
					rank := -1
					got := ""
					for k, c := range s.Offer(0, 10) {
						if k == 0 {
							got = c.Reveal()
						}
						if c.Reveal() == string(r) {
							rank = k
						}
					}
					mu.Lock()
					all++
					if rank == 0 {
						first++
					} else if len(miss) < 600 {
						miss += fmt.Sprintf(" %c:%s", r, got)
					}
					if rank >= 0 {
						ten++
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		t.Logf("%s: %d, first %.1f%% ten %.1f%% %v each, %s", name, all, 100*float64(first)/float64(all), 100*float64(ten)/float64(all), 2*time.Since(began)/time.Duration(all), miss)
	}
}
