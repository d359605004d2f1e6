package flow

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/idcardtest"
	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/personal"
)

// walks say how a resident comes to every state, with as much of them in the
// machine as there can be.
func walks() map[State]func(*desk) {
	then := func(s State, e ...Event) func(*desk) {
		return func(d *desk) { walks()[s](d); d.do(e...) }
	}
	return map[State]func(*desk){
		Welcome:  func(*desk) {},
		Home:     func(d *desk) { d.layCard(invented, inventedID) },
		Matters:  then(Home, pick(OpenMatters, "")),
		WhereTo:  then(Home, pick(OpenWhere, "")),
		FlowCard: then(Home, pick(OpenMatter, "residence-registration")),
		Notice:   then(FlowCard, pick(Next, "")),
		CardRead: then(Notice, pick(Next, "")),
		CardNotValid: func(d *desk) {
			d.flow.opts.Clock = func() bool { return true }
			d.do(pick(Start, ""), pick(OpenMatter, "residence-registration"), pick(Next, ""), pick(Next, ""))
			d.layDated(longAgo, lastYear)
		},
		AwaitingCard: func(d *desk) { // the card is there and what it opens is being looked for
			d.store.slow = time.Minute
			d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""), Event{Kind: CardIsRead, data: cardOf(invented, inventedID)})
		},
		ReadingCard: func(d *desk) {
			d.store.slow = time.Minute
			d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""))
			d.layCard(invented, inventedID)
		},
		CardFailed: func(d *desk) {
			d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""))
			d.reader.Fail(idcard.ErrUnreadable, "R-41")
			synctest.Wait()
		},
		Filling:    then(Reviewing, pick(Back, "")),
		Reviewing:  func(d *desk) { d.toReview() },
		Keeping:    func(d *desk) { d.store.slow = time.Minute; d.toReview(); d.do(pick(Next, "")) },
		NotKept:    func(d *desk) { d.store.full = true; d.toReview(); d.do(pick(Next, "")) },
		Printing:   func(d *desk) { d.printer.Set(printer.Outcome{Result: printer.Printed}, time.Minute); walks()[Done](d) },
		Done:       then(Reviewing, pick(Next, "")),
		NotPrinted: func(d *desk) { d.printer.Set(printer.Outcome{Result: printer.NotPrinted}, 0); walks()[Done](d) },
		FindCase:   then(Home, pick(OpenCases, "")),
		EnterNumber: func(d *desk) {
			walks()[FindCase](d)
			d.do(pick(ByNumber, ""))
			for _, r := range strings.TrimPrefix(string(kiosk.NewCaseNumber("S2", 1)), "S2") {
				if r != '-' {
					d.do(pick(Key, string(r)))
				}
			}
		},
		EnterCode:     then(EnterNumber, pick(Next, ""), pick(Key, "7")),
		MyCases:       func(d *desk) { walks()[TakeCard](d); d.reader.Lift(); walks()[FindCase](d); d.do(pick(ByCard, "")) },
		CaseDetail:    func(d *desk) { walks()[MyCases](d); d.do(pick(OpenCase, string(d.view().Cases[0].Number))) },
		Help:          then(Reviewing, pick(CallHelp, "")),
		CallBack:      then(Help, pick(AskCallBack, ""), pick(Key, "1"), pick(Key, "3")),
		SizeAndColour: then(Reviewing, pick(OpenSize, "")),
		AskRestart:    then(Reviewing, pick(Restart, "")),
		IdleWarning:   func(d *desk) { d.toReview(); time.Sleep(91 * time.Second); synctest.Wait() },
		TakeCard:      then(Done, pick(Next, "")),
	}
}

// ends are what can end a session in any state. Each leaves nothing running
// that could still bring something personal.
func ends() map[string]func(*desk) {
	return map[string]func(*desk){
		"a broken device": func(d *desk) { d.do(pick(Failed, "")) },
		"the program stops": func(d *desk) {
			d.cancel()
			err := <-d.done
			d.done <- err // for close
		},
		"nobody is there": func(*desk) { time.Sleep(time.Hour) },
		"another card": func(d *desk) {
			d.layCard("王某", "520102196001010022")
			d.do(pick(Failed, "")) // also where the other card was not let in, or let in
		},
	}
}

func TestSessionEndedFromEveryState_NothingPersonalIsReachable(t *testing.T) {
	for _, s := range States() {
		for name, end := range ends() {
			t.Run(string(s)+", "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					d := openWith(t, idcardtest.NewReader(true))
					defer d.close()
					walks()[s](d)
					last := d.at(s)
					before := append(held(d.flow.visit), held(last)...)
					d.do(pick("looked inside", "")) // the flow goes on after the test has looked

					end(d)

					time.Sleep(2 * time.Minute) // what was still being read, kept or printed is over
					last = d.view()
					if last.State != Welcome || d.flow.visit.session != nil {
						t.Errorf("at %s, session %v", last.State, d.flow.visit.session)
					}
					for _, v := range before {
						if !v.Empty() {
							t.Error("a value of before is not wiped")
						}
					}
					for _, place := range []any{d.flow.visit, last, d.flow.queue} {
						if left := held(place); len(left) > 0 {
							t.Errorf("%d personal values are reachable in %T", len(left), place)
						}
						for _, trace := range []string{invented, "李**", "王某", "王**", inventedID[14:]} {
							if strings.Contains(texts(place), trace) {
								t.Errorf("%T still says %s", place, trace)
							}
						}
					}
				})
			})
		}
	}
}

func TestTheWalksHoldWhatTheyShould(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := openWith(t, idcardtest.NewReader(true))
		defer d.close()
		walks()[CaseDetail](d)

		if n := len(held(d.flow.visit)); n < 5 { // name, birth, address, number, key
			t.Errorf("the search finds %d values where a card lies open", n)
		}
		if !strings.Contains(texts(d.last), "李**") {
			t.Error("the search finds no masked name on the page of a case")
		}
	})
}

func TestHelpCalledWhileTheCaseIsBeingKept_TheJobGoesOnBelow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.printer.Set(printer.Outcome{Result: printer.Printed}, 10*time.Second)
		walks()[Keeping](d)
		d.do(pick(CallHelp, ""))

		time.Sleep(71 * time.Second)
		d.at(Help)
		v := d.do(pick(Back, ""))

		if v.State != Done || v.Case.Number == "" || len(d.printer.Jobs()) != 1 {
			t.Errorf("at %s with %q and %d jobs", v.State, v.Case.Number, len(d.printer.Jobs()))
		}
	})
}

// held finds the personal values with something in them that can be reached
// from where, through private fields too. The flow itself, with store and
// devices, is not part of a visit.
func held(where any) (found []personal.Value) {
	search(reflect.ValueOf(where), map[uintptr]bool{}, func(v reflect.Value) bool {
		if v.Type() != reflect.TypeFor[personal.Value]() {
			return false
		}
		if value := readable(v); !value.Empty() {
			found = append(found, value)
		}
		return true
	})
	return found
}

// texts joins every string that can be reached from where.
func texts(where any) string {
	var b strings.Builder
	search(reflect.ValueOf(where), map[uintptr]bool{}, func(v reflect.Value) bool {
		if v.Kind() == reflect.String {
			b.WriteString(v.String() + "\n")
		}
		return v.Kind() == reflect.String || v.Type() == reflect.TypeFor[personal.Value]()
	})
	return b.String()
}
