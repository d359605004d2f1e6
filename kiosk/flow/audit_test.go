package flow

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard/idcardtest"
	"station365/devices/printer"
	"station365/kiosk/audit"
)

func TestTheAuditIsToldWhatHappenedAndNothingOfThePerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := openWith(t, idcardtest.NewReader(true))
		defer d.close()
		d.toReview()
		d.store.full = true
		d.do(pick(Next, ""), pick(Back, ""))
		d.store.full = false
		d.printer.Set(printer.Outcome{Result: printer.NotPrinted, Status: printer.NoPaper}, 0)
		v := d.do(pick(Next, ""))
		d.printer.Set(printer.Outcome{Result: printer.Printed}, 0)
		d.do(pick(PrintAgain, ""), pick(Next, ""))
		d.at(TakeCard)
		time.Sleep(2 * time.Minute)
		walks()[EnterCode](d)
		d.do(pick(Key, "clear"))
		for range 16 {
			d.do(pick(Key, "0"))
		}
		d.do(pick(Next, ""), pick(Restart, ""), pick(Confirm, ""))

		number := string(v.Case.Number)
		want := []string{"case-not-kept|reason|full", "case-kept|number|" + number, "receipt|number|" + number + "|result|not-printed",
			"reprint-asked|number|" + number + "|copies|1", "receipt|number|" + number + "|result|printed", "session-ended|reason|done",
			"card-left", "look-up-refused|number|" + number, "session-ended|reason|restart"}
		if !slices.Equal(d.noted, want) {
			t.Errorf("the audit was told\n%s\nwant\n%s", strings.Join(d.noted, "\n"), strings.Join(want, "\n"))
		}
	})
}

func TestTheCatalogueOfEventsKnowsAllThatTheFlowSays(t *testing.T) {
	events, err := audit.ReadEvents(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	log, err := audit.Open(t.TempDir(), events, audit.Opts{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range States() {
		for name, end := range ends() {
			synctest.Test(t, func(t *testing.T) {
				d := openWith(t, idcardtest.NewReader(true))
				defer d.close()
				walks()[s](d)
				end(d)
				time.Sleep(2 * time.Minute)
				synctest.Wait()

				for _, noted := range d.noted {
					words := strings.Split(noted, "|")
					if err := log.Note(words[0], words[1:]...); err != nil {
						t.Errorf("from %s, %s: %s: %v", s, name, noted, err)
					}
				}
			})
		}
	}
}
