package flow

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard/idcardtest"
	"station365/devices/printer"
)

// bell is a way to the desk: it notes what it was told.
type bell struct {
	mu   sync.Mutex
	told []Call
}

func (b *bell) Tell(c Call) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.told = append(b.told, c)
}

func (b *bell) last() Call {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.told[len(b.told)-1]
}

// inHours is a time at which somebody is on duty; synctest begins at midnight UTC,
// which is eight in the morning in Beijing.
func inHours() { time.Sleep(2 * time.Hour); synctest.Wait() }

func TestACallIsNotCalledHeardBeforeAWordCameBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, b := open(t), &bell{}
		defer d.close()
		inHours()
		d.tells(b)

		v := d.do(pick(Start, ""), pick(CallHelp, ""))

		if v.State != Help || v.Call.Step != CallFirst || v.Call.Word != "" || !v.Call.Reaches || v.Call.Name == "" || v.Call.Number != 1 {
			t.Fatalf("at %s with %+v", v.State, v.Call)
		}
		told := b.last()
		if told.Officer != v.Call.Name || told.Number != 1 || told.Over {
			t.Errorf("told %+v", told)
		}
		if v = d.do(Heard("of another call", CallComing, "某某", time.Now())); v.Call.Word != "" {
			t.Error("a word on another call counted")
		}
		if v = d.do(Heard(told.ID, CallAtDesk, "", time.Now())); v.Call.Word != CallAtDesk {
			t.Errorf("word %q", v.Call.Word)
		}
		if v = d.do(Heard(told.ID, CallComing, "赵志国", time.Now())); v.Call.Word != CallComing || v.Call.Name != "赵志国" || v.Call.Wait != 0 {
			t.Errorf("%+v", v.Call)
		}
	})
}

func TestNobodyAnswers_TheSecondIsCalledAndThenTheTelephoneIsOnPaper(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, b := open(t), &bell{}
		defer d.close()
		d.tells(b)
		d.flow.Send(Event{Kind: Changed, data: printerNews{status: printer.Ready}})
		inHours()
		first := d.do(pick(Start, ""), pick(CallHelp, "")).Call

		time.Sleep(d.flow.opts.Times.Second)
		second := d.view().Call

		if second.Step != CallSecond || second.Name != first.Then || second.Name == first.Name || b.last().Officer != second.Name {
			t.Errorf("after a minute: %+v", second)
		}
		time.Sleep(d.flow.opts.Times.Telephone - d.flow.opts.Times.Second)
		last := d.view()
		if last.State != Help || last.Call.Step != CallTelephone || last.Call.Ticket != TicketPrinted {
			t.Errorf("after two minutes: at %s, %+v", last.State, last.Call)
		}
		if !slices.Contains(d.noted, "help-ticket|result|printed") {
			t.Errorf("noted %v", d.noted)
		}
	})
}

func TestNoPaper_TheTicketIsNotCalledPrinted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.Send(Event{Kind: Changed, data: printerNews{status: printer.NoPaper}})
		inHours()
		d.do(pick(Start, ""), pick(CallHelp, ""))

		time.Sleep(d.flow.opts.Times.Telephone)

		if c := d.view().Call; c.Step != CallTelephone || c.Ticket != TicketFailed {
			t.Errorf("%+v", c)
		}
	})
}

func TestTheResidentGoesOnWhileTheCallRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, b := open(t), &bell{}
		defer d.close()
		inHours()
		d.tells(b)
		d.do(pick(Start, ""), pick(OpenMatter, "concern"), pick(Next, ""), pick(Next, ""))
		d.do(pick(CallHelp, ""))

		v := d.do(pick(Back, ""))

		if v.State != Filling || v.Call.Step != CallFirst {
			t.Fatalf("at %s with %+v", v.State, v.Call)
		}
		if v = d.do(Heard(b.last().ID, CallComing, "", time.Now())); v.State != Filling || v.Call.Word != CallComing {
			t.Errorf("at %s with %+v", v.State, v.Call)
		}
		d.do(pick(Restart, ""))
		if v = d.do(pick(Confirm, "")); v.Call.Step != "" || !b.last().Over {
			t.Errorf("the call outlived its session: %+v, last told %+v", v.Call, b.last())
		}
	})
}

func TestNobodyOnDuty_TheCallBackIsPromisedOnlyWhenItIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := openWith(t, idcardtest.NewReader(false))
		defer d.close()
		d.flow.opts.Clock = func() bool { return true }
		d.store.slow = time.Second
		v := d.do(pick(Start, ""), pick(CallHelp, "")) // eight in the morning
		if v.Call.Step != CallNobody || !v.Call.Leaves {
			t.Fatalf("%+v", v.Call)
		}
		d.do(pick(AskCallBack, ""))
		d.press("1380000567")
		if v = d.do(pick(Next, "")); v.State != CallBack || v.Question.Problem == "" || len(d.store.sent) > 0 {
			t.Fatalf("a number that is too short: at %s, %q", v.State, v.Question.Problem)
		}
		d.press("8")

		v = d.do(pick(Next, ""))
		if v.State != CallBack || v.Call.Kept.Number != "" || !v.Call.Keeping {
			t.Errorf("before it is kept: at %s, %+v", v.State, v.Call)
		}
		time.Sleep(time.Second)
		v = d.view()

		if v.State != Help || v.Call.Kept.Number == "" || v.Call.Kept.Promise.Officer == "" || v.Call.Kept.Promise.DueBy.IsZero() || v.Call.Leaves {
			t.Errorf("at %s, %+v", v.State, v.Call)
		}
		if len(d.store.sent) != 1 || d.store.sent[0].Matter != callBack {
			t.Errorf("sent %d", len(d.store.sent))
		}
		if !v.Question.Typed.Empty() || !d.flow.visit.phone.Empty() {
			t.Error("the number is still there")
		}
	})
}

func TestTheStoreIsFull_NoCallBackIsPromised(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.store.full = true
		d.do(pick(Start, ""), pick(CallHelp, ""), pick(AskCallBack, ""))
		d.press("13800005678")

		v := d.do(pick(Next, ""))

		if v.State != CallBack || v.Question.Problem != "callback.full" || v.Call.Kept.Number != "" || v.Call.Keeping {
			t.Errorf("at %s, %q, %+v", v.State, v.Question.Problem, v.Call)
		}
	})
}

func TestACallFromTheWelcomePageEndsWithThePage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, b := open(t), &bell{}
		defer d.close()
		inHours()
		d.tells(b)
		d.do(pick(CallHelp, ""))

		v := d.do(pick(Back, ""))

		if v.State != Welcome || v.Call.Step != "" || !b.last().Over {
			t.Errorf("at %s with %+v", v.State, v.Call)
		}
	})
}

func TestHelpCalledBesideAForgottenCard_EndsWithNobodyAndIsNoted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, b := openWith(t, idcardtest.NewReader(true)), &bell{}
		defer d.close()
		d.tells(b)
		inHours()
		d.toReview()
		d.do(pick(Next, ""), pick(Next, ""))
		d.at(TakeCard)

		if v := d.do(pick(CallHelp, "")); v.State != Help || v.Call.Step != CallFirst {
			t.Fatalf("at %s, %+v", v.State, v.Call)
		}
		if v := d.do(pick(Back, "")); v.State != TakeCard {
			t.Fatalf("at %s", v.State)
		}
		d.do(pick(CallHelp, ""))
		time.Sleep(10 * time.Minute)
		synctest.Wait()

		v := d.at(Welcome)
		if v.Call.Step != "" || d.flow.visit.session != nil || !slices.Contains(d.noted, "card-left") {
			t.Errorf("%+v, noted %v", v.Call, d.noted)
		}
	})
}

func TestHelpCalledBesideAForgottenCard_EndsWhenTheCardIsTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, b := openWith(t, idcardtest.NewReader(true)), &bell{}
		defer d.close()
		d.tells(b)
		inHours()
		d.toReview()
		d.do(pick(Next, ""), pick(Next, ""), pick(CallHelp, ""), pick(Back, ""))
		d.at(TakeCard)

		d.reader.Lift()
		synctest.Wait()

		if v := d.at(Welcome); v.Call.Step != "" || !b.last().Over {
			t.Errorf("%+v, last told %+v", v.Call, b.last())
		}
	})
}

// tells gives the flow a way to the desk; it has looked at it when this returns.
func (d *desk) tells(b *bell) {
	d.flow.opts.Caller = b
	d.do(pick(Touched, ""))
}

// press presses keys.
func (d *desk) press(digits string) {
	for _, r := range strings.Split(digits, "") {
		d.do(pick(Key, r))
	}
}
