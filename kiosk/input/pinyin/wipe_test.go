package pinyin

import (
	"bytes"
	"os"
	"slices"
	"testing"
)

// lexicon reads the data from its file: assets may not be imported from inside.
func lexicon(t testing.TB) *Lexicon {
	t.Helper()
	var data [2][]byte
	for i, name := range []string{"pinyin.bin", "pairs.bin"} {
		b, err := os.ReadFile("../../../assets/input/" + name)
		if err != nil {
			t.Fatal(err)
		}
		data[i] = b
	}
	lex, err := Open(data[0], data[1])
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func TestResetLeavesNothingOfAPerson(t *testing.T) {
	c := New(lexicon(t), FuzzySouth)
	c.Expect(Context{Names: Names{Surnames: []Word{{Text: "李"}}, First: []string{"秀"}, Second: []string{"芸"}}})
	c.Type([]byte("lixiuyun3"))
	c.Back()
	c.Offer(0, 500)
	letters, choices, lent := c.letters[:cap(c.letters)], c.choices, c.lent
	c.Pick(len(c.choices) - 40)
	for len(c.letters) > 0 {
		c.Pick(0)
	}
	picked, learnt := c.picked, c.learnt.extras
	if len(learnt) == 0 {
		t.Fatal("nothing was learnt")
	}
	c.Type([]byte("nihao"))

	c.Reset()

	if !bytes.Equal(letters, make([]byte, len(letters))) {
		t.Errorf("letters left: %q", letters)
	}
	for _, ch := range append(choices, picked...) {
		if !blank(ch.text) || !bytes.Equal(ch.letters, make([]byte, len(ch.letters))) {
			t.Errorf("left: %c %q", ch.text, ch.letters)
		}
	}
	for _, x := range append(lent, learnt...) {
		if !blank(x.text) {
			t.Errorf("left: %c", x.text)
		}
	}
	if !blank(c.scratch[:cap(c.scratch)]) {
		t.Errorf("scratch left: %c", c.scratch[:cap(c.scratch)])
	}
	leftInDecoder(t, c)
}

func leftInDecoder(t *testing.T, c *Composer) {
	t.Helper()
	for _, beam := range append(c.decode.beams, c.decode.arena) {
		if slices.ContainsFunc(beam[:cap(beam)], func(h hypothesis) bool { return h != hypothesis{} }) {
			t.Error("a hypothesis is left")
		}
	}
	for _, arcs := range append(c.fan.byEnd[:cap(c.fan.byEnd)], c.opening[:cap(c.opening)]...) {
		if slices.ContainsFunc(arcs[:cap(arcs)], func(a arc) bool { return a != arc{} }) {
			t.Error("an arc is left")
		}
	}
	if c.begun = c.begun[:cap(c.begun)]; slices.ContainsFunc(c.begun, func(s step) bool { return s != step{} }) {
		t.Error("a step is left")
	}
}

func blank(text []rune) bool {
	return !slices.ContainsFunc(text, func(r rune) bool { return r != 0 })
}

// FuzzType types anything, with steps back and choices between.
func FuzzType(f *testing.F) {
	c := New(lexicon(f), FuzzySouth)
	c.Expect(Context{
		Words: []Word{{Text: "翠屏苑", Boost: 40, Part: Place}, {Text: "三栋", Part: Number}},
		Units: []string{"栋"},
		Names: Names{Surnames: []Word{{Text: "曾", Reading: "zeng"}}, First: []string{"小"}, Second: []string{"明"}, Given: []string{"建国"}},
	})
	for _, seed := range []string{"woxiangban", "xi'an''", "zgr<<>>", "u20164", "3dong2>", "\xff\xe4\xb8", "vvvv", "翠pingyuan<", "zengxiaoming"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, keys []byte) {
		c.Reset()
		for i, key := range keys {
			switch key {
			case '<':
				c.Back()
			case '>':
				c.Offer(0, i)
				c.Pick(i % 7)
			default:
				c.Type([]byte{key})
			}
			offeredSoundly(t, c)
		}
	})
}

func offeredSoundly(t *testing.T, c *Composer) {
	t.Helper()
	texts, _ := c.Offer(0, 12)
	if len(c.letters) > 0 && len(texts) == 0 {
		t.Fatalf("nothing is offered for %q", c.letters)
	}
	for i, v := range texts {
		if v.Empty() || len(c.choices[i].letters) == 0 || !bytes.HasPrefix(c.letters, c.choices[i].letters) {
			t.Fatalf("%q speaks for %q of %q", v.Reveal(), c.choices[i].letters, c.letters)
		}
	}
}
