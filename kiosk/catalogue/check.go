package catalogue

import (
	"fmt"
	"slices"

	"station365/kiosk/form"
)

// cardPrefills are what a card can answer. A form that asks one of them again, of
// the same person, is refused: nobody is asked what the card says.
var cardPrefills = []string{"card.name", "card.sex", "card.ethnicGroup", "card.birth", "card.address", "card.idNumber",
	"card.issuingAuthority", "card.validUntil"}

// placePrefills are what the dictionary knows of an estate that was chosen.
var placePrefills = []string{"place.committee", "place.grid"}

// lists are the dictionary lists that a choice can draw on.
var lists = []string{"estate", "building", "entrance"}

// typedLists are those that a number can draw on.
var typedLists = []string{"flat"}

// faults collects what is wrong with one matter.
type faults struct{ errs []error }

func (f *faults) need(ok bool, key string, found any, allowed string) {
	if !ok {
		f.errs = append(f.errs, fmt.Errorf("%s: found %v; allowed: %s", key, found, allowed))
	}
}

func check(m Matter, name string) []error {
	f := &faults{}
	f.need(string(m.ID) == name, "id", m.ID, "the file's name, "+name)
	f.need(m.Version > 0, "version", m.Version, "from 1")
	f.need(m.Title != "" && m.Short != "" && m.Icon != "", "title, short, icon", "an empty one", "string keys and an icon's name")
	f.need(m.DueDays > 0 && m.DueDays <= 60, "dueDays", m.DueDays, "1 to 60 working days")
	f.need(len(m.Notice) == 3 && m.NoticeVersion > 0, "notice", len(m.Notice), "three lines and a noticeVersion from 1")
	f.need(m.ReceiptStep != "", "receiptStep", "nothing", "a string key")
	f.need(m.FlowCard.Who != "" && m.FlowCard.Fee != "" && m.FlowCard.Where != "" && len(m.FlowCard.Papers) > 0,
		"flowCard", "something missing", "who, papers, fee, where")
	for _, n := range m.Needs {
		f.need(n == "idcard", "needs", n, "idcard")
	}
	f.need(!m.Unverified || m.NeedsCard() && !m.Sensitive, "unverified", m.Unverified,
		"only in a matter that needs an ID card, and not in a sealed one: lists and papers say who is to be verified")
	f.need(len(m.Form.Fields) > 0, "form.fields", 0, "at least one")
	before := map[string]form.Field{}
	for i, field := range m.Form.Fields {
		at := fmt.Sprintf("form.fields[%d] %s", i, field.Name)
		f.field(m, field, at, before)
		f.options(field, at)
		f.condition(field, at, before)
		before[field.Name] = field
	}
	return f.errs
}

func (f *faults) field(m Matter, d form.Field, at string, before map[string]form.Field) {
	_, twice := before[d.Name]
	f.need(d.Name != "" && !twice, at+".field", d.Name, "a name that no other field has")
	f.need(slices.Contains(form.Types(), d.Type), at+".type", d.Type, fmt.Sprint(form.Types()))
	f.need(d.Label != "", at+".label", "nothing", "a string key")
	f.need(slices.Contains([]form.Privacy{form.Public, form.Personal, form.Sensitive}, d.Privacy), at+".privacy", d.Privacy, "public, personal, sensitive")
	f.need(d.Mask == "" || slices.Contains(form.Masks(), d.Mask), at+".mask", d.Mask, fmt.Sprint(form.Masks(), " or none"))
	f.need(d.Words == "" || d.Prefill != "", at+".words", d.Words, "only where the card answers with a code")
	ofPlace := slices.Contains(placePrefills, d.Prefill)
	f.need(d.Prefill == "" || ofPlace || slices.Contains(cardPrefills, d.Prefill), at+".prefill", d.Prefill, fmt.Sprint(cardPrefills, placePrefills))
	f.need(d.Prefill == "" || ofPlace || m.NeedsCard(), at+".prefill", d.Prefill, "only in a matter that needs an ID card")
	f.need(!ofPlace || asksForEstate(before), at+".prefill", d.Prefill, "only below a field that chooses from \"estate\"")
	f.need(!m.NeedsCard() || d.Prefill != "" || !slices.Contains(cardPrefills, "card."+d.Name), at+".prefill", "nothing",
		"card."+d.Name+": nobody is asked what the card says")
	f.need(d.Prefill == "" || d.Question == "", at+".question", d.Question, "none: the card or the place answers it")
	f.need(d.Prefill != "" || d.Question != "", at+".question", "nothing", "a string key")
	f.need(d.Question == "" || d.Step != "", at+".step", "nothing", "a string key for the step line")
	if d.IsWritten() {
		f.need(d.MinRunes > 0 && d.MaxRunes >= d.MinRunes && d.MaxRunes <= 500, at+".minRunes, maxRunes",
			fmt.Sprint(d.MinRunes, d.MaxRunes), "1 to 500, in order")
	}
	if d.Type == form.Digits {
		f.need(d.MinDigits > 0 && d.MaxDigits >= d.MinDigits && d.MaxDigits <= 20, at+".minDigits, maxDigits",
			fmt.Sprint(d.MinDigits, d.MaxDigits), "1 to 20, in order")
	}
}

func asksForEstate(before map[string]form.Field) bool {
	for _, d := range before {
		if d.From == "estate" {
			return true
		}
	}
	return false
}

// options checks what a choice offers and the ways out of a question.
func (f *faults) options(d form.Field, at string) {
	if d.Type == form.Choice {
		f.need((d.From == "") != (len(d.Choices) == 0), at+".choices", len(d.Choices), "choices, or from")
		f.need(d.From == "" || slices.Contains(lists, d.From), at+".from", d.From, fmt.Sprint(lists))
	}
	if d.Type != form.Choice {
		f.need(d.From == "" || d.Type == form.Digits && slices.Contains(typedLists, d.From), at+".from", d.From, "none, or for digits "+fmt.Sprint(typedLists))
	}
	values := map[string]bool{}
	for _, o := range slices.Concat(d.Choices, d.Skips) {
		f.need(o.Value != "" && !values[o.Value] && o.Title != "", at+".choices, skips", fmt.Sprintf("%q", o.Value), "a value of its own and a title")
		values[o.Value] = true
	}
}

// condition checks that a field hangs on an earlier one and on values it can have.
func (f *faults) condition(d form.Field, at string, before map[string]form.Field) {
	if d.ShowIf == nil {
		return
	}
	on, known := before[d.ShowIf.Field]
	f.need(known && len(d.ShowIf.Is) > 0, at+".showIf", d.ShowIf.Field, "an earlier field and its values")
	for _, is := range d.ShowIf.Is {
		possible := slices.ContainsFunc(slices.Concat(on.Choices, on.Skips), func(o form.Option) bool { return o.Value == is })
		f.need(!known || on.From != "" || possible, at+".showIf.is", is, "a value that "+d.ShowIf.Field+" can have")
	}
}
