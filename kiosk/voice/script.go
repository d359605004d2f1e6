package voice

import (
	"strconv"
	"strings"

	"station365/kiosk/flow"
	"station365/kiosk/words"
)

// Line is one sentence to be said.
type Line struct {
	Key   string // of its words; "" for a name out of the dictionary of places
	Text  string
	Fixed bool // nothing is filled in: a recorded clip of it is always right
}

// Script is what is said of a page when it opens, in the words of one language.
// It tells who stands beside the resident nothing: no name of hers, no number but
// the last four figures, no address, no telephone, no check code, no officer's
// answer; what she must read for herself it says so of.
func Script(v flow.View, w *words.Table) []Line {
	t := &teller{words: w}
	if tell, ok := tellers[v.State]; ok {
		tell(t, v)
		return t.lines
	}
	t.say("voice." + string(v.State))
	return t.lines
}

// Remark is what is said of the last touch: why a place is without use here, or
// why an answer was refused.
func Remark(v flow.View, w *words.Table) []Line {
	t := &teller{words: w}
	if v.Said != "" {
		t.say(v.Said)
	}
	switch q := v.Question; {
	case q.Problem == "form.required" && q.Kind == "choice":
		t.say("question.choose")
	case q.Problem == "form.required" && q.Kind == "digits":
		t.say("question.type")
	default:
		t.say(q.Problem)
	}
	return t.lines
}

// tellers are the pages of which there is more to say than one line.
var tellers = map[flow.State]func(*teller, flow.View){
	flow.Welcome:      func(t *teller, v flow.View) { t.say("voice.welcome"); t.frozen(v) },
	flow.Home:         (*teller).home,
	flow.Matters:      (*teller).matters,
	flow.FlowCard:     (*teller).flowCard,
	flow.Notice:       (*teller).notice,
	flow.AwaitingCard: (*teller).awaitingCard,
	flow.CardFailed:   (*teller).cardFailed,
	flow.CardNotValid: (*teller).cardNotValid,
	flow.CardRead:     (*teller).cardRead,
	flow.Filling:      (*teller).filling,
	flow.Reviewing:    (*teller).reviewing,
	flow.NotKept:      (*teller).notKept,
	flow.Done:         (*teller).done,
	flow.NotPrinted:   (*teller).notPrinted,
	flow.Printing:     func(t *teller, v flow.View) { t.say("voice.printing"); t.wherePaper(v) },
	flow.TakeCard:     func(t *teller, v flow.View) { t.say("voice.take-card"); t.whereReader(v) },
	flow.FindCase:     (*teller).findCase,
	flow.MyCases:      (*teller).myCases,
	flow.CaseDetail:   (*teller).caseDetail,
	flow.WhereTo:      (*teller).whereTo,
	flow.Help:         (*teller).help,
	flow.CallBack:     func(t *teller, _ flow.View) { t.say("callback.title"); t.say("callback.why") },
}

// teller collects the lines of one page.
type teller struct {
	words *words.Table
	lines []Line
}

// say adds the text of a key; a language that lacks it is silent about it.
func (t *teller) say(key string, args ...string) {
	if key == "" || !t.words.Has(key) {
		return
	}
	t.lines = append(t.lines, Line{Key: key, Text: t.words.T(key, args...), Fixed: len(t.words.Names(key)) == 0})
}

// sayAll adds several.
func (t *teller) sayAll(keys []string) {
	for _, key := range keys {
		t.say(key)
	}
}

// sayPlace says where a part of the housing is; nothing where nobody has told.
func (t *teller) sayPlace(prefix string, at flow.Place) {
	if at != "" {
		t.say(prefix + string(at))
	}
}

// name adds words that are no key's: a place of the dictionary.
func (t *teller) name(text string) { t.lines = append(t.lines, Line{Text: text}) }

func (t *teller) frozen(v flow.View) {
	if v.Frozen != "" {
		t.say("trouble.frozen")
	}
}

// spelt is a number as it is said: each figure by itself, and each hyphen by its
// name, so that nobody hears it as a pause in the middle of nothing.
func (t *teller) spelt(number string) string {
	var b strings.Builder
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			b.WriteString(t.words.T("digit." + string(r)))
		case r == '-':
			b.WriteString(" " + t.words.T("voice.dash"))
		default:
			b.WriteRune(r)
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// ending is how a masked number is said.
func (t *teller) ending(digits string) string {
	return t.words.T("voice.ending", "digits", t.spelt(digits))
}

func itoa(n int) string { return strconv.Itoa(n) }
