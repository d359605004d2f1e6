package screentest

import (
	"strings"

	"station365/kiosk/flow"
	"station365/kiosk/personal"
)

// writingSamples are a question in words, in each way to write.
func writingSamples() (out []Sample) {
	v := inForm(base(flow.Filling), 3)
	v.Next, v.WhyNot = true, ""
	v.Question = flow.Question{Field: "what", Title: "concern.what.q", Kind: "text", Min: 2, Max: 200,
		Skips: []flow.Choice{{Value: "rather-not", Title: "concern.what.skip"}}}
	v.Panel = flow.Panel{Mode: "ink", Ready: true}
	out = append(out, Sample{"writing-ink-empty", v})
	wait := v
	wait.Panel.Ready = false
	out = append(out, Sample{"writing-wait", wait})
	ink := v
	ink.Question.Typed = personal.New("三楼的灯坏了好几天，晚上看不见路")
	ink.Panel.Candidates = texts("大 太 犬 天 夫 尢 丈 文 木 六 人 入 八 火 父")
	ink.Panel.Sheet = flow.Drawn([]flow.Point{{X: .15, Y: .36}, {X: .5, Y: .33}, {X: .85, Y: .3}}, []flow.Point{{X: .5, Y: .1}, {X: .49, Y: .4}, {X: .4, Y: .65}, {X: .15, Y: .9}},
		[]flow.Point{{X: .52, Y: .42}, {X: .65, Y: .7}, {X: .88, Y: .92}})
	out = append(out, Sample{"writing-ink", ink})
	sounds := v
	sounds.Question.Typed = personal.New("三楼")
	sounds.Panel = flow.Panel{Mode: "pinyin", Ready: true, Composing: personal.New("loudaodenghuaile"),
		Candidates: texts("楼道灯坏了 楼道等坏了 楼到灯坏了 楼道灯怀了 请社区尽快派人来修一下楼道的灯 楼道 楼到 楼 漏 露 搂 陋 篓 娄")}
	out = append(out, Sample{"writing-pinyin", sounds})
	begun := sounds
	begun.Question.Typed = personal.Value{}
	begun.Panel.Composing, begun.Panel.Candidates = personal.Value{}, nil
	out = append(out, Sample{"writing-pinyin-empty", begun})
	latin := v
	latin.Question.Typed = personal.New("在 B2 栋门口")
	latin.Panel.Mode = "latin"
	out = append(out, Sample{"writing-latin", latin})
	capitals := latin
	capitals.Panel.Mode = "capitals"
	out = append(out, Sample{"writing-capitals", capitals})
	digits := latin
	digits.Panel.Mode = "digits"
	out = append(out, Sample{"writing-digits", digits})
	first := ink
	first.Question.Typed = personal.Value{}
	out = append(out, Sample{"writing-ink-first", first})
	full := sounds
	full.Question.Typed = personal.New(strings.Repeat("欧阳𬎆𠅤家门口的路灯坏了，", 15) + "天黑怕摔跤")
	full.Question.Problem = "form.too-many-words"
	full.Panel.Composing, full.Panel.Candidates = personal.Value{}, nil
	return append(out, Sample{"writing-full", full})
}

func texts(words string) (out []personal.Value) {
	for _, w := range strings.Fields(words) {
		out = append(out, personal.New(w))
	}
	return out
}
