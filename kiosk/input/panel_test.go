package input_test

import (
	"strings"
	"sync"
	"testing"

	"station365/assets"
	"station365/kiosk/input"
	"station365/kiosk/input/ink"
	"station365/kiosk/personal"
)

var engines = sync.OnceValues(func() (*input.Engines, error) {
	words, pairs := assets.Pinyin()
	return input.Load(input.Data{Words: words, Pairs: pairs, Ink: assets.Ink(), Files: assets.FS()})
})

func ready(t *testing.T) *input.Panel {
	t.Helper()
	e, err := engines()
	if err != nil {
		t.Fatal(err)
	}
	p := input.NewPanel()
	p.Use(e)
	return p
}

func spell(t *testing.T, p *input.Panel, letters string) {
	t.Helper()
	for _, l := range letters {
		if !p.Letter(string(l)) {
			t.Fatalf("%q is not taken", l)
		}
	}
}

func TestSentenceIsSpelled_OneTouchWritesIt(t *testing.T) {
	p := ready(t)
	p.SetMode(input.Pinyin)
	spell(t, p, "loudaodenghuaile")

	if got := p.Candidates()[0].Reveal(); got != "楼道灯坏了" {
		t.Fatalf("offered %q first", got)
	}
	text := p.Pick(0)

	if text.Reveal() != "楼道灯坏了" || !p.Composing().Empty() || len(p.Candidates()) != 0 {
		t.Errorf("wrote %q, left %q and %d candidates", text.Reveal(), p.Composing().Reveal(), len(p.Candidates()))
	}
}

func TestPartOfTheLettersIsChosen_TheRestIsStillToChoose(t *testing.T) {
	p := ready(t)
	p.SetMode(input.Pinyin)
	spell(t, p, "shananshequ")
	part := -1
	for i, c := range p.Candidates() {
		if c.Reveal() == "沙南" {
			part = i
			break
		}
	}
	if part < 0 {
		t.Fatal("the community's name is not offered")
	}

	text := p.Pick(part)

	if !text.Empty() || !strings.HasPrefix(p.Composing().Reveal(), "沙南") || len(p.Candidates()) == 0 {
		t.Errorf("wrote %q, composing %q", text.Reveal(), p.Composing().Reveal())
	}
	if text = p.Pick(0); text.Reveal() != "沙南社区" {
		t.Errorf("wrote %q", text.Reveal())
	}
}

func TestErasing_TheLettersGoBeforeTheText(t *testing.T) {
	p := ready(t)
	p.SetMode(input.Pinyin)
	spell(t, p, "ni")

	if !p.Erase() || !p.Erase() || p.Erase() {
		t.Error("two letters are erased, and then the text's own")
	}
}

func TestCharacterIsDrawn_ItIsOfferedAndTheSheetIsCleanAfterIt(t *testing.T) {
	p := ready(t)
	for _, s := range [][]ink.Point{{{X: .15, Y: .3}, {X: .85, Y: .28}}, {{X: .5, Y: .1}, {X: .48, Y: .5}, {X: .2, Y: .9}}, {{X: .5, Y: .45}, {X: .85, Y: .9}}} {
		p.Stroke(s)
	}
	at := -1
	for i, c := range p.Candidates()[:10] {
		if c.Reveal() == "大" {
			at = i
		}
	}
	if at < 0 {
		t.Fatal("not among the first ten")
	}

	if text := p.Pick(at); text.Reveal() != "大" || len(p.Sheet()) != 0 || len(p.Candidates()) != 0 {
		t.Errorf("wrote %q, left %d strokes", text.Reveal(), len(p.Sheet()))
	}
}

func TestEnginesAreNotThere_LettersStandForThemselves(t *testing.T) {
	p := input.NewPanel()

	if p.Letter("a") || p.Erase() || p.Ready() {
		t.Error("a panel without engines composes")
	}
	p.Stroke([]ink.Point{{X: 1, Y: 1}})
	if p.SetMode(input.Latin); !p.Ready() || len(p.Candidates()) != 0 {
		t.Error("letters need no engine")
	}
}

func TestPanelIsWiped_NothingWrittenIsLeft(t *testing.T) {
	p := ready(t)
	p.SetMode(input.Pinyin)
	spell(t, p, "wangfang")
	offered := append([]personal.Value{}, p.Candidates()...)

	p.Wipe()

	for _, v := range offered {
		if !v.Empty() {
			t.Fatalf("a candidate is left")
		}
	}
	if !p.Composing().Empty() || len(p.Candidates()) != 0 {
		t.Error("something is left")
	}
}
