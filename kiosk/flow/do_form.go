package flow

import (
	"errors"
	"slices"
	"strconv"
	"unicode/utf8"

	"station365/kiosk"
	"station365/kiosk/form"
	"station365/kiosk/personal"
)

// maxTyped bounds what a pad can type into one answer.
const maxTyped = 32

func (v *Visit) cover(Event) { v.under = v.state }

// askRestart asks over whatever lies there; who stays comes back to her task.
func (v *Visit) askRestart(e Event) {
	if !v.isOverlay(e) {
		v.cover(e)
	}
}

// turnPage goes to the page that the screen names: only the screen knows how
// many the glass needs.
func (v *Visit) turnPage(e Event) {
	if n, err := strconv.Atoi(e.Value); err == nil {
		v.page = max(0, n)
	}
}

// sayWhy remembers why a place of the bar is without use here, for the screen to
// say.
func (v *Visit) sayWhy(k Kind) {
	if (k == Back || k == Next) && v.isBusy(Event{}) {
		v.sayBusy(Event{})
		return
	}
	switch k {
	case Back:
		v.said = "bar.no-way-back"
		if v.kept.ID != "" {
			v.said = "bar.already-kept"
		}
	case Next:
		v.said = "bar.nothing-next"
	}
}

// sayBusy: the machine is at work for the resident; there is nothing to press.
func (v *Visit) sayBusy(Event) { v.said = "printing.why-not" }

func (v *Visit) sayNothingToRestart(Event) { v.said = "bar.nothing-to-restart" }

// sayReason says the page's own reason.
func (v *Visit) sayReason(e Event) { v.said = e.Value }

// sayHelpIsHere: the help page is what 找人帮忙 leads to.
func (v *Visit) sayHelpIsHere(Event) { v.said = "help.here" }

func (v *Visit) pickMatter(e Event) {
	v.matter, v.picked = v.flow.opts.Catalogue.Matter(kiosk.MatterID(e.Value))
	v.finding = false
}

func (v *Visit) agreeAndWatch(Event) {
	v.tries, v.failure = 0, Failure{}
	v.flow.opts.Reader.Again()
}

func (v *Visit) agreeAndFill(Event) { v.fill() }

func (v *Visit) fillFromCard(Event) { v.fill() }

// fill begins the form, or goes on with the one that was begun.
func (v *Visit) fill() {
	if v.form == nil {
		v.form = form.New(v.schema(), v.prefill())
		v.person().Hold(v.form)
		v.at = 0
	}
	v.showQuestion()
}

func (v *Visit) showQuestion() {
	v.trouble, v.page, v.byPad = "", 0, false
	v.typed.Wipe()
	v.typed = personal.Value{}
	if p := v.form.Pages()[v.at]; !p.IsSkip(v.form.Value(p.Name).Reveal()) {
		v.typed = personal.New(v.form.Value(p.Name).Reveal())
	}
	if v.form.Pages()[v.at].IsWritten() {
		v.openPanel()
	}
}

func (v *Visit) answerQuestion(e Event) {
	value := e.Value
	if !e.Text.Empty() {
		value = e.Text.Reveal()
	}
	v.trouble = ""
	if e.Value == typeIt {
		v.byPad = true
		return
	}
	if err := v.form.Set(v.form.Pages()[v.at].Name, value); err != nil {
		v.trouble = problemKey(err)
		return
	}
	v.then = Answered // one touch a question: the review shows every answer once more
}

func (v *Visit) typeKey(e Event) {
	v.trouble = ""
	if v.isWriting(e) {
		v.write(e)
		return
	}
	v.person()
	v.typed = typedOn(v.typed, e.Value)
}

// typedOn is what a key of a pad makes of what was typed, which is wiped; a key for
// which there is no room changes nothing.
func typedOn(old personal.Value, key string) personal.Value {
	text := old.Reveal()
	switch key {
	case "clear":
		text = ""
	case "erase":
		_, n := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-n]
	default:
		if len(text)+len(key) > maxTyped {
			return old
		}
		text += key
	}
	old.Wipe()
	return personal.New(text)
}

func (v *Visit) sayWhatIsMissing(Event) {
	p := v.form.Pages()[v.at]
	v.trouble = "form.required"
	if v.isUnfinished() {
		v.trouble = "writing.choose-first"
		return
	}
	if p.IsTyped() {
		v.trouble = problemKey(v.form.Set(p.Name, v.typed.Reveal()))
	}
}

func (v *Visit) nextQuestion(Event) {
	v.at++
	if v.correcting {
		v.at = v.firstOpen()
	}
	v.showQuestion()
}

// firstOpen is the first question without an answer that can be sent.
func (v *Visit) firstOpen() int {
	open := v.form.Check()
	for i, p := range v.form.Pages() {
		if slices.ContainsFunc(open, func(o form.Problem) bool { return o.Field == p.Name }) {
			return i
		}
	}
	return len(v.form.Pages()) - 1
}

func (v *Visit) previousQuestion(Event) { v.at--; v.correcting = false; v.showQuestion() }

func (v *Visit) lastQuestion(Event) {
	v.at, v.correcting = len(v.form.Pages())-1, false
	v.showQuestion()
}

// review writes down what will be sent; the receipt says the same.
func (v *Visit) review(Event) {
	v.correcting = false
	v.typed.Wipe()
	v.lines.Wipe()
	committee, grid := v.flow.opts.Places.Belongs(v.form.Chosen("estate"))
	v.form.Learn(map[string]string{"place.committee": committee, "place.grid": grid})
	v.lines = v.named(v.form.Review())
}

// correctField asks one question again; its answer leads back to the review.
func (v *Visit) correctField(e Event) {
	v.goToField(e)
	v.correcting = true
}

func (v *Visit) goToField(e Event) {
	for i, p := range v.form.Pages() {
		if p.Name == e.Value {
			v.at = i
			v.showQuestion()
			return
		}
	}
}

// problemKey names the words for a refused answer.
func problemKey(err error) string {
	var p *form.Problem
	if errors.As(err, &p) {
		return p.ReasonKey
	}
	return "form.not-allowed"
}
