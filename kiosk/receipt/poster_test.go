package receipt_test

import (
	"strings"
	"testing"
	"time"

	"station365/kiosk/receipt"
)

var window = receipt.Desk{Window: "在您右手边的窗口", Phone: "0851-0000-0365",
	Open: []receipt.Opening{{Days: everyDay, From: "9:00", Until: "17:00"}}}

var everyDay = []time.Weekday{1, 2, 3, 4, 5, 6, 0}

func TestPosterIsAsDrawn(t *testing.T) {
	d := open(t)

	golden(t, "poster", d.papers.Poster(window, handedIn, true))
}

func TestPosterNamesTheDaysOnWhichSomebodyIsThere(t *testing.T) {
	d := open(t)
	for want, days := range map[string][]time.Weekday{
		"每天 9:00–17:00":      everyDay,
		"星期一到星期五 9:00–17:00": everyDay[:5],
		"星期六、星期日 9:00–17:00": everyDay[5:],
		"星期二、星期四 9:00–17:00": {2, 4},
		"星期一、星期三、星期五":        {1, 3, 5},
		"星期四到星期日 9:00–17:00": {4, 5, 6, 0},
	} {
		there := window
		there.Open = []receipt.Opening{{Days: days, From: "9:00", Until: "17:00"}}

		if text := dump(d.papers.Poster(there, handedIn, true)); !strings.Contains(text, want) {
			t.Errorf("no %q on\n%s", want, text)
		}
	}
}

func TestPosterOfAStationThatSaysLittle_HasNoEmptyRows(t *testing.T) {
	d := open(t)

	text := dump(d.papers.Poster(receipt.Desk{Phone: window.Phone}, handedIn, false))

	if strings.Contains(text, "[pair]") || strings.Contains(text, "⟦") || !strings.Contains(text, "约 2026年11月23日") {
		t.Errorf("got:\n%s", text)
	}
}

func TestPosterSaysItToThoseWhoReadAnotherLanguage_Once(t *testing.T) {
	d := open(t)
	d.papers.Words = append(d.papers.Words, d.papers.Words[0]) // one that is only spoken: Miao

	text := dump(d.papers.Poster(window, handedIn, true))

	if strings.Count(text, "out of use") != 1 || strings.Count(text, "机器停了") != 1 {
		t.Errorf("got:\n%s", text)
	}
}
