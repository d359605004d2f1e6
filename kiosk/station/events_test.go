package station_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"station365/kiosk/station"
)

func withEvents(t *testing.T, events string) (*station.Profile, error) {
	t.Helper()
	text, err := os.ReadFile("../../assets/station/shanan.json")
	if err != nil {
		t.Fatal(err)
	}
	whole := string(text)
	if i := strings.Index(whole, `"events"`); i >= 0 {
		end := strings.Index(whole[i:], "],") + i + 2
		whole = whole[:i] + whole[end:]
	}
	return station.Read(strings.NewReader(strings.Replace(whole, `"supervisor"`, `"events": `+events+`, "supervisor"`, 1)))
}

func TestTheNextEventIsTheOneThatRunsOrComesFirst(t *testing.T) {
	p, err := withEvents(t, `[{"title": "坝坝茶", "date": "2026-11-28", "from": "09:30", "place": "院坝"},
		{"title": "义诊", "date": "2026-11-27", "from": "14:00", "until": "17:00", "place": "一楼"},
		{"title": "团年饭", "date": "2027-02-01", "from": "11:00", "place": "院坝"}]`)
	if err != nil {
		t.Fatal(err)
	}
	beijing := time.FixedZone("CST", 8*60*60)
	for when, want := range map[time.Time]string{
		time.Date(2026, 11, 26, 9, 0, 0, 0, beijing):   "义诊",
		time.Date(2026, 11, 27, 16, 59, 0, 0, beijing): "义诊",
		time.Date(2026, 11, 27, 17, 0, 0, 0, beijing):  "坝坝茶",
		time.Date(2026, 11, 28, 11, 30, 0, 0, beijing): "",
		time.Date(2027, 1, 2, 9, 0, 0, 0, beijing):     "团年饭",
	} {
		if got, _, known := p.NextEvent(when); got.Title != want || known != (want != "") {
			t.Errorf("at %s: %q, want %q", when, got.Title, want)
		}
	}
}

func TestAnEventThatIsNotWholeIsRefused(t *testing.T) {
	for name, event := range map[string]string{
		"no title":       `{"title": "", "date": "2026-11-28", "from": "09:30", "place": "院坝"}`,
		"no place":       `{"title": "义诊", "date": "2026-11-28", "from": "09:30", "place": ""}`,
		"too long":       `{"title": "一二三四五六七八九十一", "date": "2026-11-28", "from": "09:30", "place": "院坝"}`,
		"no such day":    `{"title": "义诊", "date": "2026-11-31", "from": "09:30", "place": "院坝"}`,
		"no such time":   `{"title": "义诊", "date": "2026-11-28", "from": "25:30", "place": "院坝"}`,
		"ends before":    `{"title": "义诊", "date": "2026-11-28", "from": "09:30", "until": "09:00", "place": "院坝"}`,
		"an unknown key": `{"title": "义诊", "date": "2026-11-28", "from": "09:30", "place": "院坝", "speaker": "x"}`,
	} {
		if _, err := withEvents(t, "["+event+"]"); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestNobodyOnDuty_NobodyIsCalled(t *testing.T) {
	p, err := withEvents(t, "[]")
	if err != nil {
		t.Fatal(err)
	}
	beijing := time.FixedZone("CST", 8*60*60)

	var names []string
	for _, x := range p.Callees(time.Date(2026, 11, 23, 10, 0, 0, 0, beijing)) {
		names = append(names, x.Name)
	}
	night := p.Callees(time.Date(2026, 11, 23, 20, 0, 0, 0, beijing))

	if strings.Join(names, " ") != "王芳 赵志国" || len(night) != 0 {
		t.Errorf("by day %v, at night %v", names, night)
	}
}
