package main

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"station365/kiosk/input/pinyin"
)

func TestToneMarksAreTakenOff(t *testing.T) {
	for marked, want := range map[string]string{"lǚ": "lv", "nüè": "nue", "yī": "yi", "ér": "er", "ḿ": "m", "shuāng": "shuang"} {
		if got := toneless(marked); got != want {
			t.Errorf("%s became %s", marked, got)
		}
	}
}

func TestReadingsOfUnihanAreFound(t *testing.T) {
	r, field, readings, ok := unihan("U+4E00\tkHanyuPinyin\t10001.010:yī,yí 20001.020:yì,èr")

	if !ok || r != '一' || field != "kHanyuPinyin" || !slices.Equal(readings, []string{"yi", "er"}) {
		t.Errorf("%c %s %v %v", r, field, readings, ok)
	}
}

func TestWhatIsMadeCanBeOpened_OtherFormsComeLast(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	s := sources{
		font:     "../../../assets/fonts/regular.otf",
		words:    file("words", []byte("name: x\n好\thao\t90\n號\thao\t999\n号\thao\t80\n你好\tni hao\t40\n泥\tni\t3\n你\tni\t2\n")),
		variants: file("variants", []byte("U+865F\tkSimplifiedVariant\tU+53F7\n")),
		readings: file("readings", []byte("U+6635\tkMandarin\tnì\nU+865F\tkMandarin\thào\n")),
		model: file("model", []byte("\\1-gram\\3\n 0 0.1 1.0 (0,0)\n 1 0.2 1.5 (0,0)\n 2 0.3 1.0 (0,0)\n"+
			"\\2-gram\\2\n 0 1 0.5 1.0 (0,0)\n 1 0 0.25 1.0 (0,0)\n")),
		vocabulary: file("vocabulary", vocabulary("，", "号", "你")),
	}

	if err := run(s, dir); err != nil {
		t.Fatal(err)
	}

	words, err := os.ReadFile(filepath.Join(dir, "pinyin.bin"))
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := os.ReadFile(filepath.Join(dir, "pairs.bin"))
	if err != nil {
		t.Fatal(err)
	}
	lex, err := pinyin.Open(words, pairs)
	if err != nil {
		t.Fatal(err)
	}
	c := pinyin.New(lex, 0)
	for letters, want := range map[string]string{"hao": "号好號", "ni": "你泥昵"} {
		c.Reset()
		c.Type([]byte(letters))
		texts, _ := c.Offer(0, 3)
		got := ""
		for _, v := range texts {
			got += v.Reveal()
		}
		if got != want {
			t.Errorf("%s gives %s, not %s", letters, got, want)
		}
	}
}

// vocabulary is a dictionary of sunpinyin with no readings.
func vocabulary(names ...string) []byte {
	b := binary.LittleEndian.AppendUint32(make([]byte, 8), 16)
	b = append(b, 0, 0, 0, 0)
	for _, r := range strings.Join(names, "\x00") + "\x00" {
		b = binary.LittleEndian.AppendUint32(b, uint32(r))
	}
	return b
}

func TestRareCharactersKeepBothHalves(t *testing.T) {
	l := arrange([]entry{{"\U0002c386", []string{"ying"}, 1}})

	b := l.bytes()

	want := utf16.Encode([]rune("\U0002c386"))
	if !strings.Contains(string(b), string([]byte{byte(want[0]), byte(want[0] >> 8), byte(want[1]), byte(want[1] >> 8)})) {
		t.Error("the two halves do not stand together")
	}
}
