package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"station365/kiosk/input/ink"
)

// character is one that will be recognised.
type character struct {
	char    rune
	rarity  byte
	strokes []ink.Stroke // in the unit of the data, 0 to 255, y down
}

// readWeights takes a character's weight from its most frequent reading.
func readWeights(path string) (map[rune]float64, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	weights := map[rune]float64{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\t")
		if len(parts) != 3 || utf8.RuneCountInString(parts[0]) != 1 {
			continue
		}
		w, err := strconv.ParseFloat(parts[2], 64)
		if err != nil {
			return nil, fmt.Errorf("weight of %s: %w", parts[0], err)
		}
		r, _ := utf8.DecodeRuneInString(parts[0])
		weights[r] = max(weights[r], w)
	}
	return weights, lines.Err()
}

// readCharacters reads every character's file of the package, the most frequent
// character first.
func readCharacters(dir string, weights map[rune]float64) ([]character, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	most := slices.Max(slices.Collect(valuesOf(weights)))
	var chars []character
	for _, name := range names {
		r, size := utf8.DecodeRuneInString(filepath.Base(name))
		if filepath.Base(name)[size:] != ".json" {
			continue // the package's own package.json
		}
		strokes, err := readStrokes(name)
		if err != nil {
			return nil, fmt.Errorf("%c: %w", r, err)
		}
		chars = append(chars, character{char: r, rarity: rarity(r, weights[r], most), strokes: strokes})
	}
	if len(chars) == 0 {
		return nil, fmt.Errorf("no characters in %q", dir)
	}
	slices.SortFunc(chars, func(a, b character) int {
		return cmp.Or(cmp.Compare(a.rarity, b.rarity), cmp.Compare(a.char, b.char))
	})
	return chars, nil
}

func valuesOf(m map[rune]float64) func(func(float64) bool) {
	return func(yield func(float64) bool) {
		for _, v := range m {
			if !yield(v) {
				return
			}
		}
	}
}

// Sixteen units of rarity are a factor of e; characters that the mainland's basic
// set lacks, mostly traditional ones, are rarer than all in it.
const (
	perFactor = 16
	rarestIn  = 200
	outside   = 55
)

func rarity(r rune, weight, most float64) byte {
	units := min(perFactor*math.Log(most/max(weight, 1)), rarestIn)
	if encoded, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r)); err != nil || len(encoded) < 4 {
		units += outside
	}
	return byte(units)
}

// The package draws in a square of 1024 whose y grows upwards from -124.
const (
	sourceSide = 1024
	sourceTop  = 900
)

func readStrokes(path string) ([]ink.Stroke, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var source struct{ Medians [][][2]float32 }
	if err := json.Unmarshal(text, &source); err != nil {
		return nil, err
	}
	var strokes []ink.Stroke
	for _, median := range source.Medians {
		var s ink.Stroke
		for _, p := range median {
			s = append(s, ink.Point{X: unit(p[0]), Y: unit(sourceTop - p[1])})
		}
		strokes = append(strokes, thinned(s))
	}
	return strokes, nil
}

func unit(v float32) float32 {
	return float32(math.Round(float64(min(max(v/sourceSide, 0), 1) * 255)))
}

// tolerance is how far a left-out point may lie from the line, in 255ths.
const tolerance = 1.5

// thinned leaves out the points that a straight line stands for.
func thinned(s ink.Stroke) ink.Stroke {
	if len(s) < 3 {
		return s
	}
	first, last := s[0], s[len(s)-1]
	far, at := 0.0, 0
	for i := 1; i+1 < len(s); i++ {
		if d := apart(s[i], first, last); d > far {
			far, at = d, i
		}
	}
	if far <= tolerance {
		return ink.Stroke{first, last}
	}
	return append(thinned(s[:at+1]), thinned(s[at:])[1:]...)
}

// apart is how far p lies from the line between a and b.
func apart(p, a, b ink.Point) float64 {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	px, py := float64(p.X-a.X), float64(p.Y-a.Y)
	f := min(max((px*dx+py*dy)/max(dx*dx+dy*dy, 1), 0), 1)
	return math.Hypot(px-f*dx, py-f*dy)
}
