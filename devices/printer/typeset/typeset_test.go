package typeset_test

import (
	"errors"
	"image"
	"strings"
	"testing"

	"station365/assets"
	"station365/devices/printer"
	"station365/devices/printer/printertest"
	"station365/devices/printer/typeset"
)

func setter(t *testing.T, dots int, cells bool) *typeset.Setter {
	t.Helper()
	r, b := assets.Fonts()
	s, err := typeset.New(typeset.Opts{Dots: dots, Cells: cells, Regular: r, Bold: b})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lines sets text in cells and says what stands on each line.
func lines(t *testing.T, dots int, text string) []string {
	t.Helper()
	sheet, err := setter(t, dots, true).Set(printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: text}}}})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range sheet.Lines {
		var b strings.Builder
		for _, run := range l.Cells {
			b.WriteString(run.Text)
		}
		out = append(out, strings.TrimSpace(b.String()))
	}
	return out
}

func TestLinesAreBrokenAsChineseIs(t *testing.T) {
	// 58 mm paper without its margins is fifteen Han characters wide.
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a comma does not begin a line":       {"一二三四五六七八九十一二三四五，六七八九十", []string{"一二三四五六七八九十一二三四", "五，六七八九十"}},
		"a quote does not end a line":         {"一二三四五六七八九十一二三四“五六七八九十一”", []string{"一二三四五六七八九十一二三四", "“五六七八九十一”"}},
		"a telephone number stays whole":      {"觉得办得不好就打这个号码 0851-0000-0366", []string{"觉得办得不好就打这个号码", "0851-0000-0366"}},
		"a date stays whole":                  {"答应您的日子最晚是2026年11月23日以前", []string{"答应您的日子最晚是", "2026年11月23日以前"}},
		"ambiguous characters are Han wide":   {"······················", []string{"···············", "·······"}},
		"a sentence pauses before its end":    {"“我是王芳，这件事我负责到底。”", []string{"“我是王芳，", "这件事我负责到底。”"}},
		"a word wider than paper is not lost": {strings.Repeat("0123456789", 4), []string{strings.Repeat("0123456789", 3), "0123456789"}},
	} {
		got := lines(t, typeset.Paper58, c.text)

		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

func TestCaseNumberIsEightToTenMillimetresHigh(t *testing.T) {
	for _, dots := range []int{typeset.Paper80, typeset.Paper58} {
		sheet, err := setter(t, dots, false).Set(printer.Page{Blocks: []printer.Block{
			{Text: &printer.Text{Text: "S2-4821-5", Size: printer.Huge, Bold: true, Align: printer.Centre}}}})
		if err != nil {
			t.Fatal(err)
		}

		box := inked(sheet.Bitmap())

		if mm := float64(box.Dy()) / 8; mm < 8 || mm > 10 {
			t.Errorf("%d dots: %.1f mm high", dots, mm)
		}
		if len(sheet.Lines) != 1 || box.Min.X < 2 || box.Max.X > dots-2 {
			t.Errorf("%d dots: %d lines, ink in %v", dots, len(sheet.Lines), box)
		}
	}
}

func TestBlackBlockIsAtMostTwentyMillimetresHigh_AndLosesNothing(t *testing.T) {
	var page printer.Page
	for range 8 {
		page.Blocks = append(page.Blocks, printer.Block{Text: &printer.Text{Text: "下班前给您结果", Inverse: true, Size: printer.Large}})
	}

	sheet, err := setter(t, typeset.Paper80, false).Set(page)
	if err != nil {
		t.Fatal(err)
	}

	if h := sheet.Lines[0].Height; h > 160 {
		t.Errorf("the block is %d dots high", h)
	}
	white := 0
	for _, l := range sheet.Lines[1:] {
		if l.Picture != nil {
			white++
		}
	}
	if white != 6 {
		t.Errorf("%d lines below the block", white)
	}
}

func TestPrivateCharacterIsShownAsItsCodePoint(t *testing.T) {
	sheet, err := setter(t, typeset.Paper80, true).Set(printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: "\uE123"}}}})
	if err != nil {
		t.Fatal(err)
	}

	if box := inked(sheet.Bitmap()); box.Dx() < 20 || box.Dy() < 20 {
		t.Errorf("the box is %v", box)
	}
}

func TestPagesThatCannotBeSetAreRefused(t *testing.T) {
	wide := image.NewGray(image.Rect(0, 0, 600, 10))
	for name, b := range map[string]printer.Block{
		"empty":        {},
		"wide picture": {Image: &printer.Image{Picture: wide}},
		"huge code":    {QR: &printer.QR{Data: strings.Repeat("x", 2900)}},
	} {
		_, err := setter(t, typeset.Paper80, false).Set(printer.Page{Blocks: []printer.Block{b}})

		if !errors.Is(err, typeset.ErrPage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNoLineLeavesThePaper(t *testing.T) {
	page, err := printertest.ReadPage("../../../kiosk/receipt/testdata/residence-registration.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, dots := range []int{typeset.Paper80, typeset.Paper58} {
		for _, cells := range []bool{false, true} {
			sheet, err := setter(t, dots, cells).Set(page)
			if err != nil {
				t.Fatal(err)
			}
			box := inked(sheet.Bitmap())
			if box.Min.X < 4 || box.Max.X > dots-4 {
				t.Errorf("%d dots, cells %v: ink in %v", dots, cells, box)
			}
		}
	}
}

func FuzzSet(f *testing.F) {
	f.Add("2026年11月23日 星期一 10:49", true)
	f.Add("■ 交好了　□ 正在办　□ 给您结果", false)
	f.Add("\U00020BB7\uE000\x00\n", true)
	r, b := assets.Fonts()
	s, err := typeset.New(typeset.Opts{Dots: typeset.Paper58, Cells: true, Regular: r, Bold: b})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, inverse bool) {
		if len(text) > 400 {
			return
		}
		sheet, err := s.Set(printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: text, Inverse: inverse}}, {Pair: &printer.Pair{Label: text, Value: text}}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range sheet.Lines {
			if l.Height <= 0 {
				t.Fatalf("a line of %d rows", l.Height)
			}
		}
	})
}

// inked is where there is ink.
func inked(b *typeset.Bitmap) image.Rectangle {
	var box image.Rectangle
	for y := range b.H {
		for x := range b.W {
			if b.Black(x, y) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}
