package form

import (
	"strings"

	"station365/kiosk/personal"
)

// Source is where an answer came from.
type Source string

// The sources of answers.
const (
	FromCard       Source = "card"
	FromDictionary Source = "dictionary"
	FromResident   Source = "you"
	FromNumber     Source = "number" // computed from the ID number that the resident typed
	FromPlace      Source = "place"  // what the dictionary of places knows of the place that was chosen
)

// Form is a schema being filled in by one person. It is not safe for use by
// several goroutines.
type Form struct {
	schema  Schema
	prefill map[string]personal.Value // by the schema's Prefill name
	answers map[string]personal.Value // by field name
}

// New begins a form. prefill holds what is known already, by the names that
// fields give in Prefill ("card.name"); the form does not take it over, it
// copies.
func New(s Schema, prefill map[string]personal.Value) *Form {
	f := &Form{schema: s, prefill: map[string]personal.Value{}, answers: map[string]personal.Value{}}
	for _, field := range s.Fields {
		if v, ok := prefill[field.Prefill]; ok && field.Prefill != "" && !v.Empty() {
			f.prefill[field.Name] = personal.New(v.Reveal())
		}
	}
	return f
}

// placePrefix begins the names in Prefill of what is known of a place.
const placePrefix = "place."

// Learn takes what is known of the place that was chosen, by the names that fields
// give in Prefill ("place.committee"), instead of what was known before.
func (f *Form) Learn(known map[string]string) {
	for _, field := range f.schema.Fields {
		if !field.isOfPlace() {
			continue
		}
		f.prefill[field.Name].Wipe()
		delete(f.prefill, field.Name)
		if text := known[field.Prefill]; text != "" {
			f.prefill[field.Name] = personal.New(text)
		}
	}
}

func (f Field) isOfPlace() bool { return strings.HasPrefix(f.Prefill, placePrefix) }

// Pages are the questions to ask now, one a page: visible, and not answered by
// the prefill.
func (f *Form) Pages() []Field {
	var pages []Field
	for _, field := range f.schema.Fields {
		_, known := f.prefill[field.Name]
		if !known && field.Question != "" && f.visible(field) {
			pages = append(pages, field)
		}
	}
	return pages
}

// Value is the answer to a field, empty if there is none.
func (f *Form) Value(field string) personal.Value {
	if v, ok := f.prefill[field]; ok {
		return v
	}
	return f.answers[field]
}

// Set answers a field. A refused answer gives a *Problem and changes nothing.
// Answers to dictionary lists below it fall away when a list's answer changes.
func (f *Form) Set(name, value string) error {
	field, ok := f.field(name)
	if !ok || f.prefill[name] != (personal.Value{}) {
		return &Problem{Field: name, ReasonKey: "form.not-asked"}
	}
	if problem := field.check(value); problem != "" {
		return &Problem{Field: name, ReasonKey: problem}
	}
	old := f.answers[name]
	changed := old.Reveal() != value
	old.Wipe()
	f.answers[name] = personal.New(value)
	if changed && field.From != "" {
		f.forgetBelow(field.From)
	}
	if field.Type == IDNumber {
		f.compute(value)
	}
	return nil
}

// below says which dictionary lists hang on which.
var below = map[string][]string{"estate": {"building", "entrance", "flat"}, "building": {"entrance", "flat"}, "entrance": {"flat"}}

func (f *Form) forgetBelow(list string) {
	for _, field := range f.schema.Fields {
		for _, lower := range below[list] {
			if field.From == lower {
				f.answers[field.Name].Wipe()
				delete(f.answers, field.Name)
			}
		}
	}
}

// Chosen is the answer to the visible field that draws on a dictionary list.
func (f *Form) Chosen(list string) string {
	for _, field := range f.schema.Fields {
		if field.From == list && f.visible(field) {
			return f.Value(field.Name).Reveal()
		}
	}
	return ""
}

func (f *Form) field(name string) (Field, bool) {
	for _, field := range f.schema.Fields {
		if field.Name == name {
			return field, true
		}
	}
	return Field{}, false
}

func (f *Form) visible(field Field) bool {
	if field.ShowIf == nil {
		return true
	}
	v := f.Value(field.ShowIf.Field).Reveal()
	for _, is := range field.ShowIf.Is {
		if v == is {
			return true
		}
	}
	return false
}

// Check names every visible field that is missing or wrong.
func (f *Form) Check() []Problem {
	var problems []Problem
	for _, field := range f.schema.Fields {
		v := f.Value(field.Name)
		switch {
		case !f.visible(field):
		case v.Empty() && field.Required:
			problems = append(problems, Problem{field.Name, ReasonRequired})
		case !v.Empty() && f.prefill[field.Name] == (personal.Value{}):
			if key := field.check(v.Reveal()); key != "" {
				problems = append(problems, Problem{field.Name, key})
			}
		}
	}
	return problems
}

// Answers is what will be sent: every visible field with an answer. The values
// are the form's own.
func (f *Form) Answers() map[string]personal.Value {
	answers := map[string]personal.Value{}
	for _, field := range f.schema.Fields {
		if v := f.Value(field.Name); !v.Empty() && f.visible(field) {
			answers[field.Name] = v
		}
	}
	return answers
}

// Counts tells how many questions are asked, and how many fields nobody had to
// answer because of where they came from. Both are computed from the form, so they
// cannot lie.
func (f *Form) Counts() (asked int, saved map[Source]int) {
	saved = map[Source]int{}
	for _, field := range f.schema.Fields {
		if field.Question == "" && f.visible(field) && !f.Value(field.Name).Empty() {
			saved[f.source(field)]++
		}
	}
	return len(f.Pages()), saved
}

// Wipe zeroes every answer and what was prefilled.
func (f *Form) Wipe() {
	for _, values := range []map[string]personal.Value{f.prefill, f.answers} {
		for _, v := range values {
			v.Wipe()
		}
		clear(values)
	}
}
