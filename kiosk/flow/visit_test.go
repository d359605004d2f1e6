package flow

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/printer"
	"station365/kiosk"
)

// toReview does a residence registration up to the review.
func (d *desk) toReview() View {
	d.t.Helper()
	d.do(pick(Start, ""), pick(OpenMatter, "residence-registration"), pick(Next, ""), pick(Next, ""))
	d.at(AwaitingCard)
	d.layCard(invented, inventedID)
	d.at(CardRead)
	d.do(pick(Next, ""))
	d.fill("13800005678")
	return d.at(Reviewing)
}

func TestTheMainJob_CardToReceipt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		v := d.toReview()

		if v.Asked != 10 || !slices.Equal(v.Saved, []Saved{{"card", 6}, {"place", 2}}) || len(v.Review) != 18 {
			t.Errorf("asked %d, saved %v, reviewed %d lines", v.Asked, v.Saved, len(v.Review))
		}
		v = d.do(pick(Next, ""))

		if v.State != Done || !v.Case.Number.Valid() {
			t.Errorf("at %s with %q", v.State, v.Case.Number)
		}
		if v.Case.Delivery != kiosk.Queued || v.Case.Promise.Officer == "" || v.Case.QR == "" || v.Case.Preview == nil {
			t.Errorf("the last page says %+v", v.Case)
		}
		if len(d.printer.Jobs()) != 1 || d.printer.Jobs()[0].ID != "job" {
			t.Errorf("printed %v", d.printer.Jobs())
		}
	})
}

func TestAnonymousConcernNeedsNoCard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.do(pick(Start, ""), pick(OpenMatter, "concern"), pick(Next, ""), pick(Next, ""))
		d.at(Filling)

		d.fill("13800005678")
		v := d.do(pick(Next, ""))

		if v.State != Done || v.Case.Title != "" || v.Case.Masked != "" {
			t.Errorf("at %s; a sensitive matter shows %q and %q", v.State, v.Case.Title, v.Case.Masked)
		}
		for _, k := range d.store.cases {
			if k.ResidentTag != nil || !k.Sensitive {
				t.Errorf("kept %+v", k.NewCase)
			}
		}
	})
}

func TestNothingIsPrintedBeforeTheCaseIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()
		d.store.full = true

		v := d.do(pick(Next, ""))

		if v.State != NotKept || v.Failure.Key != "notkept.full" || len(d.printer.Jobs()) != 0 {
			t.Errorf("at %s with %d jobs", v.State, len(d.printer.Jobs()))
		}
		d.store.full = false
		if v = d.do(pick(Back, ""), pick(Next, "")); v.State != Done {
			t.Errorf("after room was made: at %s", v.State)
		}
	})
}

func TestPaperRunsOut_CaseIsKeptAndNumberShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.printer.Set(printer.Outcome{Result: printer.NotPrinted, Status: printer.NoPaper, Code: "P-03"}, 0)
		d.toReview()

		v := d.do(pick(Next, ""))

		if back := d.do(pick(Back, "")); back.State != NotPrinted || back.Said != "bar.already-kept" {
			t.Errorf("back: at %s, says %q", back.State, back.Said)
		}
		if v.State != NotPrinted || v.Case.Number == "" || v.Case.Paper.Status != printer.NoPaper || len(d.store.cases) != 1 {
			t.Errorf("at %s: %+v", v.State, v.Case.Paper)
		}
		d.printer.Set(printer.Outcome{Result: printer.Printed}, 0)
		if v = d.do(pick(PrintAgain, "")); v.State != Done || len(d.printer.Jobs()) != 2 || d.printer.Jobs()[1].Page.Copy != 1 {
			t.Errorf("reprint: at %s, jobs %v", v.State, d.printer.Jobs())
		}
	})
}

func TestPrinterThatDoesNotSay_IsNotCalledPrinted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.printer.Set(printer.Outcome{Result: printer.Indefinite, Status: printer.Unknown}, 0)
		d.toReview()

		if v := d.do(pick(Next, "")); v.State != NotPrinted {
			t.Errorf("at %s", v.State)
		}
	})
}

// waysOut are all the ways a session can end from the middle of a form.
func waysOut(d *desk) map[string]func() {
	return map[string]func(){
		"restart":      func() { d.do(pick(Restart, ""), pick(Confirm, "")) },
		"idle":         func() { time.Sleep(90*time.Second + 30*time.Second + time.Second); synctest.Wait() },
		"another card": func() { d.layCard("王某", "520102196001010022") },
		"failure":      func() { d.do(pick(Failed, "")) },
		"shutdown":     func() { d.do(pick(Shutdown, "")) },
		"done":         func() { d.do(pick(Next, ""), pick(Next, "")) },
	}
}

func TestEveryWayOutWipesTheSession(t *testing.T) {
	for name := range waysOut(nil) {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := open(t)
				defer d.close()
				d.toReview()
				card, answers := *d.flow.visit.card(), d.flow.visit.form.Answers()
				d.do(pick(Touched, "")) // the flow goes on after the test has looked inside

				waysOut(d)[name]()

				if v := d.view(); v.State == TakeCard {
					d.do(pick(Next, ""))
				}
				v := d.at(Welcome)
				for field, value := range answers {
					if !value.Empty() {
						t.Errorf("%s is left", field)
					}
				}
				if !card.Name.Empty() || !card.IDNumber.Empty() {
					t.Error("the card is left")
				}
				if found := reachable(reflect.ValueOf(v)); strings.Contains(found, invented) || strings.Contains(found, "李**") {
					t.Errorf("the view still says %q", found)
				}
			})
		})
	}
}

// reachable joins every string in the public fields of a view.
func reachable(v reflect.Value) string {
	var b strings.Builder
	switch v.Kind() {
	case reflect.String:
		b.WriteString(v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				b.WriteString(reachable(v.Field(i)))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			b.WriteString(reachable(v.Index(i)))
		}
	}
	return b.String()
}

func TestIdleWarningComesFirstAndAnyTouchStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()

		time.Sleep(91 * time.Second)
		v := d.at(IdleWarning)
		if v.Left <= 0 || v.Left > 30*time.Second {
			t.Errorf("left %v", v.Left)
		}
		d.do(pick(Touched, ""))

		d.at(Reviewing)
	})
}

func TestIdleTimeDoesNotRunWhilePaperIsComing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.printer.Set(printer.Outcome{Result: printer.Printed}, 10*time.Minute)
		d.toReview()
		d.do(pick(Next, ""))

		time.Sleep(9 * time.Minute)
		d.at(Printing)
		time.Sleep(61 * time.Second)

		d.at(Done)
	})
}

func TestSameCardAgainChangesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()

		again := d.layCard(invented, inventedID)

		d.at(Reviewing)
		if !again.Name.Empty() {
			t.Error("the second copy was not wiped")
		}
	})
}

func TestOtherCardWhilePrinting_TheFirstPersonIsNotDisturbed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.printer.Set(printer.Outcome{Result: printer.Printed}, time.Minute)
		d.toReview()
		d.do(pick(Next, ""))

		d.layCard("王某", "520102196001010022")

		d.at(Printing)
		for _, place := range []Kind{Back, Restart, Next} {
			if v := d.do(pick(place, "")); v.State != Printing || v.Said != "printing.why-not" {
				t.Errorf("%s: at %s, says %q", place, v.State, v.Said)
			}
		}
	})
}

func TestMyCasesByCard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()
		d.do(pick(Next, ""), pick(Next, ""), pick(Next, ""))
		d.at(Welcome)

		d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""))
		d.layCard(invented, inventedID)
		v := d.at(MyCases)

		if len(v.Cases) != 1 || v.Cases[0].Title == "" {
			t.Fatalf("found %+v", v.Cases)
		}
		v = d.do(pick(OpenCase, string(v.Cases[0].Number)))
		if v.State != CaseDetail || v.Case.Status != kiosk.Submitted {
			t.Errorf("at %s: %s", v.State, v.Case.Status)
		}
	})
}

func TestNumberAloneOpensNothing_NumberAndCodeDo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()
		v := d.do(pick(Next, ""))
		number, code := string(v.Case.Number), string(v.Case.CheckCode)
		d.do(pick(Next, ""), pick(Next, ""), pick(Start, ""), pick(OpenCases, ""), pick(ByNumber, ""))
		typed := func(text string) {
			for _, r := range text {
				d.do(pick(Key, string(r)))
			}
			d.do(pick(Next, ""))
		}

		typed(strings.TrimPrefix(number, "S2-"))
		d.at(EnterCode)
		typed("0000000000000000")
		wrong := d.at(EnterCode)
		d.do(pick(Key, "clear"))
		typed(strings.ReplaceAll(code, "-", ""))

		if wrong.Question.Problem != "find.no-match" {
			t.Errorf("a wrong code says %q", wrong.Question.Problem)
		}
		d.at(CaseDetail)
	})
}

func TestABrokenRuleEndsTheSessionNotTheKiosk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()
		d.flow.visit.at = 999

		d.do(pick(Edit, "reason"))
		d.flow.visit.at = 999
		d.do(pick(Next, ""))

		d.at(Welcome)
	})
}
