package screentest

import (
	"slices"
	"strconv"

	"time"

	"station365/kiosk/flow"
	"station365/kiosk/personal"
)

func cardSamples() (out []Sample) {
	put := inForm(base(flow.AwaitingCard), 0)
	put.Next = false
	out = append(out, Sample{"awaiting-card", put})
	broken := put
	broken.Reader = "absent"
	out = append(out, Sample{"awaiting-card-no-reader", broken})
	finding := base(flow.AwaitingCard)
	finding.Next = false
	out = append(out, Sample{"awaiting-card-find", finding})
	reading := inForm(base(flow.ReadingCard), 0)
	reading.Next = false
	out = append(out, Sample{"reading-card", reading})
	failed := inForm(base(flow.CardFailed), 0)
	failed.Next = false
	failed.Failure = flow.Failure{Key: "card.unreadable", Code: "R-41", Try: 2, Left: 1}
	out = append(out, Sample{"card-failed", failed})
	wrong := failed
	wrong.Failure = flow.Failure{Key: "card.not-id-card", Code: "R-40", Try: 3, Left: 0}
	out = append(out, Sample{"card-failed-last", wrong})
	out = append(out, cardTroubles(put, finding, reading, failed)...)
	read := inForm(base(flow.CardRead), 0)
	read.Card = flow.CardView{MaskedName: "阿**", LastFour: "005X", Verified: true, Fields: cardLines()}
	out = append(out, Sample{"card-read", read})
	doubted := read
	doubted.Card.Doubts = []string{"card.warning.id-check-digit", "card.warning.sex-differs", "card.warning.newest-address-unread"}
	out = append(out, Sample{"card-read-doubts", doubted})
	moved := read
	moved.Card.Doubts = []string{"card.newest-address"}
	out = append(out, Sample{"card-read-moved", moved})
	expired := inForm(base(flow.CardNotValid), 0)
	expired.Card = flow.CardView{MaskedName: "阿**", LastFour: "005X", Verified: true, NotValid: "card.expired", Day: time.Date(2026, 10, 28, 0, 0, 0, 0, time.UTC)}
	out = append(out, Sample{"card-expired", expired})
	early := expired
	early.Card.NotValid = "card.not-yet"
	return append(out, Sample{"card-not-yet", early})
}

// cardTroubles are the same pages when a part is missing or slow.
func cardTroubles(put, finding, reading, failed flow.View) (out []Sample) {
	add := func(name string, v flow.View) { out = append(out, Sample{name, v}) }
	said := put
	said.Said = "card.first"
	add("awaiting-card-said", said)
	starting := put
	starting.Reader = "starting"
	add("awaiting-card-starting", starting)
	broken := finding
	broken.Reader, broken.Duty.Now, broken.Said = "out-of-service", false, "way.first"
	add("awaiting-card-find-no-reader", broken)
	searching := reading
	searching.Steps, searching.Card = nil, flow.CardView{MaskedName: "阿**", LastFour: "005X", Verified: true}
	add("reading-card-searching", searching)
	refused := failed
	refused.Failure, refused.Said = flow.Failure{Key: "card.refused", Code: "R-32", Try: 1, Left: 2}, "way.first"
	add("card-failed-refused", refused)
	two := failed
	two.Failure = flow.Failure{Key: "card.two-cards", Code: "R-81", Try: 1, Left: 2}
	add("card-failed-two-cards", two)
	lost := finding
	lost.State, lost.Failure = flow.CardFailed, flow.Failure{Key: "find.broken", Code: "S-02"}
	add("card-failed-find", lost)
	last := lost
	last.Failure, last.Duty.Now, last.Said = flow.Failure{Key: "card.unreadable", Code: "R-41", Try: 3}, false, "way.first"
	add("card-failed-find-last", last)
	return out
}

func line(field, label, value, key, source string) flow.ReviewLine {
	return flow.ReviewLine{Field: field, Label: label, Value: personal.New(value), ValueKey: key, Source: source, Editable: source != "card" && source != "place"}
}

func cardLines() []flow.ReviewLine {
	return []flow.ReviewLine{line("name", "residence.name", "阿**", "", "card"), line("sex", "residence.sex", "", "sex.1", "card"),
		line("ethnicGroup", "residence.ethnicGroup", "", "ethnic.05", "card"), line("birth", "residence.birth", "1991年**月**日", "", "card"),
		line("idNumber", "residence.idNumber", "005X", "", "card"), line("address", "residence.registeredAddress", "贵州省黔东南苗族侗族自治州样例县******", "", "card")}
}

func formSamples() (out []Sample) {
	six := inForm(base(flow.Filling), 4)
	six.Question = flow.Question{Field: "reason", Title: "residence.reason.q", Help: "residence.reason.help", Why: "residence.reason.why", Kind: "choice",
		Choices: choices("residence.reason.work", "residence.reason.shop", "residence.reason.study", "residence.reason.family", "residence.reason.doctor", "residence.reason.other"), Chosen: "residence.reason.family"}
	out = append(out, Sample{"filling-choice", six})
	none := six
	none.Question.Chosen, none.Question.Problem, none.Next, none.WhyNot = "", "form.required", false, "question.choose-first"
	out = append(out, Sample{"filling-choice-missing", none})
	many := inForm(base(flow.Filling), 2)
	many.Question = flow.Question{Field: "estate", Title: "residence.estate.q", Help: "residence.estate.help", Kind: "choice"}
	for _, n := range []string{"翠屏苑", "沙南花园", "供电局宿舍", "南明河畔安置小区二期", "山水黔城", "老供销社家属院", "红岩新村", "和平里"} {
		many.Question.Choices = append(many.Question.Choices, flow.Choice{Value: n, Text: n})
	}
	many.Page = 1
	out = append(out, Sample{"filling-places", many})
	long := many
	long.Page, long.Question.Choices = 0, nil
	for _, n := range []string{"经开区沙文生态科技产业园人才公寓三期", "南明河畔安置小区二期", "老供销社家属院（原第二纺织厂宿舍）", "1栋", "和平里"} {
		long.Question.Choices = append(long.Question.Choices, flow.Choice{Value: n, Text: n})
	}
	long.Question.Problem = "form.required"
	out = append(out, Sample{"filling-places-long", long})
	nowhere := many
	nowhere.Question.Choices, nowhere.Page = nil, 0
	out = append(out, Sample{"filling-places-none", nowhere})
	flat := inForm(base(flow.Filling), 2)
	flat.Question = flow.Question{Field: "flat", Title: "residence.flat.q", Help: "residence.flat.help", Kind: "digits", Min: 1, Max: 6}
	flat.Next, flat.WhyNot, flat.Question.Problem = false, "question.choose-first", "form.required"
	out = append(out, Sample{"filling-flat", flat})
	out = append(out, plateSamples()...)
	phone := inForm(base(flow.Filling), 6)
	phone.Next, phone.WhyNot = true, ""
	phone.Question = flow.Question{Field: "phone", Title: "residence.phone.q", Help: "residence.phone.help", Kind: "digits", Typed: personal.New("138000056"), Masked: true,
		Min: 11, Max: 12, Skips: []flow.Choice{{Value: "none", Title: "phone.none"}, {Value: "rather-not", Title: "phone.rather-not"}}}
	out = append(out, Sample{"filling-digits", phone})
	untouched := phone
	untouched.Question.Typed = personal.Value{}
	out = append(out, Sample{"filling-digits-untouched", untouched})
	fixed := phone
	fixed.Question.Typed, fixed.Question.Title = personal.New("085138005678"), "concern.phone.q"
	out = append(out, Sample{"filling-digits-full", fixed})
	wrong := phone
	wrong.Question.Typed, wrong.Question.Problem = personal.New("23800005678"), "form.phone"
	out = append(out, Sample{"filling-digits-wrong", wrong})
	return slices.Concat(out, writingSamples(), manualSamples(), reviewSamples(), findSamples())
}

func reviewSamples() (out []Sample) {
	review := inForm(base(flow.Reviewing), 7)
	review.Asked, review.Saved = 10, []flow.Saved{{From: "card", Fields: 6}, {From: "place", Fields: 2}}
	review.Review = append(cardLines(), line("business", "residence.business", "", "residence.business.move-in", "you"),
		line("estate", "residence.estate", "南明河畔安置小区二期", "", "dictionary"), line("building", "residence.building", "3栋", "", "dictionary"),
		line("entrance", "residence.entrance", "2单元", "", "dictionary"), line("flat", "residence.flat", "501", "", "you"),
		line("committee", "residence.committee", "油杉坡居民委员会", "", "place"), line("grid", "residence.grid", "04-2", "", "place"), line("reason", "residence.reason", "", "residence.reason.family", "you"),
		line("phone", "residence.phone", "138****5678", "", "you"))
	out = append(out, Sample{"reviewing", review})
	end := review
	end.Page = 99 // the last one, however many the glass needs
	out = append(out, Sample{"reviewing-last", end})
	saidFirst := review
	saidFirst.Said = "review.see-all"
	out = append(out, Sample{"reviewing-said", saidFirst})
	concern := inForm(base(flow.Reviewing), 7)
	concern.Asked = 4
	concern.Review = []flow.ReviewLine{line("theme", "concern.theme", "", "concern.theme.building", "you"), line("scope", "concern.scope", "", "concern.scope.outside", "you"),
		line("phone", "concern.phone", "", "phone.rather-not", "you")}
	out = append(out, Sample{"reviewing-short", concern})
	return out
}

func findSamples() (out []Sample) {
	add := func(name string, v flow.View) { out = append(out, Sample{name, v}) }
	find := base(flow.FindCase)
	find.Next = false
	add("find-case", find)
	scanner := find
	scanner.Scanner = "ready"
	add("find-case-scanner", scanner)
	scanner.Said = "scan.other-kiosk"
	add("find-case-scan-refused", scanner)
	scanner.Reader, scanner.Said = "absent", "scan.not-a-receipt"
	add("find-case-only-scanner", scanner)
	none := find
	none.Reader, none.Said = "absent", "find.choose-first"
	add("find-case-no-reader", none)
	number := base(flow.EnterNumber)
	number.Question = flow.Question{Field: "number", Title: "find.number", Kind: "digits", Typed: personal.New("48215"), Min: 5, Max: 10}
	add("enter-number", number)
	wrong, empty := number, number
	wrong.Question.Problem = "find.number-wrong"
	add("enter-number-wrong", wrong)
	empty.Question.Typed, empty.Said = personal.Value{}, "find.type-first"
	add("enter-number-empty", empty)
	code := base(flow.EnterCode)
	code.Question = flow.Question{Field: "code", Title: "find.code", Kind: "code", Typed: personal.New("00JMMVWMQ7"), Min: 16, Max: 16}
	add("enter-code", code)
	for name, problem := range map[string]string{"no-match": "find.no-match", "shape": "find.code-shape", "broken": "find.broken"} {
		full := code
		full.Question.Typed, full.Question.Problem = personal.New("WMWMMWWMWMWMMWWM"), problem
		add("enter-code-"+name, full)
	}
	first := code
	first.Question.Typed, first.Said = personal.Value{}, "find.code-first"
	add("enter-code-empty", first)
	slow := code
	slow.Question.Typed, slow.Said = personal.New("WMWMMWWMWMWMMWWM"), "find.looking"
	add("enter-code-looking", slow)
	return out
}

// plateSamples are the flats of a tower and the houses of an estate.
func plateSamples() (out []Sample) {
	plates := inForm(base(flow.Filling), 2)
	plates.Question = flow.Question{Field: "flat", Title: "residence.flat.q", Help: "residence.flat.help", Kind: "choice", Columns: 2, Chosen: "302",
		Skips: []flow.Choice{{Value: "type-it", Title: "question.type-it"}}}
	for floor := 1; floor <= 11; floor++ {
		for door := 1; door <= 2; door++ {
			n := strconv.Itoa(100*floor + door)
			plates.Question.Choices = append(plates.Question.Choices, flow.Choice{Value: n, Text: n})
		}
	}
	out = append(out, Sample{"filling-plates", plates})
	houses := inForm(base(flow.Filling), 2)
	houses.Question = flow.Question{Field: "building", Title: "residence.building.q", Kind: "choice"}
	for n := 1; n <= 10; n++ {
		houses.Question.Choices = append(houses.Question.Choices, flow.Choice{Value: strconv.Itoa(n), Text: strconv.Itoa(n) + "栋"})
	}
	houses.Next, houses.WhyNot = false, "question.choose-first"
	out = append(out, Sample{"filling-plates-houses", houses})
	return out
}
