// Package form is a form as data: what is asked, in which order and when, what
// an answer must look like, what the card already gave, and how an answer is
// shown to eyes that may stand behind the resident. It is pure: no screen, no
// database, no clock.
package form

// Type is one of a closed set of field types.
type Type string

// The field types.
const (
	Choice Type = "choice" // one of Choices, or of what From lists
	Digits Type = "digits" // a number with MinDigits to MaxDigits digits
	Phone  Type = "phone"  // a mainland mobile or fixed number
	Text   Type = "text"   // words of MinRunes to MaxRunes letters, written on the input panel or given by the card
)

// Types lists every type that a schema may have.
func Types() []Type { return []Type{Choice, Digits, Phone, Text} }

// Privacy is how a field must be treated; it drives masks, seals and retention.
type Privacy string

// The degrees of privacy.
const (
	Public    Privacy = "public"    // says nothing about a person by itself
	Personal  Privacy = "personal"  // names, addresses, numbers
	Sensitive Privacy = "sensitive" // health, legal trouble, complaints
)

// Option is one answer of a choice; Title is a string key.
type Option struct {
	Value string `json:"value"`
	Title string `json:"title"`
	Icon  string `json:"icon,omitempty"`
}

// Condition shows a field only when another has one of the values.
type Condition struct {
	Field string   `json:"field"`
	Is    []string `json:"is"`
}

// Field is one question, or one thing the card answers.
type Field struct {
	Name      string     `json:"field"`
	Type      Type       `json:"type"`
	Label     string     `json:"label"`              // string key: what it is called in the review
	Question  string     `json:"question,omitempty"` // string key; none if only prefilled
	Help      string     `json:"help,omitempty"`
	Why       string     `json:"why,omitempty"`
	Step      string     `json:"step,omitempty"` // string key of the step line's window
	Choices   []Option   `json:"choices,omitempty"`
	From      string     `json:"from,omitempty"` // dictionary list: "estate", "building", "entrance"; "flat" for digits, which are typed where it is empty
	Prefill   string     `json:"prefill,omitempty"`
	Privacy   Privacy    `json:"privacy"`
	Mask      string     `json:"mask,omitempty"`  // one of Masks, "" shows all
	Words     string     `json:"words,omitempty"` // string key prefix: a code from the card is shown as the words at Words.code
	Required  bool       `json:"required,omitempty"`
	ShowIf    *Condition `json:"showIf,omitempty"`
	MinDigits int        `json:"minDigits,omitempty"`
	MaxDigits int        `json:"maxDigits,omitempty"`
	MinRunes  int        `json:"minRunes,omitempty"`
	MaxRunes  int        `json:"maxRunes,omitempty"`
	Skips     []Option   `json:"skips,omitempty"` // honest ways out, kept as the answer
}

// IsTyped reports whether the field is answered on a pad or panel.
func (f Field) IsTyped() bool {
	return f.Type == Digits || f.Type == Phone || f.Type == IDNumber || f.IsWritten()
}

// IsWritten reports whether the field is answered in words.
func (f Field) IsWritten() bool { return f.Type == Text && f.Question != "" }

// IsSkip reports whether an answer is one of the field's ways out.
func (f Field) IsSkip(answer string) bool { return hasOption(f.Skips, answer) }

// Schema is a form's definition.
type Schema struct {
	Fields []Field `json:"fields"`
}
