package form

import (
	"slices"
	"time"

	"station365/kiosk/personal"
)

// IDNumber is a citizen's ID number. No schema may ask for one: it is asked only by
// a form that is filled in by hand, in the card's place.
const IDNumber Type = "id-number"

// idLength is the figures of an ID number, the check character among them.
const idLength = 18

// ByHand is s for a person whose card cannot be read: what the card would say is
// asked first, birth and sex are read out of the ID number, and what nobody knows
// without the card (ethnic group, authority) is left to whoever looks at it later.
// Nothing of it is verified.
func ByHand(s Schema) Schema {
	var typed, computed, rest []Field
	for _, f := range s.Fields {
		switch f.Prefill {
		case "":
			rest = append(rest, f)
		case "card.idNumber":
			f.Type, f.Question, f.Help, f.Step, f.Mask = IDNumber, "manual.id-number.q", "manual.id-number.help", "step.card", MaskID
			typed = append(typed, f)
		case "card.name":
			f.Question, f.Step, f.MinRunes, f.MaxRunes = "manual.name.q", "step.card", 2, 30
			typed = append(typed, f)
		case "card.address":
			f.Question, f.Help, f.Step, f.MinRunes, f.MaxRunes = "manual.address.q", "manual.address.help", "step.card", 4, 70
			typed = append(typed, f)
		case "card.birth", "card.sex":
			computed = append(computed, f)
		default:
			if f.isOfPlace() {
				rest = append(rest, f)
			}
		}
	}
	return Schema{Fields: slices.Concat(typed, computed, rest)}
}

// checkIDNumber follows GB 11643-1999: the day of birth in the middle, a check
// character by weights at the end.
func checkIDNumber(number string) string {
	if len(number) < idLength {
		return ReasonTooShort
	}
	if len(number) > idLength || !onlyDigits.MatchString(number[:idLength-1]) {
		return ReasonIDNumber
	}
	weights := [idLength - 1]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * int(number[i]-'0')
	}
	if "10X98765432"[sum%11] != number[idLength-1] {
		return ReasonIDNumber
	}
	if _, err := time.Parse("20060102", birthOf(number)); err != nil {
		return ReasonIDBirth
	}
	return ""
}

func birthOf(number string) string { return number[6:14] }

// sexOf is the code of GB/T 2261.1: the last figure of the order number is odd for
// a man.
func sexOf(number string) string {
	if (number[16]-'0')%2 == 1 {
		return "1"
	}
	return "2"
}

// compute fills in what an ID number says by itself.
func (f *Form) compute(number string) {
	for _, field := range f.schema.Fields {
		value := ""
		switch field.Prefill {
		case "card.birth":
			value = birthOf(number)
		case "card.sex":
			value = sexOf(number)
		default:
			continue
		}
		f.answers[field.Name].Wipe()
		f.answers[field.Name] = personal.New(value)
	}
}

// Typed is the answer to the question that stands for what the card says, by the
// name that fields give in Prefill; empty if the card answered.
func (f *Form) Typed(prefill string) personal.Value {
	for _, field := range f.schema.Fields {
		if field.Prefill == prefill {
			return f.answers[field.Name]
		}
	}
	return personal.Value{}
}

// CopyTo answers in other, a form of the same matter, whatever is answered here and
// asked there. The work of a person goes along when the card can be read after all.
func (f *Form) CopyTo(other *Form) {
	for _, field := range other.schema.Fields {
		if v := f.answers[field.Name]; !v.Empty() && field.Prefill == "" {
			_ = other.Set(field.Name, v.Reveal()) // what is not asked there is not needed
		}
	}
}
