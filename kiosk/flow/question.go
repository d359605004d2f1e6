package flow

import (
	"slices"

	"station365/kiosk/form"
	"station365/kiosk/personal"
)

// prefill is what the card answers, by the names that forms use. The form
// copies it; the names of the map are all a catalogue may ask for.
func (v *Visit) prefill() map[string]personal.Value {
	if v.card() == nil || !v.matter.NeedsCard() {
		return nil
	}
	c := v.card()
	return map[string]personal.Value{
		"card.name": c.Name, "card.sex": personal.New(c.Sex), "card.ethnicGroup": personal.New(c.EthnicGroup),
		"card.birth": c.Birth, "card.address": c.Address, "card.idNumber": c.IDNumber,
		"card.issuingAuthority": personal.New(c.IssuingAuthority),
	}
}

// question is the page of the form that is asked now.
func (v *Visit) question() Question {
	p := v.form.Pages()[v.at]
	q := Question{Field: p.Name, Title: p.Question, Help: p.Help, Why: p.Why, Kind: "choice", Chosen: v.form.Value(p.Name).Reveal(),
		Choices: v.choices(p), Skips: choicesOf(p.Skips), Problem: v.trouble}
	if p.IsTyped() && len(q.Choices) > 0 && !v.onPad(q) {
		q.Columns = v.flow.opts.Places.Doors(v.form.Chosen("estate"), v.form.Chosen("building"))
		q.Skips = append(q.Skips, Choice{Value: typeIt, Title: "question.type-it"})
		return q
	}
	if p.IsTyped() {
		q.Choices, q.Kind, q.Typed, q.Masked = nil, "digits", v.typed, p.Mask != ""
		if !p.IsSkip(q.Chosen) {
			q.Chosen = "" // it stands in Typed, which can be wiped
		}
		q.Min, q.Max = p.MinDigits, p.MaxDigits
		if p.Type == form.Phone {
			q.Min, q.Max = 11, 12
		}
		if p.Type == form.IDNumber {
			q.Kind, q.Min, q.Max = "id-number", 18, 18
		}
		if p.IsWritten() {
			q.Kind, q.Min, q.Max = "text", p.MinRunes, p.MaxRunes
		}
	}
	return q
}

func (v *Visit) choices(p form.Field) []Choice {
	if p.From == "" {
		return choicesOf(p.Choices)
	}
	var out []Choice
	for _, x := range v.flow.opts.Places.List(p.From, v.form.Chosen("estate"), v.form.Chosen("building")) {
		out = append(out, Choice{Value: x.Code, Text: x.Name})
	}
	return out
}

func choicesOf(options []form.Option) []Choice {
	var out []Choice
	for _, o := range options {
		out = append(out, Choice{Value: o.Value, Title: o.Title, Icon: o.Icon})
	}
	return out
}

// typeIt is the answer that asks for the number pad: what there is to choose from
// does not have it.
const typeIt = "type-it"

// onPad: the number is typed although there is a list.
func (v *Visit) onPad(q Question) bool {
	listed := slices.ContainsFunc(q.Choices, func(c Choice) bool { return c.Value == q.Chosen })
	return v.byPad || q.Chosen != "" && !listed
}

// steps is the step line: the card where one is needed, each group of questions
// once, the review.
func (v *Visit) steps() []Step {
	var steps []Step
	if v.matter.NeedsCard() {
		steps = append(steps, Step{Title: "step.card", Done: v.card() != nil || v.byHand, Now: v.form == nil, Field: v.firstByHand()})
	}
	var pages []form.Field
	if v.form != nil {
		pages = v.form.Pages()
	} else {
		pages = form.New(v.matter.Form, v.prefill()).Pages()
	}
	for i, p := range pages {
		now := v.state == Filling && i == v.at
		past := v.form != nil && (v.state == Reviewing || i < v.at)
		if n := len(steps); n > 0 && steps[n-1].Title == p.Step {
			last := &steps[n-1]
			last.Now, last.Done = last.Now || now, last.Done && past
			continue
		}
		steps = append(steps, Step{Title: p.Step, Done: past, Now: now, Field: p.Name})
	}
	steps = append(steps, Step{Title: "step.review", Now: v.state == Reviewing})
	for i := range steps {
		if steps[i].Now || !steps[i].Done {
			steps[i].Field = ""
		}
	}
	return steps
}

// named writes a place's name for its code: what a person reads is what is sent.
func (v *Visit) named(lines []form.Line) []form.Line {
	for i, l := range lines {
		if l.Source != form.FromDictionary {
			continue
		}
		list := v.listOf(l.Field)
		name := v.flow.opts.Places.Name(list, v.form.Chosen("estate"), v.form.Chosen("building"), v.form.Value(l.Field).Reveal())
		if name != "" {
			lines[i].Value = personal.New(name)
		}
	}
	return lines
}

func (v *Visit) listOf(field string) string {
	for _, f := range v.matter.Form.Fields {
		if f.Name == field {
			return f.From
		}
	}
	return ""
}
