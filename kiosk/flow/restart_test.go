package flow

import (
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/idcardtest"
	"station365/devices/printer"
)

// overlays are pages that are laid over a task and have the bar.
func overlays() map[State]func(*desk) {
	return map[State]func(*desk){
		Help:          func(d *desk) { d.do(pick(CallHelp, "")) },
		CallBack:      func(d *desk) { d.do(pick(CallHelp, ""), pick(AskCallBack, "")) },
		SizeAndColour: func(d *desk) { d.do(pick(OpenSize, "")) },
	}
}

func TestRestartIsPressedOnAPageOverTheTask_ItAsksFirstAndTheAnswersStay(t *testing.T) {
	for over, open := range overlays() {
		t.Run(string(over), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := openWith(t, idcardtest.NewReader(true))
				defer d.close()
				before := d.toReview()
				open(d)
				if v := d.at(over); !v.Restart || !v.Wipes {
					t.Errorf("重新开始 works: %v, says that it wipes: %v", v.Restart, v.Wipes)
				}

				d.do(pick(Restart, ""))
				d.at(AskRestart)
				after := d.do(pick(Back, ""))

				if after.State != Reviewing || len(after.Review) != len(before.Review) {
					t.Fatalf("at %s with %d lines, had %d", after.State, len(after.Review), len(before.Review))
				}
				open(d)
				d.do(pick(Restart, ""), pick(Confirm, ""))
				d.at(TakeCard) // wiped; the card still lies there
			})
		})
	}
}

func TestRestartIsPressedOverWorkThatRuns_TheWorkGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		walks()[Printing](d)
		d.do(pick(CallHelp, ""))

		v := d.do(pick(Restart, ""))

		if v.State != Help || v.Restart || v.Said != "printing.why-not" {
			t.Errorf("at %s, works %v, says %q", v.State, v.Restart, v.Said)
		}
	})
}

func TestNothingIsBegun_RestartSaysSo(t *testing.T) {
	for _, open := range []func(*desk){func(*desk) {}, func(d *desk) { d.do(pick(CallHelp, "")) }} {
		synctest.Test(t, func(t *testing.T) {
			d := openWith(t, idcardtest.NewReader(true))
			defer d.close()
			d.do(pick(Start, ""))
			open(d)
			before := d.view().State

			if v := d.do(pick(Restart, "")); v.State != before || v.Restart || v.Said != "bar.nothing-to-restart" {
				t.Errorf("at %s, works %v, says %q", v.State, v.Restart, v.Said)
			}
		})
	}
}

func TestPaperIsComingUnderTheHelpPage_NoIdleTimeRunsAndTheNextPageHasItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.printer.Set(printer.Outcome{Result: printer.Printed}, 5*time.Minute)
		d.toReview()
		d.do(pick(Next, ""), pick(CallHelp, ""))

		time.Sleep(5*time.Minute + time.Second)
		d.at(Help)
		time.Sleep(d.flow.opts.Times.Task - 2*time.Second)

		d.at(Help)
		if v := d.do(pick(Back, "")); v.State != Done {
			t.Errorf("at %s", v.State)
		}
	})
}

func TestAnothersCardWhileThePaperComesUnderTheHelpPage_TheFirstPersonIsNotDisturbed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		walks()[Printing](d)
		d.do(pick(CallHelp, ""))

		d.layCard("王某", "520102196001010022")
		time.Sleep(time.Minute)

		if v := d.do(pick(Back, "")); v.State != Done || v.Card.LastFour != "0020" {
			t.Errorf("at %s with the card %q", v.State, v.Card.LastFour)
		}
	})
}

func TestLookUpTakesLong_NoIdleTimeRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := openWith(t, idcardtest.NewReader(true))
		defer d.close()
		d.store.slow = 10 * time.Minute
		d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""))
		d.layCard(invented, inventedID)

		time.Sleep(9 * time.Minute)
		d.at(ReadingCard)
		time.Sleep(time.Minute)

		d.at(MyCases)
		time.Sleep(d.flow.opts.Times.Task - time.Second)
		d.at(MyCases)
		time.Sleep(2 * time.Second)
		d.at(IdleWarning)
	})
}

func TestReaderSaysNoMoreOfACard_ItIsAskedForAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""), Event{Kind: CardPlaced})
		d.at(ReadingCard)

		time.Sleep(readingLasts)

		d.at(AwaitingCard)
	})
}

func TestHelpIsCalledWhileTheCardIsRead_TheCardIsThereAfterwards(t *testing.T) {
	for over, open := range map[State]func(*desk){Help: overlays()[Help], SizeAndColour: overlays()[SizeAndColour]} {
		for _, fails := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				d := openWith(t, idcardtest.NewReader(true))
				defer d.close()
				d.do(pick(Start, ""), pick(OpenMatter, "residence-registration"), pick(Next, ""), pick(Next, ""))
				d.at(AwaitingCard)
				open(d)

				want := CardRead
				if fails {
					want = CardFailed
					d.reader.Fail(idcard.ErrUnreadable, "R-41")
					synctest.Wait()
				} else {
					d.layCard(invented, inventedID)
				}

				d.at(over)
				if v := d.do(pick(Back, "")); v.State != want {
					t.Errorf("after %s: at %s, want %s", over, v.State, want)
				}
			})
		}
	}
}

func TestSomebodyTouchesTheGlass_HerTimeIsExtendedWithoutLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()

		for range 200 { // five hours: a finger that follows the lines
			time.Sleep(d.flow.opts.Times.Task - time.Second)
			d.do(pick(Touched, ""))
			d.at(Reviewing)
		}
		for range 50 { // and the warning is answered as often as it comes
			time.Sleep(d.flow.opts.Times.Task + d.flow.opts.Times.Warning - time.Second)
			d.at(IdleWarning)
			d.do(pick(Touched, ""))
			d.at(Reviewing)
		}
	})
}
