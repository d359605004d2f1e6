package main

import (
	"bufio"
	_ "embed" // unwanted.txt
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

// entry is one reading of a text.
type entry struct {
	text   string
	sylls  []string
	weight float64
}

// lines gives f every line of a file.
func lines(path string, f func(line string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	scan := bufio.NewScanner(file)
	for scan.Scan() {
		if err := f(scan.Text()); err != nil {
			return err
		}
	}
	return scan.Err()
}

// unspoken are syllables that stand for grunts and would make every m, n and ng
// of an abbreviation a word.
var unspoken = []string{"m", "n", "ng", "hm"}

// rareWeight is below every counted word's: rare characters come last, and so do
// forms and words that are not to be offered first.
const rareWeight = 0.05

//go:embed unwanted.txt
var unwanted string

// readWords reads the words; last tells characters that are to come last.
func readWords(path string, last func(rune) bool) ([]entry, error) {
	var entries []entry
	avoided := strings.Fields(unwanted)
	err := lines(path, func(line string) error {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return nil
		}
		weight, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			return fmt.Errorf("%s: %w", fields[0], err)
		}
		sylls := strings.Fields(fields[1])
		if slices.ContainsFunc(sylls, func(s string) bool { return slices.Contains(unspoken, s) }) {
			return nil
		}
		weight += 0.5 // what the source counted as never seen stays possible
		if strings.ContainsFunc(fields[0], last) || slices.Contains(avoided, fields[0]) {
			weight = rareWeight
		}
		entries = append(entries, entry{fields[0], sylls, weight})
		return nil
	})
	if len(entries) == 0 && err == nil {
		err = fmt.Errorf("%s has no words", path)
	}
	return entries, err
}

// fieldsOfUnihan are the readings taken, the first that has the character counts.
var fieldsOfUnihan = []string{"kMandarin", "kXHC1983", "kTGHZ2013", "kHanyuPinyin"}

// readRare gives the readings of the font's characters that no word gives.
func readRare(path, fontPath string, known []entry) ([]entry, error) {
	font, err := readFont(fontPath)
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	have, sylls := map[string]bool{}, map[string]bool{}
	for _, e := range known {
		have[e.text] = true
		for _, s := range e.sylls {
			sylls[s] = true
		}
	}
	best := map[rune]int{}
	found := map[rune][]string{}
	err = lines(path, func(line string) error {
		r, field, readings, ok := unihan(line)
		if !ok || have[string(r)] || !font(r) {
			return nil
		}
		rank := slices.Index(fieldsOfUnihan, field)
		if old, is := best[r]; rank < 0 || is && old <= rank {
			return nil
		}
		readings = slices.DeleteFunc(readings, func(s string) bool { return !sylls[s] })
		if len(readings) > 0 {
			best[r], found[r] = rank, readings
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var rare []entry
	for r, readings := range found {
		for _, s := range readings {
			rare = append(rare, entry{string(r), []string{s}, rareWeight})
		}
	}
	return rare, nil
}

// readFont tells which characters the font can draw.
func readFont(path string) (func(rune) bool, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	font, err := sfnt.Parse(data)
	if err != nil {
		return nil, err
	}
	var buf sfnt.Buffer
	return func(r rune) bool {
		glyph, err := font.GlyphIndex(&buf, r)
		return err == nil && glyph != 0 && unicode.Is(unicode.Han, r)
	}, nil
}

// unihan reads a line such as "U+4E00<tab>kHanyuPinyin<tab>10001.010:yī,yí".
func unihan(line string) (r rune, field string, readings []string, ok bool) {
	parts := strings.Split(line, "\t")
	if len(parts) != 3 || !strings.HasPrefix(parts[0], "U+") {
		return 0, "", nil, false
	}
	code, err := strconv.ParseUint(parts[0][2:], 16, 32)
	if err != nil {
		return 0, "", nil, false
	}
	for _, word := range strings.Fields(parts[2]) {
		if _, after, has := strings.Cut(word, ":"); has {
			word = after
		}
		for _, reading := range strings.Split(word, ",") {
			if s := toneless(reading); s != "" && !slices.Contains(readings, s) {
				readings = append(readings, s)
			}
		}
	}
	return rune(code), parts[1], readings, true
}

// toneless turns lǚ into lv, nüè into nue, as the words write them.
func toneless(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == '\u0308': // the two dots of ü
			kept := strings.TrimSuffix(b.String(), "u")
			b.Reset()
			b.WriteString(kept + "v")
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		}
	}
	return strings.Replace(b.String(), "ve", "ue", 1)
}

// readTraditional tells the characters that have a simplified form and do not
// belong to the simplified ones themselves.
func readTraditional(path string) (func(rune) bool, error) {
	forms := map[rune]bool{}
	err := lines(path, func(line string) error {
		parts := strings.Split(line, "\t")
		if len(parts) != 3 || parts[1] != "kSimplifiedVariant" || strings.Contains(parts[2], parts[0]) {
			return nil
		}
		code, err := strconv.ParseUint(strings.TrimPrefix(parts[0], "U+"), 16, 32)
		if err == nil && !inGB2312(rune(code)) {
			forms[rune(code)] = true
		}
		return err
	})
	return func(r rune) bool { return forms[r] }, err
}

// inGB2312 tells the characters of the mainland's own set.
func inGB2312(r rune) bool {
	_, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r))
	return err == nil
}
