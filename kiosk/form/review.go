package form

import (
	"strings"

	"station365/kiosk/personal"
)

// Line is one line of the review and of the receipt: masked where it must be.
// ValueKey is set instead of Value when the answer is one of our own words.
type Line struct {
	Field    string
	LabelKey string
	Value    personal.Value
	ValueKey string
	Source   Source
}

// Review is what will be sent, in the form's order, as eyes may see it. The
// values are new ones: the caller wipes them.
func (f *Form) Review() []Line {
	var lines []Line
	for _, field := range f.schema.Fields {
		v := f.Value(field.Name)
		if v.Empty() || !f.visible(field) {
			continue
		}
		line := Line{Field: field.Name, LabelKey: field.Label, Source: f.source(field)}
		if key := field.titleOf(v.Reveal()); key != "" {
			line.ValueKey = key
		} else {
			line.Value = personal.New(Masked(field.Mask, v.Reveal()))
		}
		lines = append(lines, line)
	}
	return lines
}

func (f *Form) source(field Field) Source {
	if _, known := f.prefill[field.Name]; known {
		return FromCard
	}
	if field.From != "" {
		return FromDictionary
	}
	return FromResident
}

// titleOf finds the string key of a chosen option or skip.
func (f Field) titleOf(value string) string {
	for _, o := range append(append([]Option{}, f.Choices...), f.Skips...) {
		if o.Value == value {
			return o.Title
		}
	}
	return ""
}

// Masked hides what neighbours should not read: "name" keeps the first
// character, "id" the last four, "phone" three and four. Other kinds show all.
func Masked(kind, text string) string {
	runes := []rune(text)
	switch {
	case len(runes) == 0 || kind == "":
		return text
	case kind == "name":
		return string(runes[0]) + "**"
	case kind == "id":
		return strings.Repeat("*", max(0, len(runes)-4)) + string(runes[max(0, len(runes)-4):])
	case kind == "phone" && len(runes) > 7:
		return string(runes[:3]) + "****" + string(runes[len(runes)-4:])
	}
	return "**"
}
