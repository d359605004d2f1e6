package voice

import (
	"station365/devices"
	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/flow"
)

func (t *teller) notKept(v flow.View) {
	t.sayAll([]string{"voice.not-kept", v.Failure.Key, "notkept.safe", v.Failure.Key + ".do"})
}

// done says the number, because it is what a person without paper must keep, and
// who promised what by when.
func (t *teller) done(v flow.View) {
	if v.Asked == 0 { // a receipt that was looked up
		t.say("voice.done.again")
	} else {
		t.say("voice.done")
	}
	t.wherePaper(v)
	t.number(v.Case)
	t.promise(v.Case)
	if v.Card.MayLie {
		t.say("done.card")
	}
}

// wherePaper says where the receipt comes out.
func (t *teller) wherePaper(v flow.View) { t.sayPlace("housing.printer.", v.Housing.Printer) }

func (t *teller) number(c flow.CaseView) {
	if c.Number != "" {
		t.say("voice.number", "number", t.spelt(string(c.Number)))
	}
}

func (t *teller) promise(c flow.CaseView) {
	if c.Promise.Officer == "" || c.Promise.DueBy.IsZero() || c.DayOpen {
		return
	}
	t.say("voice.promise", "name", c.Promise.Officer, "date", t.words.SpokenDate(c.Promise.DueBy))
}

// notPrinted follows the printer as the page does.
func (t *teller) notPrinted(v flow.View) {
	key := "notprinted." + paperTrouble(v.Case.Paper)
	t.say(key)
	t.say("voice.not-printed")
	ready := v.Printer == printer.Ready || v.Printer == printer.PaperLow
	switch key {
	case "notprinted.no-paper", "notprinted.cover-open", "notprinted.absent":
		if ready {
			key = "notprinted.ready"
			break
		}
		key += ".do"
	default:
		key += ".do"
	}
	t.say(key)
	if v.Case.Paper.Result == printer.Indefinite { // she is asked to look there
		t.wherePaper(v)
	}
	t.number(v.Case)
}

// paperTrouble is what stood between the case and its paper, as its words are
// called.
func paperTrouble(o printer.Outcome) string {
	if o.Result == printer.Indefinite {
		return "unknown"
	}
	switch o.Status {
	case printer.NoPaper, printer.CoverOpen, printer.Fault, printer.Absent:
		return string(o.Status)
	}
	return "failed"
}

func (t *teller) findCase(v flow.View) {
	t.say("voice.find-case")
	if reads(v.Reader) || v.Card.Verified {
		t.say("find.by-card")
	} else {
		t.say("card.no-reader.sorry")
	}
	t.say("find.by-number")
	if v.Scanner == devices.Ready {
		t.say("find.by-scan")
		t.sayPlace("housing.scanner.", v.Housing.Scanner)
	}
}

// myCases names the matters and where they stand; a sealed one stays sealed.
func (t *teller) myCases(v flow.View) {
	if len(v.Cases) == 0 {
		t.sayAll([]string{"cases.none", "cases.none-help"})
		return
	}
	t.say("voice.my-cases", "n", itoa(len(v.Cases)))
	for _, c := range v.Cases {
		t.aCase(c)
	}
}

func (t *teller) aCase(c flow.CaseView) {
	if c.Title == "" {
		t.say("cases.sealed")
		return
	}
	t.say("voice.case", "title", t.words.T(c.Title), "status", t.words.T("status."+string(c.Status)))
}

func (t *teller) caseDetail(v flow.View) {
	t.say("voice.case-detail")
	t.aCase(v.Case)
	switch c := v.Case; {
	case c.Title == "" || c.Status == kiosk.Completed:
	case c.Late:
		t.say("voice.case.late")
		t.telephone(c.Promise.Phone)
	default:
		t.promise(c)
	}
	if !v.Case.Answer.Empty() {
		t.say("voice.case.answer")
	}
}

func (t *teller) whereTo(v flow.View) {
	t.say("voice.where-to")
	if v.Duty.Now {
		t.say("voice.duty", "name", v.Duty.Name)
	} else {
		t.say("duty.nobody")
	}
	t.telephone(v.Station.Phone)
}

// telephone is the station's own, never a resident's.
func (t *teller) telephone(number string) {
	if number != "" {
		t.say("voice.phone", "phone", t.spelt(number))
	}
}
