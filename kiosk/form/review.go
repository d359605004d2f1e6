package form

import "station365/kiosk/personal"

// Line is one line of the review and of the receipt: masked where it must be.
// ValueKey is set instead of Value when the answer is one of our own words.
type Line struct {
	Field    string
	LabelKey string
	Value    personal.Value
	ValueKey string
	Source   Source
	Privacy  Privacy // of the field: what paper may say of it
	Mask     string  // how Value was masked, "" for not at all
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
		line := Line{Field: field.Name, LabelKey: field.Label, Source: f.source(field), Privacy: field.Privacy, Mask: field.Mask}
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
	if field.isOfPlace() {
		return FromPlace
	}
	if _, known := f.prefill[field.Name]; known {
		return FromCard
	}
	if field.Prefill != "" && field.Question == "" {
		return FromNumber
	}
	if field.From != "" && !field.IsTyped() {
		return FromDictionary
	}
	return FromResident
}

// titleOf finds the string key of a chosen option, of a skip, or of a code.
func (f Field) titleOf(value string) string {
	if f.Words != "" {
		return f.Words + "." + value
	}
	for _, o := range append(append([]Option{}, f.Choices...), f.Skips...) {
		if o.Value == value {
			return o.Title
		}
	}
	return ""
}

// Masks lists the ways of hiding what neighbours should not read.
func Masks() []string { return []string{MaskName, MaskID, MaskPhone, MaskYear, MaskAddress} }

// The ways of hiding.
const (
	MaskName    = "name"    // the first character
	MaskID      = "id"      // the last four; the label says that they are the last four
	MaskPhone   = "phone"   // three and four
	MaskYear    = "year"    // the year of a date YYYYMMDD
	MaskAddress = "address" // the first six characters: province and city
)

// Masked hides most of text in the way of kind; "" shows all. A text too short
// to hide a part of it is hidden whole.
func Masked(kind, text string) string {
	runes := []rune(text)
	first := func(n int, stars string) string {
		if len(runes) <= n {
			return "**"
		}
		return string(runes[:n]) + stars
	}
	switch {
	case len(runes) == 0 || kind == "":
		return text
	case kind == MaskName:
		return string(runes[0]) + "**"
	case kind == MaskID && len(runes) > 4:
		return string(runes[len(runes)-4:])
	case kind == MaskPhone && len(runes) > 7:
		return string(runes[:3]) + "****" + string(runes[len(runes)-4:])
	case kind == MaskYear:
		return first(4, "****")
	case kind == MaskAddress:
		return first(6, "**")
	}
	return "**"
}
