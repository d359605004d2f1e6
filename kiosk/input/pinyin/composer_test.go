package pinyin_test

import (
	"slices"
	"strings"
	"testing"

	"station365/assets"
	"station365/kiosk/input/pinyin"
)

// firstOf is the first candidate for letters.
func firstOf(c *pinyin.Composer, letters string) string {
	return append(offered(c, letters, 1), "")[0]
}

func TestLettersBecomeWords(t *testing.T) {
	c := inContext(t)
	for _, want := range []struct{ typed, first, why string }{
		{"shenfenzheng", "身份证", "in full"},
		{"zgr", "中国人", "by first letters"},
		{"zhongguor", "中国人", "the last by its first letter"},
		{"zhguoren", "中国人", "the first by its two"},
		{"shenm", "什么", "the last syllable unfinished"},
		{"zhengm", "证明", "the last syllable unfinished"},
		{"xi'an", "西安", "cut by hand"},
		{"xian", "先", "one syllable before two"},
		{"nver", "女儿", "v for ü"},
		{"shenglve", "省略", "ve for ue"},
		{"cuipingyuan", "翠屏苑", "a place of the community"},
		{"cuipingyuan3dong2danyuan", "翠屏苑3栋2单元", "digits stay digits"},
		{"tingsongjujiudong", "听松居九栋", "numbers behind places"},
		{"qingzhujuweihui", "青竹居委会", "an organisation by its short name"},
		{"zengxianming", "曾宪明", "a surname with its own reading"},
		{"ouyangxiulan", "欧阳秀兰", "a double surname"},
		{"u20164", "\U00020164", "a code point"},
		{"5G", "5G", "what is no pinyin stands for itself"},
	} {
		if got := firstOf(c, want.typed); got != want.first {
			t.Errorf("%s: %s came first, not %s (%s)", want.typed, got, want.first, want.why)
		}
	}
}

func TestSeveralWholeSentencesComeBeforeShorterWords(t *testing.T) {
	got := offered(inContext(t), "loushangdezhuhubanyezhuangxiu", 6)

	for _, text := range got {
		if n := len([]rune(text)); n != 9 {
			t.Errorf("%s is no whole sentence", text)
		}
	}
	slices.Sort(got)
	if len(slices.Compact(got)) != 6 {
		t.Errorf("the same twice among %v", got)
	}
}

// A sound with a letter too many is asked for; one with a letter too few could be a
// forgotten letter as well.
func TestSoundsOfTheSouthAreASetting(t *testing.T) {
	c := inContext(t)
	for _, want := range []struct {
		fuzzy       pinyin.Fuzzy
		typed, text string
	}{
		{pinyin.FuzzyS, "shushe", "宿舍"},
		{pinyin.FuzzyZ, "zhenme", "怎么"},
		{pinyin.FuzzyC, "chesuo", "厕所"},
		{pinyin.FuzzyNL, "liunai", "牛奶"},
		{pinyin.FuzzyFH, "hangzi", "房子"},
		{pinyin.FuzzyIng, "yingwei", "因为"},
		{pinyin.FuzzyAng, "bangfa", "办法"},
		{pinyin.FuzzyEng | pinyin.FuzzyZ, "juzuzenming", "居住证明"},
		{pinyin.FuzzyRL, "loushi", "肉食"},
	} {
		c.SetFuzzy(0)
		if slices.Contains(offered(c, want.typed, 10), want.text) {
			t.Errorf("%s was taken for %s without being asked", want.typed, want.text)
		}
		c.SetFuzzy(want.fuzzy)
		if got := offered(c, want.typed, 10); !slices.Contains(got, want.text) {
			t.Errorf("%s: %s not among %v", want.typed, want.text, got)
		}
	}
}

func TestPartIsChosen_TheRestStays(t *testing.T) {
	c := inContext(t)
	c.Type([]byte("wangshangshuibuzhao"))
	at := indexOf(c, "晚上")
	if at < 0 {
		at = indexOf(c, "网上")
	}

	c.Pick(at)

	if got := c.Letters().Reveal(); got != "shuibuzhao" {
		t.Errorf("%q is left", got)
	}
	if texts, _ := c.Offer(0, 1); texts[0].Reveal() != "睡不着" {
		t.Errorf("%s comes first for the rest", texts[0].Reveal())
	}
	c.Pick(0)
	if got := c.Chosen().Reveal(); got != "网上睡不着" && got != "晚上睡不着" {
		t.Errorf("%s was written", got)
	}
	c.Back()
	c.Back()
	if got := c.Letters().Reveal(); got != "wangshangshuibuzhao" || !c.Chosen().Empty() {
		t.Errorf("two steps back stand %q", got)
	}
	if text := c.Take(); !text.Empty() || !c.Letters().Empty() {
		t.Error("taking leaves letters behind")
	}
}

// indexOf is where a text stands among the candidates, or -1.
func indexOf(c *pinyin.Composer, text string) int {
	for from, more := 0, true; more; from += 50 {
		values, next := c.Offer(from, 50)
		for i, v := range values {
			if v.Reveal() == text {
				return from + i
			}
		}
		more = next
	}
	return -1
}

func TestChosenWordComesFirstAgain_UntilTheSessionEnds(t *testing.T) {
	c := inContext(t)
	const typed, name = "zhangyuxi", "章钰溪"
	c.Type([]byte(typed))
	before, _ := c.Offer(0, 1)
	if before[0].Reveal() == name {
		t.Fatal("the name is too common for this test")
	}
	for _, part := range []string{"章", "钰", "溪"} {
		at := indexOf(c, part)
		if at < 0 {
			t.Fatalf("%s is not offered", part)
		}
		c.Pick(at)
	}
	c.Take()

	c.Type([]byte(typed))
	again, _ := c.Offer(0, 1)
	if again[0].Reveal() != name {
		t.Errorf("%s comes first after %s was chosen", again[0].Reveal(), name)
	}

	if got := firstOf(c, typed); got == name { // offered begins by Reset
		t.Errorf("%s outlived the session", name)
	}
}

func TestNextKeyWipesWhatWasOffered(t *testing.T) {
	c := inContext(t)
	c.Type([]byte("nihao"))
	texts, _ := c.Offer(0, 3)

	c.Type([]byte("a"))

	for _, v := range texts {
		if !v.Empty() {
			t.Error("an offered text was not wiped")
		}
	}
}

func TestKeyByKeyGivesWhatAllAtOnceGives(t *testing.T) {
	whole, keyed := inContext(t), inContext(t)
	for _, typed := range []string{"womenlouxiadeludenghuaile", "xi'an", "cuipingyuan12dong", "lixiuyun", "zgrmghg", "wifi"} {
		want := offered(whole, typed, 20)
		keyed.Reset()
		for i := range typed {
			keyed.Type([]byte(typed[i : i+1]))
			keyed.Type([]byte("n"))
			keyed.Back()
		}
		values, _ := keyed.Offer(0, 20)
		var got []string
		for _, v := range values {
			got = append(got, v.Reveal())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s key by key: %v\nat once: %v", typed, got, want)
		}
	}
}

func TestMoreThanThereIsRoomFor_IsRefused(t *testing.T) {
	c := inContext(t)
	if !c.Type([]byte(strings.Repeat("wo", 56))) || c.Type([]byte("a")) {
		t.Error("the bound is not at a hundred and twelve letters")
	}
	if got, _ := c.Offer(0, 1); len([]rune(got[0].Reveal())) != 56 {
		t.Errorf("%d characters", len([]rune(got[0].Reveal())))
	}
}

func TestWithoutPairsWordsAreStillFound(t *testing.T) {
	words, _ := assets.Pinyin()
	lex, err := pinyin.Open(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := pinyin.New(lex, 0)
	if got := firstOf(c, "shenfenzheng"); got != "身份证" {
		t.Errorf("%s", got)
	}
}
