package station_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"station365/kiosk/station"
)

func profile(t *testing.T) *station.Profile {
	t.Helper()
	f, err := os.Open("../../assets/station/shanan.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := station.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	x, err := time.Parse("2006-01-02 15:04 -0700", text+" +0800")
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestFiveWorkingDaysSkipTheWeekend(t *testing.T) {
	due := profile(t).DueBy(at(t, "2026-11-23 10:49"), 5) // a Monday

	if got := due.Format("2006-01-02 15:04"); got != "2026-11-30 17:00" {
		t.Errorf("due %s", got)
	}
}

func TestHolidaysAndExchangedWeekendsCount(t *testing.T) {
	p := profile(t)

	// 2026: New Year is off on 1-3 January, Sunday the 4th is worked.
	due := p.DueBy(at(t, "2025-12-31 10:00"), 1)

	if got := due.Format(time.DateOnly); got != "2026-01-04" {
		t.Errorf("due %s", got)
	}
}

func TestSomebodyAnswersEvenAtNight(t *testing.T) {
	p := profile(t)
	night := at(t, "2026-11-22 23:30") // Sunday night

	if _, ok := p.OnDuty(night); ok {
		t.Error("somebody is on duty at night")
	}
	morning, ok := p.OnDuty(at(t, "2026-11-23 09:00"))
	if !ok || p.FirstContact(night) != morning {
		t.Errorf("the night's first contact is %v, the morning's duty %v", p.FirstContact(night), morning)
	}
}

func TestATurnSaysFromWhenUntilWhen(t *testing.T) {
	p := profile(t)

	running := p.TurnAt(at(t, "2026-11-23 10:45"))
	next := p.TurnAt(at(t, "2026-11-25 17:00")) // Wednesday's turn has just ended

	if running.Person.Name != "王芳" || !running.From.Equal(at(t, "2026-11-23 09:00")) || !running.Until.Equal(at(t, "2026-11-23 17:00")) {
		t.Errorf("running: %+v", running)
	}
	if next.Person.Name != "李敏" || !next.From.Equal(at(t, "2026-11-26 09:00")) {
		t.Errorf("next: %+v", next)
	}
}

func TestAWeekBeginsOnMonday(t *testing.T) {
	for _, day := range []string{"2026-11-23 00:00", "2026-11-25 12:00", "2026-11-29 23:59"} {
		if got := station.WeekBegins(at(t, day).UTC()); !got.Equal(at(t, "2026-11-23 00:00")) {
			t.Errorf("the week of %s begins on %s", day, got)
		}
	}
}

func TestTheProfilesClockIsBeijingWhateverTheMachineSays(t *testing.T) {
	p := profile(t)
	utc := at(t, "2026-11-23 16:30").UTC()

	if _, ok := p.OnDuty(utc); !ok {
		t.Error("nobody on duty at 16:30 Beijing time given in UTC")
	}
}

func TestWrongProfileNamesEveryFault(t *testing.T) {
	_, err := station.Read(strings.NewReader(`{"version":2,"people":[{"id":"a"}],"duty":{"weekly":[{"day":"moon","from":"9","until":"17:00","person":"b"}]},"calendar":{"workdays":["4 Jan"]}}`))

	for _, want := range []string{"version", "phone", `"b"`, "HH:MM", "day of the week", "workdays[0]"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %q in: %v", want, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"version":1}`)
	f.Fuzz(func(t *testing.T, text string) { _, _ = station.Read(strings.NewReader(text)) })
}
