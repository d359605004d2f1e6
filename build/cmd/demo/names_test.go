package main

import (
	"image"
	"testing"
	"testing/fstest"

	"station365/kiosk/ui/backend"
	"station365/kiosk/words"
)

func seeing(t *testing.T) eye {
	t.Helper()
	table, err := words.Load(fstest.MapFS{"zh-Hans.json": {Data: []byte(
		`{"done.sent": "已送达中心 {clock}", "lead": "{name}，您的{matter}已经存好。", "reason.q": "您来这里，主要为了什么？", "flat.q": "门牌号是多少？", "flat.q.short": "门牌号？", "estate.q": "在哪个小区？", "home.q": "您住在哪个小区？"}`)}}, "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	return eye{table}
}

func on(texts ...string) sight { return sight{on: backend.Description{Texts: texts}} }

func TestWordsAreSeenAlsoWhereALineBreaksInThem(t *testing.T) {
	e := seeing(t)
	for _, c := range []struct {
		key  string
		s    sight
		want bool
	}{
		{"done.sent", on("您的号码", "已送达", "中心 10:51"), true},
		{"lead", on("李某，您的居住登记", "已经存好。"), true},
		{"done.sent", on("已存本机，正在送往中心"), false},
		{"no.such.key", on("⟦no.such.key⟧"), false},
	} {
		if got := e.says(c.s, c.key); got != c.want {
			t.Errorf("%s on %q: %v", c.key, c.s.on.Texts, got)
		}
	}
}

func TestTheQuestionOnTheGlassIsKnownByItsWords(t *testing.T) {
	e := seeing(t)

	if got := e.question(on("第 3 步", "您来这里，主要", "为了什么？")); got != "reason.q" {
		t.Errorf("got %q", got)
	}
	if got := e.question(on("您住在哪个小区？")); got != "home.q" {
		t.Errorf("a question whose end is another question was taken for %q", got)
	}
	if got := e.question(on("门牌号？")); got != "flat.q" {
		t.Errorf("a question in its short words was taken for %q", got)
	}
	if got := e.question(on("请您看一遍，对不对？")); got != "" {
		t.Errorf("a page without a question was taken for %q", got)
	}
}

func TestNumberAndCheckCodeAreReadAsTheyStand(t *testing.T) {
	s := on("您的号码", "S2-0001-7", "念作：S二", "信任码 7F3A-C21E-90B4-KM5T", "10月21日")

	if s.number() != "S2-0001-7" || s.code() != "7F3A-C21E-90B4-KM5T" {
		t.Errorf("read %q and %q", s.number(), s.code())
	}
	if n := on("0851-0000-0365", "A1-0001-7").number(); n != "" {
		t.Errorf("%q was taken for a number of this kiosk", n)
	}
}

func TestWhatSleepsCannotBeTouched(t *testing.T) {
	s := sight{on: backend.Description{Targets: []backend.Target{
		{Name: "choice:work", Enabled: true, Rect: image.Rect(0, 0, 9, 9)}, {Name: "choice:shop"}, {Name: "page:next"}}}}

	if len(s.choices()) != 1 || s.choices()[0] != "choice:work" {
		t.Errorf("can choose %v", s.choices())
	}
	if s.offers("page:next") || s.typed() {
		t.Error("a sleeping pager or a missing key can be touched")
	}
}
