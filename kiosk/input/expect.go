package input

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode"

	"station365/kiosk/input/pinyin"
)

// How many e-folds likelier than its parts each kind of word is taken for. Names
// of places are made of characters that hardly ever meet elsewhere, so their
// boost brings them to the engine's bound.
const (
	boostPlace  = 40
	boostNumber = 6
	boostRegion = 3
	boostStem   = 1
	boostPart   = 2
	boostPhrase = 2.5
	boostString = 1.5
)

// Expect is everything that the texts of this community may hold: places,
// organisations, numbers of buildings, names, the words of the matters.
func Expect(files fs.FS) (pinyin.Context, error) {
	var c pinyin.Context
	for _, part := range []struct {
		name string
		add  func(fs.FS, *pinyin.Context) error
	}{
		{"names", addNames}, {"places", addPlaces}, {"regions", addRegions},
		{"phrases", addPhrases}, {"strings", addStrings}, {"sentences", addSentences},
	} {
		if err := part.add(files, &c); err != nil {
			return c, fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return c, nil
}

func decode(files fs.FS, name string, into any) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

func add(c *pinyin.Context, boost float64, texts ...string) {
	for _, t := range texts {
		c.Words = append(c.Words, pinyin.Word{Text: t, Boost: boost})
	}
}

func addNames(files fs.FS, c *pinyin.Context) error {
	var names struct{ Surnames, First, Second, Given []string }
	if err := decode(files, "input/names.json", &names); err != nil {
		return err
	}
	for _, s := range fields(names.Surnames) {
		text, reading, _ := strings.Cut(s, "=")
		c.Names.Surnames = append(c.Names.Surnames, pinyin.Word{Text: text, Reading: strings.ReplaceAll(reading, "+", " ")})
	}
	c.Names.First, c.Names.Second, c.Names.Given = fields(names.First), fields(names.Second), fields(names.Given)
	return nil
}

// fields is the words of all lines, each once.
func fields(lines []string) []string {
	var all []string
	for _, l := range lines {
		for _, w := range strings.Fields(l) {
			if !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
	}
	return all
}

// address is how addresses go on behind a place's name.
type address struct {
	Numerals, Ten, Zero, Pair, Greater string
	Units, Parts, Community            string
	Regions, Levels                    string
	Counted                            map[string]int
	Short                              map[string]string
}

func addPlaces(files fs.FS, c *pinyin.Context) error {
	var a address
	var places struct {
		Committees, Estates []struct{ Name string }
	}
	if err := decode(files, "input/address.json", &a); err != nil {
		return err
	}
	if err := decode(files, "dictionary/places.json", &places); err != nil {
		return err
	}
	for _, p := range places.Estates {
		add(c, boostPlace, p.Name)
		c.Words[len(c.Words)-1].Part = pinyin.Place
	}
	for _, p := range places.Committees {
		add(c, boostPlace, p.Name)
		for long, short := range a.Short {
			if name, has := strings.CutSuffix(p.Name, long); has {
				add(c, boostPlace, name, name+short)
			}
		}
	}
	add(c, boostPlace, strings.Fields(a.Community)...)
	add(c, boostPart, strings.Fields(a.Parts)...)
	c.Units = strings.Fields(a.Units)
	c.Numerals = pinyin.Numerals{
		Digits: strings.Fields(a.Numerals), Zero: a.Zero, Pair: a.Pair, Ten: a.Ten, Greater: strings.Fields(a.Greater),
	}
	for _, unit := range slices.Sorted(maps.Keys(a.Counted)) {
		for i := 1; i <= a.Counted[unit]; i++ {
			c.Words = append(c.Words, pinyin.Word{Text: a.spelled(i) + unit, Boost: boostNumber, Part: pinyin.Number})
		}
	}
	return nil
}

// spelled writes 1 to 99 in Chinese numerals.
func (a address) spelled(n int) string {
	digits := append([]string{""}, strings.Fields(a.Numerals)...)
	tens, ones := n/10, n%10
	if tens == 0 {
		return digits[ones]
	}
	return strings.TrimPrefix(digits[tens], digits[1]) + a.Ten + digits[ones]
}

// A region is called without its level only where two characters stay.
const stemLength = 2

func addRegions(files fs.FS, c *pinyin.Context) error {
	var a address
	if err := decode(files, "input/address.json", &a); err != nil {
		return err
	}
	levels := strings.Fields(a.Levels)
	for _, region := range fields([]string{a.Regions}) {
		add(c, boostRegion, region)
		for _, level := range levels {
			if stem, has := strings.CutSuffix(region, level); has && len([]rune(stem)) == stemLength {
				add(c, boostStem, stem)
			}
		}
	}
	return nil
}

func addPhrases(files fs.FS, c *pinyin.Context) error {
	text, err := fs.ReadFile(files, "input/phrases.txt")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			add(c, boostPhrase, strings.Fields(line)...)
		}
	}
	return nil
}

func addSentences(files fs.FS, c *pinyin.Context) error {
	text, err := fs.ReadFile(files, "input/sentences.txt")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			c.Sentences = append(c.Sentences, line)
		}
	}
	return nil
}

// A wording is worth expecting where it is a word or a short phrase.
const shortestString, longestString = 2, 8

func addStrings(files fs.FS, c *pinyin.Context) error {
	names, err := fs.Glob(files, "strings/zh-*.json")
	if err != nil {
		return err
	}
	for _, name := range names {
		var wording map[string]string
		if err := decode(files, name, &wording); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, key := range slices.Sorted(maps.Keys(wording)) {
			c.Sentences = append(c.Sentences, wording[key])
			for _, piece := range strings.FieldsFunc(wording[key], notHan) {
				if n := len([]rune(piece)); shortestString <= n && n <= longestString {
					add(c, boostString, piece)
				}
			}
		}
	}
	return nil
}

func notHan(r rune) bool { return !unicode.Is(unicode.Han, r) }
