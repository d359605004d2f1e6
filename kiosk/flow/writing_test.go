package flow

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"station365/assets"
	"station365/kiosk/input"
	"station365/kiosk/personal"
)

// engines are loaded once, outside every bubble.
var engines = sync.OnceValues(func() (*input.Engines, error) {
	words, pairs := assets.Pinyin()
	return input.Load(input.Data{Words: words, Pairs: pairs, Ink: assets.Ink(), Files: assets.FS()})
})

// toText is at the question in words, with the engines loaded.
func (d *desk) toText() View {
	d.t.Helper()
	d.flow.opts.Writing = func() (*input.Engines, error) { return engines() }
	d.do(pick(Start, ""), pick(OpenMatter, "concern"), pick(Next, ""), pick(Next, ""))
	v := d.answerFirst(d.at(Filling))
	if v.Question.Kind != "text" || !v.Panel.Ready {
		d.t.Fatalf("asked %s as %s, panel ready %v", v.Question.Field, v.Question.Kind, v.Panel.Ready)
	}
	return v
}

func (d *desk) spell(letters string) (v View) {
	for _, l := range letters {
		v = d.do(Event{Kind: Key, Text: personal.New(string(l))})
	}
	return v
}

func writing(t *testing.T, test func(t *testing.T, d *desk)) {
	t.Helper()
	if _, err := engines(); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		test(t, d)
	})
}

func TestConcernIsSpelledAndPicked_TheReviewHasTheWords(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		d.do(pick(SetMode, "pinyin"))
		v := d.spell("loudaodenghuaile")
		if len(v.Panel.Candidates) == 0 || v.Panel.Candidates[0].Reveal() != "楼道灯坏了" || v.Next {
			t.Fatalf("%d candidates, next %v", len(v.Panel.Candidates), v.Next)
		}

		v = d.do(pick(PickText, "0"), Event{Kind: Key, Text: personal.New("。")})

		if v.Question.Typed.Reveal() != "楼道灯坏了。" || !v.Panel.Composing.Empty() || !v.Next {
			t.Errorf("the text is %q, composing %q", v.Question.Typed.Reveal(), v.Panel.Composing.Reveal())
		}
		d.do(pick(Next, ""))
		d.fill("13800005678")
		v = d.at(Reviewing)
		at := slices.IndexFunc(v.Review, func(l ReviewLine) bool { return l.Field == "what" })
		if at < 0 || v.Review[at].Value.Reveal() != "楼道灯坏了。" || !v.Review[at].Editable {
			t.Errorf("the review has line %d", at)
		}
		d.do(pick(Next, ""))
		if _, sent := d.store.sent[0].Answers["what"]; !sent || len(d.store.sent) != 1 {
			t.Errorf("sent %d", len(d.store.sent))
		}
	})
}

func TestCharacterIsDrawn_ItsCandidatesFollowEachStroke(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		for _, y := range []float32{.23, .49, .79} {
			d.do(Event{Kind: Stroke, Drawn: []Point{{.2, y}, {.5, y}, {.8, y}}})
		}
		v := d.view()
		if strokesOf(v) != 3 || len(v.Panel.Candidates) == 0 || !slices.ContainsFunc(v.Panel.Candidates[:10], func(c personal.Value) bool { return c.Reveal() == "三" }) {
			t.Fatalf("%d strokes, %d candidates", strokesOf(v), len(v.Panel.Candidates))
		}
		if v = d.do(pick(Key, "erase")); strokesOf(v) != 2 {
			t.Errorf("after taking one back %d strokes", strokesOf(v))
		}
	})
}

func TestTextIsFull_WhatIsWrittenStaysAndSaysSo(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		d.do(pick(SetMode, "latin"))
		d.do(Event{Kind: Key, Text: personal.New(strings.Repeat("好", 199))})

		v := d.spell("ab")

		if n := len([]rune(v.Question.Typed.Reveal())); n != 200 || v.Question.Problem != "form.too-many-words" {
			t.Errorf("%d letters, %q", n, v.Question.Problem)
		}
	})
}

func TestEnginesCannotBeLoaded_LettersAndTheWayOutAreLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Writing = func() (*input.Engines, error) { return nil, errors.New("disk") }
		d.do(pick(Start, ""), pick(OpenMatter, "concern"), pick(Next, ""), pick(Next, ""))

		v := d.answerFirst(d.at(Filling))

		if v.Panel.Mode != "latin" || !v.Panel.Ready {
			t.Errorf("mode %s, ready %v", v.Panel.Mode, v.Panel.Ready)
		}
		if v = d.do(pick(Answer, "rather-not")); v.Question.Field == "what" {
			t.Error("the way out leads nowhere")
		}
	})
}

func TestLanguageIsChangedWhileWriting_NothingWrittenIsLost(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.flow.opts.Languages = []string{"zh-Hans", "en"}
		d.toText()
		d.do(pick(SetMode, "pinyin"))
		d.spell("shananshequ")
		d.do(pick(PickText, "0"))
		before := d.spell("ni")

		v := d.do(pick(SetLanguage, "en"), pick(OpenSize, ""), pick(SetScale, "largest"), pick(Back, ""))

		if v.State != Filling || v.Question.Typed.Reveal() != before.Question.Typed.Reveal() || v.Panel.Composing.Reveal() != "ni" {
			t.Errorf("at %s: %q, %q", v.State, v.Question.Typed.Reveal(), v.Panel.Composing.Reveal())
		}
	})
}

func TestSessionEndsWhileWriting_TextLettersAndCandidatesAreWiped(t *testing.T) {
	for name := range waysOut(nil) {
		if name == "done" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			writing(t, func(t *testing.T, d *desk) {
				d.toText()
				d.do(pick(SetMode, "pinyin"))
				d.spell("wangfang")
				d.do(pick(PickText, "0"))
				v := d.spell("lisi")
				mine := append([]personal.Value{v.Question.Typed, v.Panel.Composing}, v.Panel.Candidates...)
				if len(mine) < 4 {
					t.Fatal("nothing is being written")
				}

				waysOut(d)[name]()

				for i, value := range mine {
					if !value.Empty() {
						t.Errorf("value %d is left", i)
					}
				}
				if d.view().State == Filling {
					t.Error("the session goes on")
				}
			})
		})
	}
}

func TestMarkBehindLettersNotYetChosen_StandsBehindTheirBestWords(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		d.do(pick(SetMode, "pinyin"))
		d.spell("loudaodenghuaile")

		v := d.do(Event{Kind: Key, Text: personal.New("，")})

		if v.Question.Typed.Reveal() != "楼道灯坏了，" || !v.Panel.Composing.Empty() {
			t.Errorf("the text is %q, composing %q", v.Question.Typed.Reveal(), v.Panel.Composing.Reveal())
		}
	})
}

func TestFiguresBehindLettersNotYetChosen_TheirBestWordsStandBeforeThem(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		d.do(pick(SetMode, "pinyin"))
		d.spell("loudaodenghuaile")
		if v := d.do(pick(SetMode, "pinyin")); v.Panel.Composing.Empty() {
			t.Error("the present way to write, pressed again, takes letters away")
		}

		v := d.do(pick(SetMode, "digits"), Event{Kind: Key, Text: personal.New("3")})

		if v.Question.Typed.Reveal() != "楼道灯坏了3" || v.Panel.Mode != "digits" {
			t.Errorf("%s, the text is %q", v.Panel.Mode, v.Question.Typed.Reveal())
		}
	})
}

func TestNextIsPressedWhileWordsAreNotChosen_NothingIsLostAndItSaysWhy(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		d.do(pick(SetMode, "pinyin"))
		d.spell("loudaodenghuaile")
		d.do(pick(PickText, "0"))

		v := d.spell("qingxiu")
		if v.Next {
			t.Error("the way on is open")
		}
		v = d.do(pick(Next, ""))

		if v.Question.Problem != "writing.choose-first" || v.Question.Field != "what" || v.Panel.Composing.Reveal() != "qingxiu" {
			t.Errorf("at %s, composing %q", v.Question.Field, v.Panel.Composing.Reveal())
		}
		if v = d.do(pick(PickText, "0")); v.Question.Problem != "" || !v.Next {
			t.Errorf("still says %q", v.Question.Problem)
		}
		if v = d.do(pick(Next, "")); v.Question.Field == "what" {
			t.Error("the chosen words do not lead on")
		}
	})
}

func TestSheetIsWrittenAnew_TheTextStays(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		d.do(Event{Kind: Key, Text: personal.New("灯")}, Event{Kind: Stroke, Drawn: []Point{{.2, .5}, {.8, .5}}})

		v := d.do(pick(Key, "rewrite"))

		if strokesOf(v) != 0 || len(v.Panel.Candidates) != 0 || v.Question.Typed.Reveal() != "灯" {
			t.Errorf("%d strokes, %d candidates, %q", strokesOf(v), len(v.Panel.Candidates), v.Question.Typed.Reveal())
		}
	})
}

func TestWayOutWasTakenAndTheQuestionIsAskedAgain_ItsCodeIsNoText(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		d.do(pick(Answer, "rather-not"))

		v := d.do(pick(Back, ""))

		if !v.Question.Typed.Empty() || v.Question.Chosen != "rather-not" || !v.Next {
			t.Errorf("typed %q, chosen %q, next %v", v.Question.Typed.Reveal(), v.Question.Chosen, v.Next)
		}
	})
}

func TestTextIsAskedAgain_ItStandsOnlyWhereItCanBeWiped(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		d.do(Event{Kind: Key, Text: personal.New("楼道灯坏了")}, pick(Next, ""))

		v := d.do(pick(Back, ""))

		if v.Question.Typed.Reveal() != "楼道灯坏了" || strings.Contains(texts(v), "楼道灯") {
			t.Errorf("typed %q, and in plain words", v.Question.Typed.Reveal())
		}
	})
}

func TestSessionEndsWhileACharacterIsDrawn_ItsStrokesAreWiped(t *testing.T) {
	for name := range waysOut(nil) {
		if name == "done" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			writing(t, func(t *testing.T, d *desk) {
				d.toText()
				v := d.do(Event{Kind: Stroke, Drawn: []Point{{.2, .5}, {.5, .5}, {.8, .5}}})
				offered, drawn := v.Panel.Candidates, d.flow.visit.panel.Sheet()[0]
				var shown []Point
				v.Panel.Sheet.Strokes(func(s []Point) { shown = s })
				d.do(pick("looked inside", "")) // the flow goes on after the test has looked
				if len(offered) == 0 || drawn[0].X == 0 {
					t.Fatal("nothing is being drawn")
				}

				waysOut(d)[name]()

				d.do(pick("looked again", ""))
				for i, p := range drawn {
					if p.X != 0 || p.Y != 0 {
						t.Errorf("point %d is left", i)
					}
				}
				for i, p := range shown {
					if p != (Point{}) {
						t.Errorf("point %d is left in what the glass showed", i)
					}
				}
				if len(shown) != 3 || !v.Panel.Sheet.Empty() {
					t.Errorf("of %d points shown the glass still has %d strokes", len(shown), strokesOf(v))
				}
				for i, c := range offered {
					if !c.Empty() {
						t.Errorf("candidate %d is left", i)
					}
				}
			})
		})
	}
}

func strokesOf(v View) (n int) {
	v.Panel.Sheet.Strokes(func([]Point) { n++ })
	return n
}

func TestLetterIsEnteredInTwoPieces_TheTextHasOneLetter(t *testing.T) {
	writing(t, func(t *testing.T, d *desk) {
		d.toText()
		d.do(pick(SetMode, "latin"))

		for _, key := range []string{"e", "\u0301", "\uf9e7"} {
			d.do(Event{Kind: Key, Text: personal.New(key)})
		}

		if got := d.do(pick("looked", "")).Question.Typed.Reveal(); got != "\u00e9\uf9e7" {
			t.Errorf("the text is %+q", got)
		}
	})
}
