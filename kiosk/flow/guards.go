package flow

import (
	"station365/devices/idcard"
	"station365/kiosk"
)

func (v *Visit) knowsMatter(e Event) bool {
	_, ok := v.flow.opts.Catalogue.Matter(kiosk.MatterID(e.Value))
	return ok
}

func (v *Visit) needsCard(Event) bool           { return v.matter.NeedsCard() }
func (v *Visit) needsCardAndHasIt(e Event) bool { return v.needsCard(e) && v.hasCard(e) }
func (v *Visit) hasCard(Event) bool             { return v.card() != nil }
func (v *Visit) looksForCases(Event) bool       { return v.finding }
func (v *Visit) hasNoCases(Event) bool          { return len(v.cases) == 0 }
func (v *Visit) cameByCard(Event) bool          { return v.finding && v.card() != nil }

// hasSession: something on the glass belongs to somebody.
func (v *Visit) hasSession(Event) bool {
	return v.card() != nil || v.form != nil || v.kept.ID != "" || v.call.kept.ID != "" || !v.phone.Empty()
}

// hasSomethingToLose: answers or a card that restarting would wipe, before a
// case was kept. Afterwards there is nothing to lose.
func (v *Visit) hasSomethingToLose(e Event) bool {
	return v.hasSession(e) && v.kept.ID == "" && !v.isBusy(e)
}

// nothingToRestart: nobody has begun anything, or chosen a look, that a press could
// end.
func (v *Visit) nothingToRestart(e Event) bool {
	t := v.task()
	return !v.hasSession(e) && v.look == v.flow.firstLook() && (t == Welcome || t == Home || t == TakeCard)
}

// task is what the resident is at: what an overlay covers, or the state itself.
func (v *Visit) task() State {
	if v.isOverlay(Event{}) && v.under != "" {
		return v.under
	}
	return v.state
}

// isBusy: the machine is at work for this resident, whatever page covers it; idle
// time is not counted.
func (v *Visit) isBusy(Event) bool { t := v.task(); return t == Keeping || t == Printing }

func (v *Visit) isOverlay(Event) bool {
	switch v.state {
	case Help, CallBack, SizeAndColour, AskRestart, IdleWarning, TakeCard:
		return true
	}
	return false
}

// sameCard: the card that is already open was laid down again.
func (v *Visit) sameCard(e Event) bool {
	c, ok := e.data.(*idcard.Card)
	return ok && v.session != nil && v.session.Same(c)
}

// mayInterrupt: a second person's card ends a session, but never while a case is
// being kept or its paper is coming, and not on a page that holds nothing.
func (v *Visit) mayInterrupt(e Event) bool { return v.hasSession(e) && !v.isBusy(e) }

// cardMayLie: a card was laid down and not seen to go. A reader that cannot sense
// that never sees it go, and then the person is asked.
func (v *Visit) cardMayLie(Event) bool { return v.onReader && v.card() != nil }

// cardIsSensed: the reader says that the card lies there.
func (v *Visit) cardIsSensed(Event) bool { return v.onReader && v.flow.opts.Reader.Presence() }

// moreQuestions: after a correction from the review, only those are asked that it
// left open.
func (v *Visit) moreQuestions(Event) bool {
	if v.correcting {
		return len(v.form.Check()) > 0
	}
	return v.at+1 < len(v.form.Pages())
}

func (v *Visit) earlierQuestion(Event) bool { return v.at > 0 }

func (v *Visit) answerMissing(Event) bool {
	p := v.form.Pages()[v.at]
	switch {
	case v.isUnfinished():
		return true
	case v.typed.Empty() && p.IsSkip(v.form.Value(p.Name).Reveal()):
		return false // asked again, she leaves it at her way out
	case p.IsTyped():
		return v.form.Set(p.Name, v.typed.Reveal()) != nil
	}
	return p.Required && v.form.Value(p.Name).Empty()
}

func (v *Visit) numberIsWrong(Event) bool {
	_, err := kiosk.ParseCaseNumber(v.typed.Reveal(), v.flow.opts.Prefix)
	return err != nil
}

func (v *Visit) codeIsWrong(Event) bool {
	_, err := kiosk.ParseCheckCode(v.typed.Reveal())
	return err != nil
}

func (v *Visit) isSensitive(e Event) bool {
	k, ok := v.caseOf(kiosk.CaseNumber(e.Value))
	return ok && k.Sensitive
}
