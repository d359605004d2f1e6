package screentest

import (
	"station365/kiosk/flow"
	"station365/kiosk/personal"
)

// manualSamples are the pages of somebody whose card cannot be read, or who has
// none along.
func manualSamples() (out []Sample) {
	add := func(name string, v flow.View) { out = append(out, Sample{name, v}) }
	card := matter(base(flow.FlowCard))
	card.Matter.ByHand, card.Reader = true, "absent"
	add("manual-flow-card", card)
	put := inForm(base(flow.AwaitingCard), 0)
	put.Reader, put.Next, put.ByHand = "ready", false, true
	add("manual-awaiting-card", put)
	starting := put
	starting.Reader, starting.Said = "starting", "card.first"
	add("manual-awaiting-card-starting", starting)
	broken := put
	broken.Reader = "out-of-service"
	add("manual-no-reader", broken)
	person := broken
	person.ByHand, person.Said = false, "manual.needs-person"
	add("manual-needs-person", person)
	last := put
	last.State, last.Failure, last.Said = flow.CardFailed, flow.Failure{Key: "card.unreadable", Code: "R-41", Try: 3}, "way.first"
	add("manual-card-failed", last)
	number := inForm(base(flow.Filling), 0)
	number.Question = flow.Question{Field: "idNumber", Title: "manual.id-number.q", Help: "manual.id-number.help", Kind: "id-number",
		Typed: personal.New("52010319510101412"), Masked: true, Min: 18, Max: 18}
	add("manual-id-number", number)
	wrong := number
	wrong.Question.Typed, wrong.Question.Problem = personal.New("520103195101014127"), "form.id-number"
	add("manual-id-number-wrong", wrong)
	never := wrong
	never.Question.Problem = "form.id-birth"
	add("manual-id-number-birth", never)
	review := inForm(base(flow.Reviewing), 7)
	review.Asked, review.Saved = 12, []flow.Saved{{From: "number", Fields: 2}, {From: "place", Fields: 2}}
	review.Review = []flow.ReviewLine{line("name", "residence.name", "李**", "", "you"), line("idNumber", "residence.idNumber", "4129", "", "you"),
		line("address", "residence.registeredAddress", "贵州省贵阳市**", "", "you"), line("birth", "residence.birth", "1951****", "", "number"),
		line("sex", "residence.sex", "", "sex.2", "number")}
	for i := range review.Review {
		review.Review[i].Editable = review.Review[i].Source == "you"
	}
	add("manual-reviewing", review)
	return out
}
