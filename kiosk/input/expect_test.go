package input_test

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"station365/assets"
	"station365/kiosk/input"
	"station365/kiosk/input/pinyin"
)

func TestFormsExpectTheCommunity(t *testing.T) {
	c, err := input.Expect(assets.FS())
	if err != nil {
		t.Fatal(err)
	}

	for _, want := range []struct {
		text string
		part pinyin.Part
	}{
		{"茶店坡小区", pinyin.Place},
		{"油杉坡居委会", pinyin.NoPart},
		{"三栋", pinyin.Number},
		{"十二号楼", pinyin.Number},
		{"二十一号", pinyin.Number},
		{"花溪区", pinyin.NoPart},
		{"居住登记", pinyin.NoPart},
	} {
		if !slices.ContainsFunc(c.Words, func(w pinyin.Word) bool { return w.Text == want.text && w.Part == want.part }) {
			t.Errorf("%s is not expected", want.text)
		}
	}
	if n := len(c.Names.Surnames); n < 400 {
		t.Errorf("%d surnames", n)
	}
	if len(c.Sentences) < 500 || !slices.Contains(c.Units, "单元") {
		t.Errorf("%d sentences, units %v", len(c.Sentences), c.Units)
	}
}

func TestEveryExpectedWordCanBeTyped(t *testing.T) {
	c, err := input.Expect(assets.FS())
	if err != nil {
		t.Fatal(err)
	}
	lex, err := pinyin.Open(assets.Pinyin())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range slices.Concat(c.Words, c.Names.Surnames) {
		if !lex.Readable(w) && w.Text[0] >= 0x80 {
			t.Errorf("%s has no reading (%q)", w.Text, w.Reading)
		}
	}
}

func TestMissingFileIsSaid(t *testing.T) {
	if _, err := input.Expect(fstest.MapFS{}); err == nil {
		t.Error("nothing was there and nobody said so")
	}
	broken := fstest.MapFS{"input/names.json": {Data: []byte("{")}}
	if _, err := input.Expect(fs.FS(broken)); err == nil {
		t.Error("half a file was read")
	}
}
