package pinyin_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"station365/assets"
	"station365/kiosk/input/pinyin"
)

func TestOtherDataIsRefused(t *testing.T) {
	words, pairs := assets.Pinyin()
	for name, data := range map[string][2][]byte{
		"nothing":             {nil, nil},
		"cut off":             {words[:len(words)-4], nil},
		"too long":            {append(append([]byte{}, words...), 0), nil},
		"pairs for others":    {words, append([]byte("pairs01\n\x00\x00\x00\x00"), pairs[12:]...)},
		"pairs cut off":       {words, pairs[:len(pairs)-4]},
		"pairs instead":       {pairs, nil},
		"only a beginning":    {words[:10], nil},
		"only a pairs' begin": {words, pairs[:10]},
	} {
		if _, err := pinyin.Open(data[0], data[1]); !errors.Is(err, pinyin.ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryHanCharacterOfTheFontCanBeWritten(t *testing.T) {
	regular, _ := assets.Fonts()
	font, err := sfnt.Parse(regular)
	if err != nil {
		t.Fatal(err)
	}
	c := pinyin.New(open(t), 0)
	reachable := everyCharacter(c)
	var buf sfnt.Buffer
	byReading, byCode := 0, 0
	for r := rune(0x3000); r <= 0x323af; r++ {
		if glyph, err := font.GlyphIndex(&buf, r); err != nil || glyph == 0 || !unicode.Is(unicode.Han, r) {
			continue
		}
		if reachable[r] {
			byReading++
			continue
		}
		byCode++
		if got := firstOf(c, code(r)); got != string(r) {
			t.Errorf("%U cannot be written: %s gives %s", r, code(r), got)
		}
	}
	t.Logf("%d characters by their reading, %d by code point alone", byReading, byCode)
}

// code is what is typed for a code point.
func code(r rune) string {
	const digits = "0123456789abcdef"
	s := ""
	for ; r > 0; r >>= 4 {
		s = string(digits[r&15]) + s
	}
	return "u" + s
}

var (
	initials = strings.Fields("b p m f d t n l g k h j q x zh ch sh r z c s y w")
	finals   = strings.Fields("a o e i u v ai ei ui ao ou iu ie ue er an en in un ang eng ing ong ia iao ian iang iong ua uo uai uan uang")
)

// everyCharacter pages through the candidates of every syllable.
func everyCharacter(c *pinyin.Composer) map[rune]bool {
	found := map[rune]bool{}
	for _, initial := range append(initials, "") {
		for _, final := range finals {
			for _, text := range offered(c, initial+final, 5000) {
				if r := []rune(text); len(r) == 1 {
					found[r[0]] = true
				}
			}
		}
	}
	return found
}
